package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault that strikes a request.
 *
 * @param effect what goes wrong
 * @param delay how long after the request it does, in real time
 * @param end when the incident or the timed step ends; {@code null} where that isn't known
 * @param struck the incident; {@code null} for a fault of a step
 */
public record AppliedFault(
        FaultEffect effect,
        Duration delay,
        @Nullable Instant end,
        @Nullable Struck struck) {

    /** A fault without anything drawn. */
    public static AppliedFault of(FaultEffect effect) {
        return new AppliedFault(effect, Duration.ZERO, null, null);
    }

    /**
     * A fault with its delay drawn.
     *
     * @param what the fault is of
     * @param number of the request in its server's life
     */
    static AppliedFault drawn(
            Fault fault, Draws draws, String what, long number, @Nullable Instant end, @Nullable Struck struck) {
        Duration delay = draws.duration(fault.delay(), what + "/delay", number);
        FaultEffect effect = fault.effect();
        if (effect instanceof FaultEffect.Delay late) {
            delay = delay.plus(draws.duration(late.duration(), what + "/duration", number));
        }
        return new AppliedFault(effect, delay, end, struck);
    }
}
