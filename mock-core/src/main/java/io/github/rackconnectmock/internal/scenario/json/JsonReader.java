package io.github.rackconnectmock.internal.scenario.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.BooleanValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.Field;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NullValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NumberValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads strict JSON into values that know their places. */
final class JsonReader {
    /** A scenario is seven levels deep. */
    private static final int DEEPEST = 32;

    /**
     * Depth is Jackson's only limit, so that whatever else it refuses is a mistake of syntax; its table of field names
     * has limits too.
     */
    private static final JsonFactory JACKSON = JsonFactory.builder()
            // Buffers kept in thread locals would keep our class loader, for as long as a user's thread lives.
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*");

    private final SourceText source;
    private final Mistakes mistakes;
    private final Deque<Integer> open = new ArrayDeque<>();
    private final String text;
    private final JsonParser parser;

    private JsonReader(SourceText source, Mistakes mistakes) throws IOException {
        this.source = source;
        this.mistakes = mistakes;
        this.text = source.text();
        this.parser = JACKSON.createParser(new StringReader(text));
    }

    /** Reads a whole text; empty if it isn't JSON. Duplicate fields and text after the end are mistakes too. */
    static Optional<JsonValue> read(SourceText source, Mistakes mistakes) {
        if (source.text().isBlank()) {
            mistakes.add(0, JsonPath.TOP, "the file is empty; a scenario is an object such as {\"servers\": [ … ]}");
            return Optional.empty();
        }
        try {
            JsonReader reader = new JsonReader(source, mistakes);
            try (reader.parser) {
                return reader.document();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be read", e);
        }
    }

    private Optional<JsonValue> document() throws IOException {
        try {
            parser.nextToken();
            JsonValue value = value(JsonPath.TOP);
            Matcher space = SPACE.matcher(text).region(offset(parser.currentLocation()), text.length());
            if (space.lookingAt() && !space.hitEnd()) {
                tellSyntax(space.end());
            }
            return Optional.of(value);
        } catch (StreamConstraintsException e) {
            mistakes.add(stoppedAt(), JsonPath.TOP, "more than " + DEEPEST + " levels deep; a scenario has nine");
        } catch (JsonProcessingException e) {
            tellSyntax(stoppedAt());
        }
        return Optional.empty();
    }

    private void tellSyntax(int stoppedAt) {
        boolean afterName = parser.currentToken() == JsonToken.FIELD_NAME;
        new SyntaxMistake(source, text, stoppedAt, open.peek(), afterName).tell(mistakes);
    }

    /** The value that begins with the token just read. */
    private JsonValue value(JsonPath path) throws IOException {
        int start = offset(parser.currentTokenLocation());
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path, start);
            case START_ARRAY -> list(path, start);
            case VALUE_STRING -> {
                TextValue text = new TextValue(path, start, parser.getText());
                if (hasHalfCharacter(text.text())) {
                    mistakes.refuse(text, SyntaxMistake.HALF_CHARACTER);
                }
                yield text;
            }
            case VALUE_TRUE, VALUE_FALSE -> new BooleanValue(path, start, parser.getBooleanValue());
            case VALUE_NULL -> new NullValue(path, start);
            default -> new NumberValue(path, start, parser.getText());
        };
    }

    private ObjectValue object(JsonPath path, int start) throws IOException {
        Map<String, Field> fields = new LinkedHashMap<>();
        ObjectValue object = new ObjectValue(path, start, fields);
        open.push(start);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int nameOffset = offset(parser.currentTokenLocation());
            if (hasHalfCharacter(name)) {
                mistakes.add(nameOffset, object.pathOf(name), SyntaxMistake.HALF_CHARACTER);
            }
            parser.nextToken();
            Field earlier = fields.putIfAbsent(name, new Field(nameOffset, value(object.pathOf(name))));
            if (earlier != null) {
                mistakes.add(
                        nameOffset,
                        object.pathOf(name),
                        "duplicate field, the first is at " + source.place(earlier.nameOffset())
                                + "; take one of them out");
            }
        }
        open.pop();
        return object;
    }

    private ListValue list(JsonPath path, int start) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        open.push(start);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(path.element(elements.size())));
        }
        open.pop();
        return new ListValue(path, start, elements);
    }

    private static boolean hasHalfCharacter(String text) {
        return text.codePoints().anyMatch(character -> Character.getType(character) == Character.SURROGATE);
    }

    /** Where Jackson stopped; its exceptions have places too, but these differ from version to version. */
    private int stoppedAt() {
        return offset(parser.currentLocation()) - 1;
    }

    private static int offset(JsonLocation location) {
        return (int) location.getCharOffset();
    }
}
