package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.simulation.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a mock. It runs with real time, can be moved forward, frozen or sped up, and never goes back. Lifecycles,
 * rate windows, the journal and the {@code Date} field all read it and nothing else.
 *
 * <p>Safe for use by several threads.
 */
public final class MockClock implements InstantSource {
    /** The fastest a clock can run: a day in less than a second. */
    public static final double FASTEST = MovableClock.FASTEST;

    private final MovableClock clock;

    MockClock(MovableClock clock) {
        this.clock = clock;
    }

    /** The mock's time. Never earlier than a time that any thread has read before. */
    @Override
    public Instant instant() {
        return clock.instant();
    }

    /**
     * Moves the time forward at once, whether frozen or not.
     *
     * @param by zero to ten years
     * @throws IllegalArgumentException for a negative or longer duration
     */
    public void advance(Duration by) {
        clock.advance(by);
    }

    /** Stops the time. */
    public void freeze() {
        clock.freeze();
    }

    /** Lets a frozen time run again, at its {@link #speed()}. */
    public void resume() {
        clock.resume();
    }

    /** Whether the time stands still. */
    public boolean isFrozen() {
        return clock.isFrozen();
    }

    /** How many times as fast as real time this clock runs while it isn't frozen; 1 at first. */
    public double speed() {
        return clock.speed();
    }

    /**
     * Changes how fast the time runs from now on. It doesn't resume a frozen clock.
     *
     * @param timesReal above 0, up to {@link #FASTEST}
     * @throws IllegalArgumentException for any other number
     */
    public void speed(double timesReal) {
        clock.speed(timesReal);
    }
}
