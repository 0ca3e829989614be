package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The mock's time. It runs with real time, can be moved forward, frozen or sped up, and never goes back. Lifecycles,
 * rate windows, the journal and the {@code Date} header all read it and nothing else.
 *
 * <p>Safe for use by several threads.
 */
public final class MovableClock implements InstantSource {
    /** The fastest a clock can run: a day in less than a second. */
    public static final double FASTEST = 100_000;

    /** How many moves are remembered. */
    private static final int MOVES_HELD = 100;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** A {@code Date} header has four digits for the year. */
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final LongSupplier nanoTime;
    private final Changes changes = new Changes();

    // Guarded by this: the mock's time when it was last set, and the real time then.
    private Instant anchor;
    private long anchorNanos;
    private double speed = 1;
    private boolean frozen;
    private final ArrayDeque<Move> moves = new ArrayDeque<>(0);

    /**
     * The time was moved forward at once.
     *
     * @param from the time before
     * @param to the time after
     * @param nanos when, as {@link System#nanoTime()} tells it
     */
    public record Move(Instant from, Instant to, long nanos) {}

    private MovableClock(Instant start, boolean frozen, LongSupplier nanoTime) {
        this.anchor = start.isAfter(LATEST) ? LATEST : start;
        this.frozen = frozen;
        this.nanoTime = nanoTime;
        this.anchorNanos = nanoTime.getAsLong();
    }

    /** A clock that starts at the real time and runs with it. */
    public static MovableClock running() {
        return runningFrom(Instant.now(), System::nanoTime);
    }

    /** A clock that starts at this time and runs with the real time of {@code nanoTime}. */
    static MovableClock runningFrom(Instant start, LongSupplier nanoTime) {
        return new MovableClock(start, false, nanoTime);
    }

    /** A clock that stands at exactly this time until it is moved or {@linkplain #resume resumed}. */
    public static MovableClock frozenAt(Instant start) {
        return new MovableClock(start, true, System::nanoTime);
    }

    /** The mock's time. Never earlier than a time that any thread has read before. */
    @Override
    public synchronized Instant instant() {
        if (frozen) {
            return anchor;
        }
        Instant now = laterBy(nanoTime.getAsLong() - anchorNanos);
        return now.isAfter(LATEST) ? LATEST : now;
    }

    /** Tells of commands to this clock, and to all that lives by it. */
    public Changes changes() {
        return changes;
    }

    /** A moment of {@link System#nanoTime()} as real time, to the microsecond. */
    public static Instant real(long nanos) {
        return Real.AT.plusNanos(nanos - Real.NANOS).truncatedTo(ChronoUnit.MICROS);
    }

    /** The real time, and the time by which durations are measured, at one moment; any is as good. */
    @SuppressWarnings("TimeInStaticInitializer")
    private static final class Real {
        private static final Instant AT = Instant.now();
        private static final long NANOS = System.nanoTime();
    }

    /** {@link #instant()} in microseconds since 1970. */
    public long micros() {
        return micros(instant());
    }

    /** An instant in microseconds since 1970, rounded down. */
    public static long micros(Instant instant) {
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
    }

    /**
     * The mock's time so much real time after the anchor. Seconds and nanoseconds are counted apart: all in nanoseconds, a
     * {@code long} would end after 292 years, and a {@code double} would lose some of them.
     */
    private Instant laterBy(long realNanos) {
        long whole = (long) speed;
        long seconds = realNanos / NANOS_PER_SECOND * whole;
        long nanos = realNanos % NANOS_PER_SECOND * whole;
        if (speed != whole) {
            nanos += (long) (realNanos * (speed - whole));
        }
        return Instant.ofEpochSecond(anchor.getEpochSecond() + seconds, anchor.getNano() + nanos);
    }

    /**
     * Moves the time forward at once, whether frozen or not.
     *
     * @param by zero to ten years
     * @throws IllegalArgumentException for a negative or longer duration
     */
    public void advance(Duration by) {
        if (by.isNegative() || by.compareTo(Durations.LONGEST) > 0) {
            throw new IllegalArgumentException("a clock moves forward by zero to ten years (87600h), not by " + by);
        }
        synchronized (this) {
            Instant before = instant();
            Instant later = before.plus(by);
            restartFrom(later.isAfter(LATEST) ? LATEST : later);
            if (moves.size() == MOVES_HELD) {
                moves.removeFirst();
            }
            moves.addLast(new Move(before, anchor, anchorNanos));
        }
        changes.happened();
    }

    /** The last hundred times that it was moved forward at once, the earliest first. */
    public synchronized List<Move> moves() {
        return List.copyOf(moves);
    }

    /** Stops the time. */
    public synchronized void freeze() {
        restartFrom(instant());
        frozen = true;
    }

    /** Lets a frozen time run again, at its {@link #speed()}. */
    public synchronized void resume() {
        restartFrom(instant());
        frozen = false;
    }

    /** Whether the time stands still. */
    public synchronized boolean isFrozen() {
        return frozen;
    }

    /** How many times as fast as real time this clock runs while it isn't frozen; 1 at first. */
    public synchronized double speed() {
        return speed;
    }

    /**
     * Changes how fast the time runs from now on. It doesn't resume a frozen clock.
     *
     * @param timesReal above 0, up to {@link #FASTEST}
     * @throws IllegalArgumentException for any other number
     */
    public synchronized void speed(double timesReal) {
        if (!(timesReal > 0 && timesReal <= FASTEST)) {
            throw new IllegalArgumentException("a speed is above 0 and at most 100000 times real time, not " + timesReal
                    + "; freeze() stops the time");
        }
        restartFrom(instant());
        speed = timesReal;
    }

    private void restartFrom(Instant now) {
        anchor = now;
        anchorNanos = nanoTime.getAsLong();
    }
}
