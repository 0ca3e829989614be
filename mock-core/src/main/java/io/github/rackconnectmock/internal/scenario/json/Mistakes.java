package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The mistakes found in one file, each of them a line that says where, what is wrong and what would be right. Reading
 * stops at the first mistake after the most that are reported: it throws the exception that names them.
 */
final class Mistakes {
    /** Who corrects a file needs no more at a time. */
    private static final int MOST = 100;

    private static final int LONGEST_TEXT = 400;
    private static final int LONGEST_VALUE = 100;

    private record Mistake(int offset, String path, String message) {}

    private final String fileName;
    private final SourceText source;
    private final List<Mistake> found = new ArrayList<>();
    private final Set<JsonValue> refused = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<ObjectValue, Set<String>> missing = new IdentityHashMap<>();

    Mistakes(String fileName, SourceText source) {
        this.fileName = fileName;
        this.source = source;
    }

    /** None yet of the same file. */
    Mistakes another() {
        return new Mistakes(fileName, source);
    }

    /** @throws InvalidScenarioException if there are too many already */
    void add(int offset, JsonPath path, String message) {
        add(offset, path.toString(), message);
    }

    /** @throws InvalidScenarioException if there are too many already */
    void add(int offset, String path, String message) {
        if (found.size() == MOST) {
            throw new InvalidScenarioException(lines(true));
        }
        found.add(new Mistake(offset, oneLine(path), oneLine(message)));
    }

    /** Adds a mistake of a value that therefore wasn't taken over. */
    void refuse(JsonValue value, String message) {
        add(value.offset(), value.path(), message);
        refused.add(value);
    }

    /** Adds that an object lacks a field. */
    void missing(ObjectValue object, String field, String hint) {
        add(object.offset(), object.pathOf(field), "missing; " + hint);
        missing.computeIfAbsent(object, lacking -> new HashSet<>()).add(field);
    }

    /** Whether a value wasn't taken over: what replaces it is no mistake of the file. */
    boolean isRefused(JsonValue value) {
        return refused.contains(value);
    }

    /** Whether it is a mistake already that an object lacks a field. */
    boolean isMissing(ObjectValue object, String field) {
        return missing.getOrDefault(object, Set.of()).contains(field);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws InvalidScenarioException if there are any, in the order of the file */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidScenarioException(lines(false));
        }
    }

    /** A line for each, in the order of the file. */
    List<String> lines() {
        return lines(false);
    }

    private List<String> lines(boolean more) {
        found.sort(Comparator.comparingInt(Mistake::offset));
        List<String> lines = new ArrayList<>();
        for (Mistake mistake : found) {
            String path = mistake.path().isEmpty() ? "" : mistake.path() + ": ";
            lines.add(oneLine(fileName) + ":" + source.place(mistake.offset()) + ": " + path + mistake.message());
        }
        if (more) {
            lines.add(oneLine(fileName) + ": and more");
        }
        return lines;
    }

    /** A value of a file for a message: its beginning if it is long, so that what would be right can still be read. */
    static String brief(String value) {
        int end = offset(value, LONGEST_VALUE);
        return end < value.length() ? value.substring(0, end) + '…' : value;
    }

    /** Text of a file, fit for a line of a terminal: nothing that breaks or colours it, and not endless. */
    static String oneLine(String text) {
        int end = offset(text, LONGEST_TEXT);
        StringBuilder line = new StringBuilder();
        text.substring(0, end).codePoints().forEach(character -> {
            if (isPrintable(character)) {
                line.appendCodePoint(character);
            } else {
                line.append(String.format("\\u%04x", character));
            }
        });
        return end < text.length() ? line.append('…').toString() : line.toString();
    }

    /** Where so many characters end, or else the text. */
    private static int offset(String text, int characters) {
        int at = 0;
        for (int i = 0; i < characters && at < text.length(); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
