package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Trigger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server's life in time: what it went through, and what comes next.
 *
 * @param begun the steps that have begun, each as often as it did; the last hundred, those before a restart included
 * @param ahead the steps that begin by time, up to the first that waits for something else; the next twenty at most
 * @param waitsFor what the step behind the last of these waits for; {@code null} where there is none
 * @param toBegin what the life itself waits for; {@code null} once it has begun, or its time is known
 */
public record Lane(
        List<Stretch> begun,
        List<Stretch> ahead,
        @Nullable Trigger waitsFor,
        @Nullable Begins toBegin) {
    /** No lane tells more steps that have begun: they are the last. */
    public static final int MOST_BEGUN = StepHistory.HELD;

    /** No lane tells more steps that are to come. */
    public static final int MOST_AHEAD = 20;

    /**
     * A step and its begin; it lasts until the next one.
     *
     * @param known whether the API knows the server then
     */
    public record Stretch(Instant at, ServerState state, boolean known) {}
}
