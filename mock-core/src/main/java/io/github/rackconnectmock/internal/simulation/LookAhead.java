package io.github.rackconnectmock.internal.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the steps that come after the present one, without a change to the life. Guarded by its server's life.
 *
 * <p>Beyond a step that waits for more than time no times are known, and how often a loop is taken doesn't matter: each is
 * passed once.
 */
final class LookAhead {
    private final Script script;
    private final Loops loops;
    private final Loops.@Nullable Laps laps;
    private final IntFunction<@Nullable Duration> waitFor;
    private int step;
    private int trigger;
    private @Nullable Instant time;
    // A step that leads back for ever, and was taken; -1 for none.
    private int endless = -1;

    private LookAhead(
            Script script,
            Loops loops,
            boolean overLaps,
            int step,
            @Nullable Instant since,
            IntFunction<@Nullable Duration> waitFor) {
        this.script = script;
        this.loops = loops;
        this.laps = overLaps ? loops.newLaps(0) : null;
        this.step = step;
        this.trigger = step;
        this.time = since;
        this.waitFor = waitFor;
    }

    /**
     * Goes through each step as often as it comes, which may be for ever.
     *
     * @param loops how often each loop was taken; a copy, which is changed
     * @param step the present step
     * @param since when it began; {@code null} if it hasn't
     * @param waitFor how long the step before waits for a step; {@code null} where that depends on more than time
     */
    static LookAhead stepByStep(
            Script script, Loops loops, int step, @Nullable Instant since, IntFunction<@Nullable Duration> waitFor) {
        return new LookAhead(script, loops, false, step, since, waitFor);
    }

    /** As {@link #stepByStep}, but leaves out laps that are like those before, and ends where only such are to come. */
    static LookAhead overLaps(
            Script script, Loops loops, int step, @Nullable Instant since, IntFunction<@Nullable Duration> waitFor) {
        return new LookAhead(script, loops, true, step, since, waitFor);
    }

    /** Goes on to the next step; whether there is one. */
    boolean goOn() {
        trigger = loops.after(step);
        if (trigger > script.lastStep()) {
            return false;
        }
        Duration wait = waitFor.apply(trigger);
        Instant before = time;
        time = before == null || wait == null ? null : before.plus(wait);
        if (time == null) {
            step = loops.pass(trigger);
            return step >= 0;
        }
        loops.enters();
        if (!script.isGoTo(trigger)) {
            step = trigger;
        } else if (!leadBack(time)) {
            return false;
        }
        return !time.isAfter(MovableClock.LATEST);
    }

    /** Takes the loop; whether there is something new to come. */
    private boolean leadBack(Instant at) {
        loops.take(trigger);
        step = script.target(trigger);
        if (laps == null) {
            return true;
        }
        if (script.goToTimes(trigger) == Long.MAX_VALUE) {
            boolean again = endless == trigger;
            endless = trigger;
            return !again;
        }
        time = at.plus(laps.skip(trigger, at, MovableClock.LATEST));
        return true;
    }

    /** The step it has come to. */
    int step() {
        return step;
    }

    /** The step whose trigger led there: the same, or one that leads to it. */
    int trigger() {
        return trigger;
    }

    /** When it begins; {@code null} where that depends on more than time. */
    @Nullable
    Instant time() {
        return time;
    }
}
