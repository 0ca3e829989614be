package io.github.rackconnectmock.internal.scenario.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of a file, and the place of each character. Used by one thread. */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final int firstBadByte;
    private @Nullable Places places;

    private SourceText(String text, int firstBadByte) {
        this.text = text;
        this.firstBadByte = firstBadByte;
    }

    /** Decodes UTF-8, with or without a byte order mark, up to the first byte that isn't any. */
    static SourceText decode(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer characters = CharBuffer.allocate(utf8.length + 1);
        boolean good = decoder.decode(bytes, characters, true).isUnderflow();
        characters.put('\n').flip();
        if (characters.charAt(0) == BYTE_ORDER_MARK) {
            characters.get();
        }
        return new SourceText(characters.toString(), good ? -1 : utf8[bytes.position()] & 0xFF);
    }

    /**
     * The text, or what is before the first byte that isn't UTF-8, and a line feed: so the end of a file that ends too
     * early is a character as well.
     */
    String text() {
        return text;
    }

    /** The offset of the end, which is that of the line feed behind the text. */
    int end() {
        return text.length() - 1;
    }

    /** The byte at the {@link #end()} that isn't UTF-8, 128 to 255; -1 if all are. */
    int firstBadByte() {
        return firstBadByte;
    }

    /** Such as {@code 14:22}: line and column, from 1. */
    String place(int offset) {
        if (places == null) {
            places = new Places(text, end());
        }
        return places.place(offset);
    }
}
