package io.github.rackconnectmock.internal.wiremock;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unzips a body up to a bound: a small one can become gigabytes. */
final class Unzip {
    private static final int LARGEST = 8 * 1024 * 1024;

    private Unzip() {}

    /** What is zipped in a body; the body itself where that can't be read, or is too large. */
    static byte[] upTo(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unzipped = in.readNBytes(LARGEST + 1);
            return unzipped.length > LARGEST ? body : unzipped;
        } catch (IOException e) {
            return body;
        }
    }
}
