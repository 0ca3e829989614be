package io.github.rackconnectmock.internal.api;

/** Texts of clients, made safe for a header and a log line. */
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
