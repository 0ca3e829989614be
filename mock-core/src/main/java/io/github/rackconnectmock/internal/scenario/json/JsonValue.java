package io.github.rackconnectmock.internal.scenario.json;

import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands: its path from the top, and its place in the text. */
sealed interface JsonValue {
    /** Such as {@code servers[0].lifecycle[1].status}; empty for the top. */
    String path();

    /** The offset of its first character in the text. */
    int offset();

    /** What it is, for sentences. */
    String kind();

    /**
     * An object.
     *
     * @param fields in the order of the text; of a name that comes twice, the first
     */
    record ObjectValue(String path, int offset, Map<String, Field> fields) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }

        /** The path of a field, whether it exists or not. */
        String pathOf(String field) {
            return path.isEmpty() ? field : path + "." + field;
        }
    }

    record ListValue(String path, int offset, List<JsonValue> elements) implements JsonValue {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record TextValue(String path, int offset, String text) implements JsonValue {
        @Override
        public String kind() {
            return "a text";
        }
    }

    /**
     * A number.
     *
     * @param digits as written
     */
    record NumberValue(String path, int offset, String digits) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record BooleanValue(String path, int offset, boolean value) implements JsonValue {
        @Override
        public String kind() {
            return String.valueOf(value);
        }
    }

    record NullValue(String path, int offset) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }

    /**
     * A field of an object.
     *
     * @param nameOffset the offset of the quote that opens its name
     */
    record Field(int nameOffset, JsonValue value) {}
}
