package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.DrawnDuration;
import java.time.Duration;

/**
 * All that is drawn. A draw is a function of the scenario's seed, of what is drawn, of the server's name and of a number: that of
 * the request in the server's life, or of a step. It never depends on the clock, on connections or on other servers, so that
 * it is the same in every run.
 */
public final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;
    private static final int PERCENT = 100;

    private final long seed;

    /**
     * The draws of one server.
     *
     * @param seed of the scenario
     */
    public Draws(long seed, String server) {
        this.seed = mixed(mixed(seed) + server.hashCode());
    }

    /**
     * A number from 0 to below 1.
     *
     * @param what is drawn
     * @param number of the request or of the step
     */
    double unit(String what, long number) {
        return (mixed(mixed(seed + what.hashCode()) + number) >>> 11) * UNIT;
    }

    /** How long a step of the server waits, by its place in the life from 1. */
    public Duration after(DrawnDuration delay, int step) {
        return duration(delay, "after", step);
    }

    /** How much later the server begins its life than the one before in its burst, by its number from 1. */
    public Duration gap(DrawnDuration stagger, int number) {
        return number == 1 ? Duration.ZERO : duration(stagger, "stagger", number);
    }

    /** A duration for a request or for a step. */
    Duration duration(DrawnDuration duration, String what, long number) {
        return duration.isFixed() ? duration.quantile(0) : duration.quantile(unit(what, number));
    }

    /** A number from 0 to 99. */
    int percent(String what, long number) {
        return (int) (unit(what, number) * PERCENT);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators). */
    private static long mixed(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
