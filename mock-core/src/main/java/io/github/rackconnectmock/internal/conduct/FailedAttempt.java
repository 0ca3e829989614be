package io.github.rackconnectmock.internal.conduct;

import org.jspecify.annotations.Nullable;

/**
 * A connection by which a client tried to ask, and which failed before it came to a request: TLS failed, or a fault struck it.
 *
 * @param atMicros the mock's time at which it came to the stage that failed
 * @param receivedNanos the real time of the same, as {@link System#nanoTime}
 * @param endedMicros the mock's time at which it failed
 * @param endedNanos the real time of the same
 * @param connection the connection
 * @param speed how many times as fast as real time the mock's clock runs
 * @param struck the incident that struck it; {@code null} for none
 */
public record FailedAttempt(
        long atMicros,
        long receivedNanos,
        long endedMicros,
        long endedNanos,
        ConnectionFacts connection,
        double speed,
        @Nullable Struck struck)
        implements Attempt {
    @Override
    public long number() {
        return NO_REQUEST;
    }

    @Override
    public int readInTurn() {
        return LATEST;
    }

    @Override
    public int endedInTurn() {
        return 0;
    }
}
