package io.github.rackconnectmock.internal.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Goes through the steps that come after the present one, without a change to the life. Guarded by its server's life. */
final class LookAhead {
    private final Script script;
    private final Loops loops;
    private final IntFunction<@Nullable Duration> waitFor;
    private int step;
    private int trigger;
    private @Nullable Instant time;

    /**
     * At the present step.
     *
     * @param loops how often each loop was taken; a copy, which is changed
     * @param step the present step
     * @param since when it began; {@code null} if it hasn't
     * @param waitFor how long the step before waits for a step; {@code null} where that depends on more than time
     */
    LookAhead(Script script, Loops loops, int step, @Nullable Instant since, IntFunction<@Nullable Duration> waitFor) {
        this.script = script;
        this.loops = loops;
        this.step = step;
        this.trigger = step;
        this.time = since;
        this.waitFor = waitFor;
    }

    /** Goes on to the next step; whether there is one. What leads back some times is taken once. */
    boolean goOn() {
        trigger = loops.after(step);
        if (trigger > script.lastStep()) {
            return false;
        }
        Duration wait = waitFor.apply(trigger);
        Instant before = time;
        time = before == null || wait == null ? null : before.plus(wait);
        step = loops.pass(trigger);
        return step >= 0;
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
