package io.github.rackconnectmock.standalone;

/** The end of a program that has no memory left: half of it may be dead, so that nothing in it can be relied on. */
final class OutOfMemory {
    private OutOfMemory() {}

    /** Ends the JVM at once: to say why, or to close anything, takes memory. */
    static void end(Throwable error) {
        Runtime.getRuntime().halt(ExitCode.INTERNAL);
    }
}
