package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault that strikes a request or a connection.
 *
 * @param effect what goes wrong
 * @param at the stage at which it does
 * @param delay how long after that it does, in real time
 * @param end when the incident or the timed step ends; {@code null} where that isn't known
 * @param struck the incident; {@code null} for a fault of a step
 */
public record AppliedFault(
        FaultEffect effect,
        Fault.Stage at,
        Duration delay,
        @Nullable Instant end,
        @Nullable Struck struck) {

    /** A fault without anything drawn. */
    public static AppliedFault of(FaultEffect effect) {
        return new AppliedFault(effect, Fault.Stage.REQUEST, Duration.ZERO, null, null);
    }

    /** Whether an incident answers in the service's place, so that nothing of the service counts the request. */
    public boolean isMadeUp() {
        return struck != null && !effect.sendsOwnAnswer();
    }
}
