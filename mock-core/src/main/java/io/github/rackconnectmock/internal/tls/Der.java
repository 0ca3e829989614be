package io.github.rackconnectmock.internal.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Writes the few types of ASN.1 that certificates and private keys consist of, in DER (ITU-T X.690). Each method returns
 * one whole element: its tag, its length and its content.
 */
final class Der {
    /** Marks a type that holds other elements. */
    private static final int CONSTRUCTED = 0x20;

    private static final int CONTEXT_SPECIFIC = 0x80;

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int NULL = 0x05;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x10 | CONSTRUCTED;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;

    /** From this year on, certificates have GeneralizedTime, whose year has four digits (RFC 5280, 4.1.2.5). */
    private static final int FIRST_YEAR_OF_GENERALIZED_TIME = 2050;

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return element(SEQUENCE, elements);
    }

    /** [number] EXPLICIT, or [number] IMPLICIT of a sequence whose elements these are. */
    static byte[] tagged(int number, byte[]... elements) {
        return element(CONTEXT_SPECIFIC | CONSTRUCTED | number, elements);
    }

    /** [number] IMPLICIT of a string of bytes or characters. */
    static byte[] taggedString(int number, byte[] content) {
        return element(CONTEXT_SPECIFIC | number, content);
    }

    static byte[] yes() {
        return element(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] nothing() {
        return element(NULL);
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    static byte[] octets(byte[] content) {
        return element(OCTET_STRING, content);
    }

    /** A bit string of whole bytes. */
    static byte[] bits(byte[] content) {
        return element(BIT_STRING, new byte[] {0}, content);
    }

    /**
     * A bit string whose bits have names, such as key usage.
     *
     * @param flags the first bit is 0x80; not 0
     */
    static byte[] flags(int flags) {
        // DER forbids zeros at the end of such a string: the first byte of the content counts the bits left out.
        return element(BIT_STRING, new byte[] {(byte) Integer.numberOfTrailingZeros(flags), (byte) flags});
    }

    /** @param dotted such as 2.5.29.15 */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write((Integer.parseInt(arcs[0]) * 40) + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            base128(Integer.parseInt(arcs[i]), content);
        }
        return element(OBJECT_IDENTIFIER, content.toByteArray());
    }

    /** Seven bits a byte, the highest first; all but the last byte have the eighth bit set. */
    private static void base128(int arc, ByteArrayOutputStream out) {
        int shift = 0;
        while (arc >> (shift + 7) != 0) {
            shift += 7;
        }
        for (; shift > 0; shift -= 7) {
            out.write(((arc >> shift) & 0x7f) | 0x80);
        }
        out.write(arc & 0x7f);
    }

    /** @param instant in the years 1950 to 9999; what is less than a second is left out */
    static byte[] time(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        boolean general = utc.getYear() >= FIRST_YEAR_OF_GENERALIZED_TIME;
        StringBuilder text = new StringBuilder();
        if (general) {
            twoDigits(utc.getYear() / 100, text);
        }
        twoDigits(utc.getYear() % 100, text);
        twoDigits(utc.getMonthValue(), text);
        twoDigits(utc.getDayOfMonth(), text);
        twoDigits(utc.getHour(), text);
        twoDigits(utc.getMinute(), text);
        twoDigits(utc.getSecond(), text);
        byte[] content = text.append('Z').toString().getBytes(StandardCharsets.US_ASCII);
        return element(general ? GENERALIZED_TIME : UTC_TIME, content);
    }

    /** By hand: a formatter takes long to load, and a client waits for this. */
    private static void twoDigits(int number, StringBuilder out) {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static byte[] element(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] minimal = minimal(length);
            out.write(0x80 | minimal.length);
            out.writeBytes(minimal);
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    private static byte[] minimal(int length) {
        int size = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (length >> (8 * (size - 1 - i)));
        }
        return bytes;
    }
}
