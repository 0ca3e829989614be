package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.scenario.FaultEffect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an answer goes out. This is the one place that says what a fault sends.
 *
 * @param delay how long the answer waits, in real time
 * @param end what of it goes out, and what becomes of the connection
 * @param bytes how many bytes of the body go out, where only a part does; {@link #HALF} for half of it
 * @param pieces in how many pieces the body goes out; 1 for all at once
 * @param spread over how long the pieces are spread, in real time
 */
public record Transmission(Duration delay, End end, int bytes, int pieces, Duration spread) {
    /** Half of the body. */
    public static final int HALF = -1;

    /** All at once, now. */
    public static final Transmission WHOLE = new Transmission(Duration.ZERO, End.WHOLE, HALF, 1, Duration.ZERO);

    /** Small enough for any body to come evenly. */
    private static final int DRIBBLED_PIECES = 100;

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
        /** The head and a part of the body; then the connection is closed. */
        PART_THEN_CLOSE,
        /** The head and a part of the body; then the connection is reset. */
        PART_THEN_RESET,
        /** The head and a part of the body; the connection stays open until the client or the mock gives up. */
        PART_THEN_NOTHING
    }

    /** How an exchange's own answer goes out. */
    static Transmission of(Exchange exchange) {
        return of(exchange.effect(), exchange.delay());
    }

    /**
     * How an answer goes out.
     *
     * @param fault what goes wrong; {@code null} for nothing
     * @param delay how long the answer, or what goes wrong with it, waits, in real time
     */
    static Transmission of(@Nullable FaultEffect fault, Duration delay) {
        Transmission whole = delay.isZero() ? WHOLE : WHOLE.after(delay);
        if (fault == null
                || fault instanceof FaultEffect.Delay
                || fault instanceof FaultEffect.Answer
                || fault instanceof FaultEffect.Stale) {
            return whole;
        }
        if (fault instanceof FaultEffect.Dribble dribble) {
            return whole.dribbled(DRIBBLED_PIECES, dribble.duration());
        }
        if (fault instanceof FaultEffect.Truncated truncated) {
            return whole.part(
                    truncated.bytes() == null ? HALF : truncated.bytes(),
                    switch (truncated.then()) {
                        case CLOSE -> End.PART_THEN_CLOSE;
                        case RESET -> End.PART_THEN_RESET;
                        case HANG -> End.PART_THEN_NOTHING;
                    });
        }
        if (fault instanceof FaultEffect.Hang) {
            return whole.ending(End.NOTHING);
        }
        if (fault instanceof FaultEffect.Empty) {
            return whole.ending(End.CLOSE);
        }
        return whole.ending(fault instanceof FaultEffect.Garbage ? End.GARBAGE : End.RESET);
    }

    /** The same, so much later. */
    public Transmission after(Duration more) {
        return new Transmission(delay.plus(more), end, bytes, pieces, spread);
    }

    /** The same, but for its end. */
    public Transmission ending(End other) {
        return new Transmission(delay, other, bytes, pieces, spread);
    }

    /** The same with a part of the body only. */
    private Transmission part(int most, End other) {
        return new Transmission(delay, other, most, pieces, spread);
    }

    /** The same in pieces. */
    public Transmission dribbled(int number, Duration over) {
        return new Transmission(delay, end, bytes, number, over);
    }

    /** The same, so much later, and in pieces if the other is so. */
    Transmission with(Transmission other) {
        Transmission later = after(other.delay);
        return other.pieces > 1 && pieces == 1 ? later.dribbled(other.pieces, other.spread) : later;
    }
}
