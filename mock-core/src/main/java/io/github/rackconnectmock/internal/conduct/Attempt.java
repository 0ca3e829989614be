package io.github.rackconnectmock.internal.conduct;

import org.jspecify.annotations.Nullable;

/** An attempt to ask: a request, or a connection that failed before it came to one. Mock times are microseconds since 1970. */
public interface Attempt {
    /** The number of an attempt that isn't a request. */
    long NO_REQUEST = 0;

    /** A turn after all others. */
    int LATEST = Integer.MAX_VALUE;

    /** Its place among all requests; {@link #NO_REQUEST} for a connection that failed. */
    long number();

    /** The mock's time at which it began. */
    long atMicros();

    /** The real time at which it began, as {@link System#nanoTime}. */
    long receivedNanos();

    /** The mock's time at which its answer ended, its client probably left, or its connection failed. */
    long endedMicros();

    /** The real time of the same. */
    long endedNanos();

    /** The turn of its connection in which it was read; {@link #LATEST} for one that came after all before it had ended. */
    int readInTurn();

    /** The turn of its connection in which its answer ended, or the last one before that. */
    int endedInTurn();

    /** The connection that it came by; {@code null} if unknown. */
    @Nullable
    ConnectionFacts connection();

    /** How many times as fast as real time the mock's clock runs. */
    double speed();
}
