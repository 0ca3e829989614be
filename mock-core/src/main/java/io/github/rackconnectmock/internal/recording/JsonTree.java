package io.github.rackconnectmock.internal.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, texts, truth values and nulls; a number is a {@link Digits}, so that none is too large. Only the
 * fields that are wanted are kept.
 */
final class JsonTree {
    private static final int DEEPEST = 100;

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** A number as written. */
    record Digits(String text) {}

    private final JsonParser parser;
    private final BiPredicate<String, Map<?, ?>> wanted;
    private Map<?, ?> top = Map.of();

    private JsonTree(JsonParser parser, BiPredicate<String, Map<?, ?>> wanted) {
        this.parser = parser;
        this.wanted = wanted;
    }

    static JsonParser parser(String text) throws IOException {
        return JACKSON.createParser(text);
    }

    static JsonParser parser(InputStream utf8) throws IOException {
        return JACKSON.createParser(utf8);
    }

    /** All of a text. */
    static @Nullable Object whole(JsonParser parser) throws IOException {
        parser.nextToken();
        Object value = value(parser, (path, top) -> true);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more than one value");
        }
        return value;
    }

    /**
     * The value that begins with the token that was read last.
     *
     * @param wanted whether a field is kept, by its path from this value, such as {@code request.url}, and by what was
     *     read of this value so far
     */
    static @Nullable Object value(JsonParser parser, BiPredicate<String, Map<?, ?>> wanted) throws IOException {
        return new JsonTree(parser, wanted).read("");
    }

    private @Nullable Object read(String path) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonParseException(parser, "nothing");
        }
        return switch (token) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> list(path);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> new Digits(parser.getText());
        };
    }

    private Map<String, @Nullable Object> object(String path) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        top = path.isEmpty() ? object : top;
        for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
            String name = parser.currentName();
            String own = path.isEmpty() ? name : path + "." + name;
            next();
            if (wanted.test(own, top)) {
                object.put(name, read(own));
            } else {
                parser.skipChildren();
            }
        }
        return object;
    }

    private List<@Nullable Object> list(String path) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            list.add(read(path));
        }
        return list;
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new JsonParseException(parser, "the text ends too early");
        }
        return token;
    }
}
