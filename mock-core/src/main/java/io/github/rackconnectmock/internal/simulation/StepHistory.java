package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last hundred steps that a server's life began. Guarded by its server's life. */
final class StepHistory {
    static final int HELD = 100;

    private final ArrayDeque<BegunStep> steps;
    // How many of them are of the life before the last restart.
    private int beforeThisLife;

    /** @param expected how many steps there will be at least, to have the space for them */
    StepHistory(int expected) {
        this.steps = new ArrayDeque<>(Math.min(expected, HELD));
    }

    void add(BegunStep step) {
        if (steps.size() == HELD) {
            steps.removeFirst();
            beforeThisLife = Math.max(0, beforeThisLife - 1);
        }
        steps.addLast(step);
    }

    /** The life begins again: what comes from now on is of another life than what is there. */
    void beginLife() {
        beforeThisLife = steps.size();
    }

    /** Those of the life since the last restart, in their order. */
    List<BegunStep> ofThisLife() {
        return steps.stream().skip(beforeThisLife).toList();
    }

    /** The state at this time of the life since the last restart, or the first that there is. */
    @Nullable
    ServerState stateAt(Instant time) {
        BegunStep step = stepAt(time);
        if (step != null) {
            return step.state();
        }
        List<BegunStep> all = ofThisLife();
        return all.isEmpty() ? null : all.get(0).state();
    }

    /** The step that the life since the last restart was in at this time; {@code null} before its first. */
    @Nullable
    BegunStep stepAt(Instant time) {
        BegunStep found = null;
        for (BegunStep step : ofThisLife()) {
            if (step.at().isAfter(time)) {
                break;
            }
            found = step;
        }
        return found;
    }

    /** Those that have begun by this time, in their order. */
    List<BegunStep> until(Instant now) {
        return steps.stream().filter(step -> !step.at().isAfter(now)).toList();
    }

    /** Removes what would have begun after this time: a staggered life that is changed before its start. */
    void removeAfter(Instant now) {
        steps.removeIf(step -> step.at().isAfter(now));
    }
}
