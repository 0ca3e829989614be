package io.github.rackconnectmock.internal.api;

/** Texts of clients, made safe for a header, a log line and a terminal. */
public final class Printable {
    /** The length up to which a text is repeated in full. */
    static final int LONGEST = 80;

    private static final String CUT = "...";

    private Printable() {}

    /** The text in visible ASCII, or its beginning. */
    public static String of(String text) {
        String clean = isPrintable(text) ? text : withoutUnprintables(text);
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - CUT.length()) + CUT;
    }

    /** What came as bytes: those that are no ASCII are shown as a URL would have them. */
    public static String target(String bytes) {
        StringBuilder shown = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c > 0x20 && c < 0x7F) {
                shown.append(c);
            } else {
                shown.append(String.format(c <= 0xFF ? "%%%02X" : "\\u%04X", (int) c));
            }
        }
        return shown.toString();
    }

    /** Text from outside without what a terminal acts on: controls, and marks that turn the direction of writing. */
    public static String escaped(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean shown = c >= 0x20 && (c < 0x7F || (c >= 0xA0 && Character.isDefined(c) && !isInvisible(c)));
            if (!shown && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                escaped.append(shown ? Character.toString(c) : String.format("\\u%04X", (int) c));
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static boolean isInvisible(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String withoutUnprintables(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(each -> clean.append(isPrintable(each) ? (char) each : '?'));
        return clean.toString();
    }

    private static boolean isPrintable(int character) {
        return character > ' ' && character <= '~';
    }
}
