package io.github.rackconnectmock.internal.scenario.json;

import java.util.Arrays;

/**
 * The line and column of each character of a text. Columns count characters as people see them in an editor: one for each
 * code point. Lines end with LF, CR LF or CR.
 *
 * <p>A file may be one long line, so the code points are counted once: a place is found by counting within one block.
 */
final class Places {
    private static final int BLOCK = 1024;

    private final String text;
    private final int[] lineStarts;

    /** How many code points begin before each block. */
    private final int[] codePoints;

    /** @param end where the text of the file ends, in this text */
    Places(String text, int end) {
        this.text = text;
        this.lineStarts = lineStarts(text, end);
        this.codePoints = new int[text.length() / BLOCK + 1];
        for (int block = 1; block < codePoints.length; block++) {
            codePoints[block] = codePoints[block - 1] + beginning((block - 1) * BLOCK, block * BLOCK);
        }
    }

    /** Such as {@code 14:22}: line and column, from 1. */
    String place(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return (line + 1) + ":" + (before(offset) - before(lineStarts[line]) + 1);
    }

    private int before(int offset) {
        int block = offset / BLOCK;
        return codePoints[block] + beginning(block * BLOCK, offset);
    }

    /** How many code points begin in a part of the text; the second half of one begins none. */
    private int beginning(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            boolean secondHalf =
                    i > 0 && Character.isLowSurrogate(text.charAt(i)) && Character.isHighSurrogate(text.charAt(i - 1));
            count += secondHalf ? 0 : 1;
        }
        return count;
    }

    private static int[] lineStarts(String text, int end) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean crOfCrLf = c == '\r' && i + 1 < end && text.charAt(i + 1) == '\n';
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
