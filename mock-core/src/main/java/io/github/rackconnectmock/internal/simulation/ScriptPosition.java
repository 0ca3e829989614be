package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a life is in its script: the steps it went through, the present one, and what comes next. Guarded by its server's
 * life.
 *
 * <p>The start of a step is computed from the step before, or from the request or signal that it waited for. It doesn't
 * depend on when somebody looks.
 */
final class ScriptPosition {
    /** Whose life it is. */
    interface Owner {
        Draws draws();

        /** The life has come to a step, which may begin later. */
        void enters(int step);

        /** The present step begins. */
        void begins(int step, Instant at);
    }

    private final Script script;
    private final Owner owner;
    private final Loops loops;
    private final StepHistory history;
    private int step;
    private @Nullable Instant since;
    // What comes after the step, one more than the last step for nothing, and when; null while it waits for more than
    // time.
    private int next;
    private @Nullable Instant nextStart;

    /** Nowhere yet: the life hasn't been told when it begins. */
    ScriptPosition(Script script, Owner owner) {
        this.script = script;
        this.owner = owner;
        this.loops = new Loops(script);
        this.history = new StepHistory(script.lastStep() + 1);
    }

    /** The present step. */
    int step() {
        return step;
    }

    ServerState state() {
        return script.state(step);
    }

    Script.Mode mode() {
        return script.mode(step);
    }

    Faults faults() {
        return script.faults(step);
    }

    /** When the present step begins or began; {@code null} while the life waits to begin. */
    @Nullable
    Instant since() {
        return since;
    }

    /** When the next step begins by time; {@code null} where it waits for something else, or for nothing. */
    @Nullable
    Instant nextStart() {
        return nextStart;
    }

    /** What the next step waits for; {@code null} behind the last. */
    @Nullable
    Trigger awaited() {
        return next <= script.lastStep() ? script.trigger(next) : null;
    }

    StepHistory history() {
        return history;
    }

    /**
     * Goes back to the start, with all loops still to be taken.
     *
     * @param begin when the life begins; {@code null} where it waits for something
     */
    void restart(Instant now, @Nullable Instant begin) {
        loops.forget();
        history.removeAfter(now);
        history.beginLife();
        enter(0, begin);
    }

    /** Begins a step now, whatever it waits for. */
    void jump(int wanted, Instant now) {
        loops.forget();
        history.removeAfter(now);
        enter(wanted, now);
    }

    /** A life that waited begins now; one that has begun goes on. */
    void beginLife(Instant now) {
        if (since == null) {
            begin(now);
            catchUp(now);
        }
    }

    /** Enters every step that is due. */
    void catchUp(Instant now) {
        Loops.Laps laps = null;
        while (nextStart != null && !nextStart.isAfter(now)) {
            int due = next;
            Instant at = nextStart;
            proceedAt(at);
            if (script.isGoTo(due)) {
                laps = laps == null ? loops.newLaps(StepHistory.HELD) : laps;
                Duration skipped = laps.skip(due, at, now);
                if (!skipped.isZero()) {
                    since = at.plus(skipped);
                    findNext(since);
                }
            }
        }
    }

    /**
     * The signal or request that the next step waits for has come. It may come before a life has begun that starts later: the
     * step begins no earlier than the life.
     */
    void proceed(Instant now) {
        proceedAt(since != null && since.isAfter(now) ? since : now);
    }

    private void proceedAt(Instant at) {
        if (script.isGoTo(next)) {
            loops.take(next);
            enter(script.target(next), at);
        } else {
            enter(next, at);
        }
    }

    private void enter(int entered, @Nullable Instant start) {
        since = null;
        step = entered;
        next = loops.after(entered);
        nextStart = null;
        owner.enters(entered);
        if (start != null) {
            begin(start);
        }
    }

    private void begin(Instant start) {
        since = start;
        loops.enters();
        findNext(start);
        history.add(new BegunStep(start, script.state(step)));
        owner.begins(step, start);
    }

    private void findNext(Instant start) {
        next = loops.after(step);
        Duration wait = next <= script.lastStep() ? waitFor(next) : null;
        nextStart = wait == null ? null : start.plus(wait);
    }

    /** How long the step before waits for a step; {@code null} where that depends on more than time. */
    private @Nullable Duration waitFor(int index) {
        if (!(script.trigger(index) instanceof Trigger.After after)) {
            return null;
        }
        return after.delay() instanceof DrawnDuration.Fixed fixed
                ? fixed.duration()
                : owner.draws().after(after.delay(), index);
    }

    /** What comes after the step; {@code null} for nothing. */
    @Nullable
    NextStep next(Instant now, AnsweredCounts counts) {
        if (next > script.lastStep()) {
            return null;
        }
        Trigger trigger = script.trigger(next);
        if (trigger instanceof Trigger.AfterRequests wanted) {
            trigger = new Trigger.AfterRequests(
                    (int) (wanted.requests() - counts.inStepOf(wanted.operation())), wanted.operation());
        } else {
            Duration drawn = waitFor(next);
            trigger = drawn == null ? trigger : new Trigger.After(DrawnDuration.of(drawn));
        }
        int begins = script.isGoTo(next) ? script.target(next) : next;
        return new NextStep(stepName(begins), trigger, nextStart == null ? null : Duration.between(now, nextStart));
    }

    /** The next step that has a gateway, or the one on the way there that waits for more than time; {@code null} for none. */
    @Nullable
    NextStep gateway(Instant now, AnsweredCounts counts) {
        if (script.state(step).gatewayIp() != null) {
            Trigger met = step == 0 ? new Trigger.After(DrawnDuration.ZERO) : script.trigger(step);
            return new NextStep(stepName(step), met, Duration.ZERO);
        }
        LookAhead look = LookAhead.overLaps(script, loops.copy(), step, since, this::waitFor);
        while (look.goOn()) {
            if (script.state(look.step()).gatewayIp() != null) {
                Instant time = look.time();
                return time == null
                        ? next(now, counts)
                        : new NextStep(
                                stepName(look.step()), script.trigger(look.trigger()), Duration.between(now, time));
            }
        }
        return null;
    }

    /**
     * The life so far, and what comes next.
     *
     * @param begins what the life waits for where it doesn't begin by time
     */
    Lane lane(Instant now, Begins begins) {
        List<Lane.Stretch> begun = new ArrayList<>();
        for (BegunStep each : history.until(now)) {
            begun.add(stretch(each.at(), script.indexOf(each.state())));
        }
        Instant time = since;
        if (time == null) {
            return new Lane(begun, List.of(), null, begins);
        }
        List<Lane.Stretch> ahead = new ArrayList<>();
        if (time.isAfter(now)) {
            ahead.add(stretch(time, step));
        }
        LookAhead look = LookAhead.stepByStep(script, loops.copy(), step, since, this::waitFor);
        while (ahead.size() < Lane.MOST_AHEAD && look.goOn()) {
            Instant begin = look.time();
            if (begin == null) {
                return new Lane(begun, ahead, script.trigger(look.trigger()), null);
            }
            ahead.add(stretch(begin, look.step()));
        }
        return new Lane(begun, ahead, null, null);
    }

    private Lane.Stretch stretch(Instant at, int index) {
        return new Lane.Stretch(at, script.state(index), script.mode(index).isKnown());
    }

    private String stepName(int index) {
        return script.state(index).step();
    }
}
