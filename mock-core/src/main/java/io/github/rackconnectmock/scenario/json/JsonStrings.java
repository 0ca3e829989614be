package io.github.rackconnectmock.scenario.json;

import io.github.rackconnectmock.scenario.json.JsonReader.SyntaxException;

/** Reads the strings of a JSON text. */
final class JsonStrings {
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private final String text;

    JsonStrings(String text) {
        this.text = text;
    }

    /** @param end the offset after the closing quote */
    record Ended(String text, int end) {}

    /** Reads the string whose opening quote is at this offset. */
    Ended read(int start) throws SyntaxException {
        StringBuilder read = new StringBuilder();
        int at = start + 1;
        while (true) {
            char c = at < text.length() ? text.charAt(at) : '\n';
            if (c == '"') {
                break;
            } else if (c == '\n' || c == '\r') {
                throw new SyntaxException(start, "this text has no closing quote on its line");
            } else if (c < ' ') {
                throw new SyntaxException(
                        at, String.format("a control character in a text must be written as \\u%04x", (int) c));
            } else if (c == '\\') {
                at = escape(at, read);
            } else {
                read.append(c);
                at++;
            }
        }
        checkPairs(start, read);
        return new Ended(read.toString(), at + 1);
    }

    private int escape(int at, StringBuilder read) throws SyntaxException {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int known = ESCAPED.indexOf(c);
        if (known >= 0) {
            read.append(MEANT.charAt(known));
            return at + 2;
        }
        int code = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit =
                    c == 'u' && i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new SyntaxException(
                        at, "no escape; after a backslash comes one of \" \\ / b f n r t, or u and four hex digits");
            }
            code = code * 16 + digit;
        }
        read.append((char) code);
        return at + 6;
    }

    private static void checkPairs(int start, CharSequence read) throws SyntaxException {
        if (read.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new SyntaxException(start, "this text has half of a character, a \\ud… without its other half");
        }
    }
}
