package io.github.rackconnectmock.internal.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each step that leads back to another was taken, in one server's life. Guarded by its server's life.
 */
final class Loops {
    private static final long[] NONE = {};

    private final Script script;
    // For each step that leads back, in their order.
    private final long[] taken;
    private long entered;

    Loops(Script script) {
        this(script, script.hasLoops() ? new long[script.loopsUpTo(script.lastStep())] : NONE);
    }

    private Loops(Script script, long[] taken) {
        this.script = script;
        this.taken = taken;
    }

    /** A copy, to look ahead with. */
    Loops copy() {
        return new Loops(script, taken.clone());
    }

    /** Forgets all counts. */
    void forget() {
        Arrays.fill(taken, 0);
    }

    /** A step begins. */
    void enters() {
        entered++;
    }

    /** The step that comes after another, without those whose times are used up; one more than the last for none. */
    int after(int step) {
        int next = step + 1;
        while (next <= script.lastStep() && script.isGoTo(next) && taken[place(next)] >= script.goToTimes(next)) {
            next++;
        }
        return next;
    }

    /** A step leads back. The counts of those between start over. */
    void take(int step) {
        taken[place(step)]++;
        Arrays.fill(taken, script.loopsUpTo(script.target(step)), place(step), 0);
    }

    /** Where the count of a step is that leads back. */
    private int place(int step) {
        return script.loopsUpTo(step) - 1;
    }

    /**
     * Goes on to a step, to look ahead: where the life is then; -1 if it was led back from there before, for ever. What leads
     * back some times is taken once.
     */
    int pass(int step) {
        if (!script.isGoTo(step)) {
            return step;
        }
        if (taken[place(step)] < 0) {
            return -1;
        }
        taken[place(step)] = script.goToTimes(step) == Long.MAX_VALUE ? -1 : Long.MAX_VALUE;
        return script.target(step);
    }

    /** @param kept how many of the last steps must not be left out */
    Laps newLaps(int kept) {
        return new Laps(kept);
    }

    /**
     * Finds laps that repeat while a life catches up with the time, and leaves out those that nobody can see any more, so that
     * the state a year later costs no more than now.
     */
    final class Laps {
        private final int kept;
        private final Map<Integer, Lap> last = new HashMap<>();

        private Laps(int kept) {
            this.kept = kept;
        }

        /**
         * A step has just led back.
         *
         * @param at when
         * @param now up to when the life goes on
         * @return how much time is left out; the loops are counted
         */
        Duration skip(int step, Instant at, Instant now) {
            long[] others = taken.clone();
            others[place(step)] = 0;
            Lap before = last.put(step, new Lap(at, others, entered));
            if (before == null || !Arrays.equals(before.others, others)) {
                return Duration.ZERO;
            }
            Duration period = Duration.between(before.at, at);
            long seen = kept == 0 ? 0 : kept / Math.max(1, entered - before.entered) + 1;
            long laps = Duration.between(at, now).dividedBy(period) - seen;
            laps = Math.min(laps, script.goToTimes(step) - taken[place(step)] - seen);
            if (laps <= 0) {
                return Duration.ZERO;
            }
            taken[place(step)] += laps;
            Duration skipped = period.multipliedBy(laps);
            last.put(step, new Lap(at.plus(skipped), others, entered));
            return skipped;
        }
    }

    // The array is never changed, and no lap is compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Lap(Instant at, long[] others, long entered) {}
}
