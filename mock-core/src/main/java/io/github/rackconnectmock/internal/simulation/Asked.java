package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants, as far as faults depend on it.
 *
 * @param stage how far its connection has come
 * @param operation what it asks for; {@code null} before a request
 * @param host the region whose host it asks; {@code null} for another address
 * @param reused whether its connection has carried an answer before
 */
public record Asked(
        Fault.Stage stage,
        @Nullable Operation operation,
        @Nullable Region host,
        boolean reused) {
    /** A request. */
    public static Asked request(Operation operation, @Nullable Region host, boolean reused) {
        return new Asked(Fault.Stage.REQUEST, operation, host, reused);
    }

    /** A connection that has come so far, and hasn't asked for anything yet. */
    public static Asked connection(Fault.Stage stage, @Nullable Region host) {
        return new Asked(stage, null, host, false);
    }
}
