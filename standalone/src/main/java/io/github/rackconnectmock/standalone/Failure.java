package io.github.rackconnectmock.standalone;

/** Ends a verb. The message is one line: what is wrong; what would be right. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A mistake of the command line or of a variable. */
    static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
