package io.github.rackconnectmock.internal.conduct;

import org.jspecify.annotations.Nullable;

/**
 * The end of an answer, and whether a later request came after it. Several pollers of one server are one client here: a request
 * that may have been sent before the client had the answer isn't one "after" it.
 */
final class Ended {
    /**
     * How soon after an answer a request may come by another connection and still have been sent before: the answer's way to
     * the client, its way back, and the time until both programs were given a processor.
     */
    static final long UNDER_WAY_NANOS = 50_000_000;

    private static final double NANOS_A_MICRO = 1_000;

    long number;
    long micros = Observed.NEVER;
    long nanos;
    private int turn;

    @Nullable
    ConnectionFacts connection;

    Ended() {}

    Ended(Ended other) {
        number = other.number;
        micros = other.micros;
        nanos = other.nanos;
        turn = other.turn;
        connection = other.connection;
    }

    void set(Attempt answered) {
        number = answered.number();
        micros = answered.endedMicros();
        nanos = answered.endedNanos();
        turn = answered.endedInTurn();
        connection = answered.connection();
    }

    /** Whether a request that begins now was sent after this answer had come, as far as can be seen from here. */
    boolean isBefore(Attempt request) {
        ConnectionFacts by = request.connection();
        if (by != null && by == connection) {
            // A client that doesn't wait for an answer before it sends the next request isn't after it.
            return request.readInTurn() > turn;
        }
        if (by == null || connection == null || by.openedNanos() - nanos > 0) {
            return true;
        }
        return request.receivedNanos() - nanos > UNDER_WAY_NANOS
                || request.atMicros() - micros > UNDER_WAY_NANOS / NANOS_A_MICRO * request.speed();
    }

    /** The mock's time from this answer to a request, in microseconds. */
    long until(Attempt request) {
        return Math.max(0, request.atMicros() - micros);
    }
}
