package io.github.rackconnectmock.scenario.json;

import io.github.rackconnectmock.scenario.json.JsonValue.BooleanValue;
import io.github.rackconnectmock.scenario.json.JsonValue.Field;
import io.github.rackconnectmock.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.scenario.json.JsonValue.NullValue;
import io.github.rackconnectmock.scenario.json.JsonValue.NumberValue;
import io.github.rackconnectmock.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.scenario.json.JsonValue.TextValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads strict JSON into values that know their places.
 *
 * <p>It is written by hand because its errors are the point: Jackson's say where a token ended rather than where it
 * began, stop at a duplicate key, and change their words and places with whatever version a user's build brings along.
 */
final class JsonReader {
    /** A scenario is seven levels deep; this is where a file is up to something else. */
    private static final int DEEPEST = 32;

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern NEARLY_NUMBER = Pattern.compile("[-+.\\d]+(?:[eE][-+.\\d]*)?");
    private static final List<String> LITERALS = List.of("true", "false", "null");

    private final SourceText source;
    private final String text;
    private final Mistakes mistakes;
    private final JsonStrings strings;
    private int position;
    private int depth;

    private JsonReader(SourceText source, Mistakes mistakes) {
        this.source = source;
        this.text = source.text();
        this.mistakes = mistakes;
        this.strings = new JsonStrings(text);
    }

    /** Reads a whole text; empty if it isn't JSON. Duplicate fields are mistakes too. */
    static Optional<JsonValue> read(SourceText source, Mistakes mistakes) {
        try {
            return Optional.of(new JsonReader(source, mistakes).document());
        } catch (SyntaxException e) {
            mistakes.add(e.offset, "", e.sentence);
            return Optional.empty();
        }
    }

    /** The text isn't JSON: where, and a sentence why. Never leaves this package. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int offset;
        private final String sentence;

        SyntaxException(int offset, String sentence) {
            super(sentence);
            this.offset = offset;
            this.sentence = sentence;
        }
    }

    private JsonValue document() throws SyntaxException {
        skipSpace();
        if (atEnd()) {
            throw new SyntaxException(0, "the file is empty; a scenario is an object such as {\"servers\": [ … ]}");
        }
        JsonValue value = value("");
        skipSpace();
        if (!atEnd()) {
            throw new SyntaxException(position, "text after the end of the scenario; take it out");
        }
        return value;
    }

    private JsonValue value(String path) throws SyntaxException {
        int start = position;
        char c = text.charAt(position);
        if (c == '{' || c == '[') {
            if (++depth > DEEPEST) {
                throw new SyntaxException(start, "more than " + DEEPEST + " levels deep; a scenario has seven");
            }
            JsonValue inner = c == '{' ? object(path) : list(path);
            depth--;
            return inner;
        }
        if (c == '"') {
            return new TextValue(path, start, string());
        }
        return wordOrNumber(path);
    }

    private JsonValue object(String path) throws SyntaxException {
        int start = position++;
        Map<String, Field> fields = new LinkedHashMap<>();
        ObjectValue object = new ObjectValue(path, start, fields);
        int comma = -1;
        while (!closes('}', start, comma)) {
            int nameOffset = position;
            if (text.charAt(position) != '"') {
                throw new SyntaxException(nameOffset, noField());
            }
            String name = string();
            skipSpace();
            if (atEnd() || text.charAt(position) != ':') {
                throw new SyntaxException(
                        atEnd() ? nameOffset : position, "a \":\" and a value are missing after \"" + name + '"');
            }
            position++;
            skipSpace();
            if (atEnd() || text.charAt(position) == ',' || text.charAt(position) == '}') {
                throw new SyntaxException(nameOffset, "\"" + name + "\" has no value");
            }
            Field field = new Field(nameOffset, value(object.pathOf(name)));
            Field earlier = fields.putIfAbsent(name, field);
            if (earlier != null) {
                mistakes.add(
                        nameOffset,
                        object.pathOf(name),
                        "duplicate field, the first is at " + source.place(earlier.nameOffset())
                                + "; take one of them out");
            }
            comma = comma('}', start);
        }
        position++;
        return object;
    }

    private JsonValue list(String path) throws SyntaxException {
        int start = position++;
        List<JsonValue> elements = new ArrayList<>();
        int comma = -1;
        while (!closes(']', start, comma)) {
            elements.add(value(path + "[" + elements.size() + "]"));
            comma = comma(']', start);
        }
        position++;
        return new ListValue(path, start, elements);
    }

    /** Whether the object or list ends here; not after a comma. */
    private boolean closes(char close, int start, int comma) throws SyntaxException {
        skipSpace();
        if (atEnd()) {
            throw notClosed(close, start);
        }
        if (text.charAt(position) == ',') {
            throw new SyntaxException(position, "a comma too many; take it out");
        }
        boolean closes = text.charAt(position) == close;
        if (closes && comma >= 0) {
            throw new SyntaxException(
                    comma, "nothing follows this comma but \"" + close + "\"; take it out, or add what is missing");
        }
        return closes;
    }

    /** Goes past the comma after an element; its offset, or -1 where the end must follow. */
    private int comma(char close, int start) throws SyntaxException {
        skipSpace();
        if (atEnd()) {
            throw notClosed(close, start);
        }
        if (text.charAt(position) == ',') {
            return position++;
        }
        if (text.charAt(position) != close) {
            throw new SyntaxException(
                    position, isComment() ? noComments() : "a comma or \"" + close + "\" is missing before this");
        }
        return -1;
    }

    private SyntaxException notClosed(char close, int start) {
        return new SyntaxException(
                text.length(),
                "the file ends here, but the \"" + text.charAt(start) + "\" at " + source.place(start)
                        + " isn't closed; a \"" + close + "\" is missing");
    }

    private JsonValue wordOrNumber(String path) throws SyntaxException {
        int start = position;
        while (!atEnd() && isWordCharacter(text.charAt(position))) {
            position++;
        }
        String word = text.substring(start, position);
        if (word.equals("true") || word.equals("false")) {
            return new BooleanValue(path, start, word.equals("true"));
        }
        if (word.equals("null")) {
            return new NullValue(path, start);
        }
        if (NUMBER.matcher(word).matches()) {
            return new NumberValue(path, start, word);
        }
        throw new SyntaxException(start, word.isEmpty() ? noValue() : noValue(word));
    }

    private static String noValue(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (LITERALS.contains(lower)) {
            return word + " is no JSON value, did you mean " + lower + "?";
        }
        return NEARLY_NUMBER.matcher(word).matches()
                ? word + " is no number as JSON writes it; 7, 0.5 and -3 are"
                : word + " is no JSON value; a text stands in double quotes: \"" + word + '"';
    }

    private String noField() {
        char c = text.charAt(position);
        if (isComment()) {
            return noComments();
        }
        return isWordCharacter(c) || c == '\''
                ? "the name of a field stands in double quotes"
                : "the name of a field, in double quotes, is missing before this";
    }

    private String noValue() {
        if (isComment()) {
            return noComments();
        }
        return text.charAt(position) == '\''
                ? "a text stands in double quotes, not in single ones"
                : "a value is missing before this";
    }

    private boolean isComment() {
        return text.charAt(position) == '#' || text.startsWith("//", position) || text.startsWith("/*", position);
    }

    private static String noComments() {
        return "JSON has no comments; take it out, or say it in \"description\"";
    }

    private String string() throws SyntaxException {
        JsonStrings.Ended ended = strings.read(position);
        position = ended.end();
        return ended.text();
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.' || c == '_';
    }

    private void skipSpace() {
        while (!atEnd() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean atEnd() {
        return position >= text.length();
    }
}
