package io.github.rackconnectmock.internal.scenario.json;

import java.util.List;
import java.util.Map;

/** A JSON value with its path from the top and its place in the text. */
sealed interface JsonValue {
    /** The way to it from the top of the file. */
    JsonPath path();

    /** The offset of its first character in the text. */
    int offset();

    /** What it is, for sentences. */
    String kind();

    /**
     * An object.
     *
     * @param fields in the order of the text; of a name that is there twice, the first
     */
    record ObjectValue(JsonPath path, int offset, Map<String, Field> fields) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }

        /** The path of a field, whether it exists or not. */
        JsonPath pathOf(String field) {
            return path.field(field);
        }
    }

    record ListValue(JsonPath path, int offset, List<JsonValue> elements) implements JsonValue {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record TextValue(JsonPath path, int offset, String text) implements JsonValue {
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
    record NumberValue(JsonPath path, int offset, String digits) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record BooleanValue(JsonPath path, int offset, boolean value) implements JsonValue {
        @Override
        public String kind() {
            return String.valueOf(value);
        }
    }

    record NullValue(JsonPath path, int offset) implements JsonValue {
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
