package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The mistakes found in one file, each of them a line that says where, what is wrong and what would be right. */
final class Mistakes {
    /** A file with more mistakes than this is of another kind altogether; the rest is only counted. */
    private static final int MOST_LINES = 1000;

    private static final int LONGEST_TEXT = 400;

    private record Mistake(int offset, String path, String message) {}

    private final String fileName;
    private final SourceText source;
    private final List<Mistake> found = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private int more;

    Mistakes(String fileName, SourceText source) {
        this.fileName = fileName;
        this.source = source;
    }

    void add(int offset, String path, String message) {
        if (found.size() < MOST_LINES) {
            found.add(new Mistake(offset, path, message));
        } else {
            more++;
        }
    }

    /** Adds a mistake of a value that therefore wasn't taken over. */
    void refuse(JsonValue value, String message) {
        refused.add(value.path());
        add(value.offset(), value.path(), message);
    }

    /** Adds that an object lacks a field. */
    void missing(ObjectValue object, String field, String hint) {
        String path = object.pathOf(field);
        refused.add(path);
        add(object.offset(), path, "missing; " + hint);
    }

    /** Whether a value, or one that it is part of, wasn't taken over: what stands in its place is no one's mistake. */
    boolean isRefused(String path) {
        return refused.contains(path) || (!path.isEmpty() && isRefused(parent(path)));
    }

    /** The path of what a value is part of. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    /** @throws InvalidScenarioException if there are any, in the order of the file */
    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.comparingInt(Mistake::offset));
        List<String> lines = new ArrayList<>();
        for (Mistake mistake : found) {
            String path = mistake.path().isEmpty() ? "" : mistake.path() + ": ";
            lines.add(oneLine(fileName) + ":" + source.place(mistake.offset()) + ": " + oneLine(path)
                    + oneLine(mistake.message()));
        }
        if (more > 0) {
            lines.add(oneLine(fileName) + ": and " + more + " more");
        }
        throw new InvalidScenarioException(lines);
    }

    /** Text of a file, fit for a line of a terminal: nothing that breaks or colours it, and not endless. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST_TEXT).forEach(character -> {
            if (isPrintable(character)) {
                line.appendCodePoint(character);
            } else {
                line.append(String.format("\\u%04x", character));
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST_TEXT ? line + "…" : line.toString();
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
