package io.github.rackconnectmock.internal.scenario.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a file, and the line and column of each character. Columns count characters as people see them in an
 * editor: one for each code point. Lines end with LF, CR LF or CR.
 */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final int firstBadByte;
    private final int[] lineStarts;

    private SourceText(String text, int firstBadByte) {
        this.text = text;
        this.firstBadByte = firstBadByte;
        this.lineStarts = lineStarts(text);
    }

    /** Decodes UTF-8, with or without a byte order mark, up to the first byte that isn't any. */
    static SourceText decode(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer characters = CharBuffer.allocate(utf8.length);
        boolean good = decoder.decode(bytes, characters, true).isUnderflow();
        characters.flip();
        if (!characters.isEmpty() && characters.charAt(0) == BYTE_ORDER_MARK) {
            characters.get();
        }
        return new SourceText(characters.toString(), good ? -1 : utf8[bytes.position()] & 0xFF);
    }

    /** The text, or what comes before the first byte that isn't UTF-8. */
    String text() {
        return text;
    }

    /** The byte after {@link #text()} that isn't UTF-8, 128 to 255; -1 if all are. */
    int firstBadByte() {
        return firstBadByte;
    }

    /** Such as {@code 14:22}: line and column, from 1. */
    String place(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return (line + 1) + ":" + (text.codePointCount(lineStarts[line], offset) + 1);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean crOfCrLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !crOfCrLf)) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }
}
