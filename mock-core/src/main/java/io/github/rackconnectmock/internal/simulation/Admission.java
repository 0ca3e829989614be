package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.RateWindow;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to one request of a server. */
public sealed interface Admission {
    /** The mock's time of the request. */
    Instant at();

    /** The server's state at that time. */
    ServerState state();

    /**
     * The request is to be answered.
     *
     * @param fault what goes wrong with the answer; {@code null} for nothing
     * @param gatewayStep the step that will assign a gateway; {@code null} if there is one already or none will, and for
     *     other operations than that of the gateway
     */
    record Admitted(
            Instant at,
            ServerState state,
            @Nullable FaultEffect fault,
            @Nullable NextStep gatewayStep) implements Admission {}

    /**
     * The request is over the rate limit.
     *
     * @param window what is left of the window
     */
    record Refused(Instant at, ServerState state, RateWindow window) implements Admission {}
}
