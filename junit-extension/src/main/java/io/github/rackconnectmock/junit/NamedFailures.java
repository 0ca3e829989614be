package io.github.rackconnectmock.junit;

import org.opentest4j.AssertionFailedError;

/** Failures whose message says where their report is. */
final class NamedFailures {
    private NamedFailures() {}

    /**
     * A failure with one more line in its message. A message can't be changed, so an assertion's failure is copied; any other
     * exception stays the one that it is, for its type may matter, and carries the line.
     */
    static Throwable of(Throwable failure, String line) {
        String message = failure.getMessage() + System.lineSeparator() + line;
        Throwable named;
        if (failure.getClass() == AssertionFailedError.class) {
            AssertionFailedError assertion = (AssertionFailedError) failure;
            named = assertion.isExpectedDefined() || assertion.isActualDefined()
                    ? new AssertionFailedError(
                            message, assertion.getExpected(), assertion.getActual(), assertion.getCause())
                    : new AssertionFailedError(message, assertion.getCause());
        } else if (failure.getClass() == AssertionError.class) {
            named = new AssertionError(message, failure.getCause());
        } else {
            failure.addSuppressed(new SeeReport(line));
            return failure;
        }
        named.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            named.addSuppressed(suppressed);
        }
        return named;
    }

    /** Says where a report is. It has no stack of its own. */
    private static final class SeeReport extends Exception {
        private static final long serialVersionUID = 1;

        SeeReport(String line) {
            super(line, null, false, false);
        }
    }
}
