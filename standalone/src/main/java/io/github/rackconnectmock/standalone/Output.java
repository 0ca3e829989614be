package io.github.rackconnectmock.standalone;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream for text that remembers why it couldn't be written. In UTF-8 wherever it runs: what is printed is JSON, or names
 * from files in UTF-8.
 */
final class Output extends PrintStream {
    private final Remembering target;

    Output(OutputStream target) {
        this(new Remembering(target));
    }

    private Output(Remembering target) {
        super(target, true, StandardCharsets.UTF_8);
        this.target = target;
    }

    /** The system's reason of the first failure; empty if there was none. */
    String failure() {
        return target.failure;
    }

    private static final class Remembering extends FilterOutputStream {
        private volatile String failure = "";

        Remembering(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            try {
                out.write(octets, offset, length);
            } catch (IOException e) {
                if (failure.isEmpty()) {
                    failure = Console.why(e);
                }
                throw e;
            }
        }
    }
}
