package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A duration that may be drawn from a distribution. What is drawn depends on the scenario's seed, on the server and on what
 * is drawn, and on nothing else: it is the same in every run. Immutable.
 */
public sealed interface DrawnDuration {
    /** No time at all. */
    DrawnDuration ZERO = new Fixed(Duration.ZERO);

    /** Always the same duration. */
    static DrawnDuration of(Duration duration) {
        return new Fixed(duration);
    }

    /** Any duration between two, all equally likely. */
    static DrawnDuration between(Duration from, Duration to) {
        return new Uniform(from, to);
    }

    /** A duration of a log-normal distribution: half of all are below the median, and one in a hundred is above p99. */
    static DrawnDuration logNormal(Duration median, Duration p99) {
        return new LogNormal(median, p99);
    }

    /**
     * The duration that this share of all are below.
     *
     * @param share at least 0 and below 1
     */
    Duration quantile(double share);

    /** Whether it is always the same. */
    boolean isFixed();

    /** The longest that can be drawn. */
    Duration longest();

    /**
     * Always the same.
     *
     * @param duration zero to ten years
     */
    record Fixed(Duration duration) implements DrawnDuration {
        @Override
        public Duration quantile(double share) {
            return duration;
        }

        @Override
        public boolean isFixed() {
            return true;
        }

        @Override
        public Duration longest() {
            return duration;
        }

        @Override
        public String toString() {
            return Durations.format(duration);
        }
    }

    /**
     * Between two bounds, all equally likely.
     *
     * @param from the shortest, zero to ten years
     * @param to the longest, not below {@code from}
     */
    record Uniform(Duration from, Duration to) implements DrawnDuration {
        @Override
        public Duration quantile(double share) {
            return from.plusMillis((long) (to.minus(from).toMillis() * share));
        }

        @Override
        public boolean isFixed() {
            return from.equals(to);
        }

        @Override
        public Duration longest() {
            return to;
        }

        @Override
        public String toString() {
            return Durations.format(from) + " to " + Durations.format(to);
        }
    }

    /**
     * A log-normal distribution, as latencies often are. It is cut at four times {@code p99}.
     *
     * @param median half of all are below; longer than zero
     * @param p99 99 of 100 are below; not below the median
     */
    record LogNormal(Duration median, Duration p99) implements DrawnDuration {
        private static final int CUT = 4;

        @Override
        public Duration quantile(double share) {
            double growth = Math.max(1, (double) p99.toMillis() / Math.max(1, median.toMillis()));
            double factor = StrictMath.exp(StrictMath.log(growth) * Normal.quantile(share) / Normal.quantile(0.99));
            double millis = Math.min(median.toMillis() * factor, (double) CUT * p99.toMillis());
            return Duration.ofMillis(Math.round(millis));
        }

        @Override
        public boolean isFixed() {
            return median.equals(p99);
        }

        @Override
        public Duration longest() {
            return p99.multipliedBy(CUT);
        }

        @Override
        public String toString() {
            return List.of(0.5, 0.9, 0.99).stream()
                    .map(share -> "p" + Math.round(share * 100) + " " + Durations.format(quantile(share)))
                    .collect(Collectors.joining(", "));
        }
    }
}
