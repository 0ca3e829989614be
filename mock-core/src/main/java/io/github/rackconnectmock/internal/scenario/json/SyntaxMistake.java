package io.github.rackconnectmock.internal.scenario.json;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a text isn't JSON, found by what is at the place where Jackson stopped: Jackson's own messages name its classes, and
 * differ between its versions.
 *
 * @param text ends in a line feed, which is the end of the file
 * @param stoppedAt the offset of the first wrong character, or of a later one of the same word, number or string
 * @param open the offset of the innermost open bracket; null if none is
 * @param afterName whether the value of a field is still missing
 */
record SyntaxMistake(
        SourceText source,
        String text,
        int stoppedAt,
        @Nullable Integer open,
        boolean afterName) {
    static final String HALF_CHARACTER = "this text has half of a character, a \\ud… without its other half";

    private static final Pattern VALUE =
            Pattern.compile("true|false|null|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");

    void tell(Mistakes mistakes) {
        int end;
        for (int quote = text.indexOf('"'); quote >= 0 && quote < stoppedAt; quote = text.indexOf('"', end + 1)) {
            end = endOfString(quote);
            if (text.charAt(end) != '"' || end > stoppedAt) {
                boolean asWhole = "\r\n\"".indexOf(text.charAt(end)) >= 0;
                mistakes.add(asWhole ? quote : end, JsonPath.TOP, inString(text.charAt(end)));
                return;
            }
        }
        int start = stoppedAt;
        while (start > 0 && isWordCharacter(text.charAt(start - 1))) {
            start--;
        }
        int place = VALUE.matcher(word(start)).matches() ? stoppedAt : start;
        int before = place - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        mistakes.add(place, JsonPath.TOP, between(before < 0 ? ' ' : text.charAt(before), place));
    }

    /** The offset of the quote that closes a string, or of the first character that can't be in one. */
    private int endOfString(int quote) {
        int at = quote + 1;
        while (text.charAt(at) >= ' ' && text.charAt(at) != '"') {
            boolean escaped = text.charAt(at) == '\\';
            if (escaped && !ESCAPE.matcher(text).region(at, text.length()).lookingAt()) {
                break;
            }
            at += escaped ? 2 : 1;
        }
        return at;
    }

    private static String inString(char here) {
        return switch (here) {
            case '\r', '\n' -> "this text has no closing quote on its line";
            case '"' -> HALF_CHARACTER;
            case '\\' -> "no escape; after a backslash comes one of \" \\ / b f n r t, or u and four hex digits";
            default -> String.format("a control character in a text must be written as \\u%04x", (int) here);
        };
    }

    /** @param before the last character before the place but for space; a space if there is none */
    private String between(char before, int place) {
        char here = text.charAt(place);
        char opening = open == null ? ' ' : text.charAt(open);
        char closing = opening == '{' ? '}' : ']';
        boolean wantsElement = before == opening || before == ',';
        if (here == '#' || text.startsWith("//", place) || text.startsWith("/*", place)) {
            return "JSON has no comments; take it out, or say it in \"description\"";
        } else if (open != null && place == text.length() - 1) {
            return "the file ends here, but the \"" + opening + "\" at " + source.place(open) + " isn't closed; a \""
                    + closing + "\" is missing";
        } else if (before == ',' && here == closing) {
            return "nothing follows the comma before this; take the comma out, or add what is missing";
        } else if (wantsElement && here == ',') {
            return "a comma too many; take it out";
        } else if (before == ':' || (wantsElement && opening != '{')) {
            return noValue(word(place));
        } else if (wantsElement) {
            return isWordCharacter(here)
                    ? "the name of a field stands in double quotes"
                    : "the name of a field, in double quotes, is missing before this";
        } else if (afterName) {
            return "a \":\" is missing before this";
        }
        return open == null
                ? "text after the end of the scenario; take it out"
                : "a comma or \"" + closing + "\" is missing before this";
    }

    private static String noValue(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return "a value is missing before this";
        }
        return VALUE.matcher(lower).matches()
                ? Mistakes.brief(word) + " is no JSON value, did you mean " + lower + "?"
                : Mistakes.brief(word)
                        + " is no JSON value; a text stands in double quotes, and numbers are written as 7, 0.5 or -3";
    }

    /** The rest of a word or number, which may be neither of JSON; empty where there is none. */
    private String word(int start) {
        int end = start;
        while (isWordCharacter(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || "+-._'".indexOf(c) >= 0;
    }
}
