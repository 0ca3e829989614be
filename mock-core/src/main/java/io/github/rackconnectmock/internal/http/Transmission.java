package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.scenario.FaultEffect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an answer goes out. This is the one place that says what a fault sends.
 *
 * @param delay how long the answer waits, in real time
 * @param end what of it goes out, and what becomes of the connection
 * @param pieces in how many pieces the body goes out; 1 for all at once
 * @param spread over how long the pieces are spread, in real time
 */
public record Transmission(Duration delay, End end, int pieces, Duration spread) {
    /** All at once, now. */
    public static final Transmission WHOLE = new Transmission(Duration.ZERO, End.WHOLE, 1, Duration.ZERO);

    /** What of an answer goes out. */
    public enum End {
        /** All of it; the connection stays. */
        WHOLE,
        /** Nothing; the connection stays open until the client or the mock gives up. */
        NOTHING,
        /** Nothing; the connection is reset. */
        RESET,
        /** Nothing; the connection is closed. */
        CLOSE,
        /** Bytes that aren't HTTP; then the connection is closed. */
        GARBAGE,
        /** A status line and bytes that are no chunk; then the connection is closed. */
        MALFORMED_CHUNK,
        /** The head and half of the body; then the connection is closed. */
        HALF
    }

    /** What a fault of a scenario sends. */
    static Transmission of(@Nullable FaultEffect fault) {
        if (fault == null) {
            return WHOLE;
        }
        if (fault instanceof FaultEffect.Delay delay) {
            return WHOLE.after(delay.duration());
        }
        return WHOLE.ending(
                fault instanceof FaultEffect.Hang
                        ? End.NOTHING
                        : fault instanceof FaultEffect.Reset
                                ? End.RESET
                                : fault instanceof FaultEffect.Empty
                                        ? End.CLOSE
                                        : fault instanceof FaultEffect.Garbage ? End.GARBAGE : End.HALF);
    }

    /** The same, so much later. */
    public Transmission after(Duration more) {
        return new Transmission(delay.plus(more), end, pieces, spread);
    }

    /** The same, but for its end. */
    public Transmission ending(End other) {
        return new Transmission(delay, other, pieces, spread);
    }

    /** The same in pieces. */
    public Transmission dribbled(int number, Duration over) {
        return new Transmission(delay, end, number, over);
    }
}
