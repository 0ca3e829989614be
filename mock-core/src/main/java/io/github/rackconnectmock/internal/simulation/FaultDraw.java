package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws whether a fault hits a request. */
final class FaultDraw {
    private FaultDraw() {}

    /**
     * What goes wrong with a request. The draw is the same for the same seed and number, so requests of other servers don't
     * change it.
     *
     * @param before how many requests of the step the fault could hit before this one
     * @param seed of the scenario, the server and the step
     * @return {@code null} for nothing
     */
    static @Nullable FaultEffect of(Fault fault, long before, long seed) {
        if (fault.times() != null && before >= fault.times()) {
            return null;
        }
        boolean hits =
                fault.percent() == 100 || new SplittableRandom(seed * 31 + before).nextInt(100) < fault.percent();
        return hits ? fault.effect() : null;
    }
}
