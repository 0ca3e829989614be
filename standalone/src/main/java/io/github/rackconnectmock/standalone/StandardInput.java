package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.nio.file.Path;

/** Whether this program was started with a standard input at all. */
final class StandardInput {
    private static final Path OPENED = Path.of("/proc/self/fd/0");

    private StandardInput() {}

    /**
     * Whether it was started without one: the JVM's own files then take its place, as the first that are opened. Only Linux
     * can say so; elsewhere this is false.
     */
    static boolean isClosed() {
        try {
            Path opened = OPENED.toRealPath();
            return opened.startsWith(Path.of(System.getProperty("java.home")).toRealPath())
                    || opened.equals(
                            Path.of(System.getProperty("java.class.path")).toRealPath());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
