package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.RateWindow;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to one request of a server. */
public sealed interface Admission {
    /** The mock's time of the request. */
    Instant at();

    /** The server's state at that time, or at the earlier time that a stale answer is of. */
    ServerState state();

    /** What goes wrong with the answer; {@code null} for nothing. */
    @Nullable
    AppliedFault fault();

    /**
     * The request is to be answered.
     *
     * @param gatewayStep the step that will assign a gateway; {@code null} if there is one already or none will, and for
     *     other operations than that of the gateway
     */
    record Admitted(
            Instant at,
            ServerState state,
            @Nullable AppliedFault fault,
            @Nullable NextStep gatewayStep) implements Admission {}

    /**
     * The request is over the rate limit.
     *
     * @param window what is left of the window
     * @param atOnce whether too many requests are under way together
     */
    record Refused(Instant at, ServerState state, @Nullable AppliedFault fault, RateWindow window, boolean atOnce)
            implements Admission {}

    /**
     * The address is no cloud server's now, or not one of the region that is asked.
     *
     * @param elsewhere whether it is one, of another region
     */
    record Unknown(Instant at, ServerState state, @Nullable AppliedFault fault, boolean elsewhere)
            implements Admission {}
}
