package io.github.rackconnectmock.internal.report;

/** Text from outside, made safe for HTML, SVG and scripts of JSON. */
final class Html {
    private Html() {}

    /** A text as it is to be read. What no document may have becomes a replacement character. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> {
            switch (each) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    boolean isControl = each < 0x20 && each != '\n' && each != '\t';
                    boolean isHalf = each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE;
                    safe.appendCodePoint(isControl || isHalf || each == 0x7F ? 0xFFFD : each);
                }
            }
        });
        return safe.toString();
    }

    /** JSON that can stand inside a script element: nothing in it ends the element or begins a comment. */
    static String json(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
