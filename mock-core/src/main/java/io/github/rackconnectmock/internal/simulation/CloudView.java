package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.CloudDetails;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server as the Cloud Servers API tells it.
 *
 * @param at the mock's time
 * @param exists whether there is such a server
 * @param stopped whether a client has stopped it
 * @param details what this API alone tells, at that time
 * @param written what RackConnect has written into the metadata, which may be late; {@code null} for nothing yet
 * @param writtenDetails the details of the step of that state, for what RackConnect writes; those of the start for nothing yet
 * @param created when the server was created
 * @param updated when it was last changed
 * @param fault what goes wrong with the answer; {@code null} for nothing
 */
public record CloudView(
        Instant at,
        boolean exists,
        boolean stopped,
        CloudDetails details,
        @Nullable ServerState written,
        CloudDetails writtenDetails,
        Instant created,
        Instant updated,
        @Nullable AppliedFault fault) {}
