package io.github.rackconnectmock.internal.conduct;

/** An incident that struck a request, in one of the times that it lasted. Safe for use by several threads. */
public interface Struck {
    /** That no end is known. */
    long NEVER = Long.MAX_VALUE;

    /** The incident's name. */
    String incident();

    /** Which time it was, from 1. */
    long occurrence();

    /** The mock's time at which that time ends or ended, in microseconds since 1970; {@link #NEVER} while it isn't known. */
    long end();
}
