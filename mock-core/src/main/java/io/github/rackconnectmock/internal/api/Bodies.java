package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerState;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of 200 answers. Text has no newline at its end, since clients compare the whole body (observed); XML is one
 * line without a declaration, since the vendor's own script cuts it with line tools (observed). The page
 * docs/wire-facts.md says which names are observed and which are inferred.
 *
 * <p>Each body is written once, when it is first asked for, and kept as long as its simulation. Safe for use by several
 * threads.
 */
final class Bodies {
    private static final int FORMATS = Format.values().length;
    private static final int BODIES_OF_A_STATE = Operation.RACKCONNECT.size() * FORMATS;

    /**
     * The bodies of each state, by operation and format. By identity, since this is asked for each request, and since equal
     * states may list their features and tasks in another order. Not changed after construction.
     */
    private final IdentityHashMap<ServerState, AtomicReferenceArray<byte @Nullable []>> kept;

    /** The bodies of all states of a simulation; none is written yet. */
    Bodies(Simulation simulation) {
        List<ServerState> states = simulation.states();
        this.kept = new IdentityHashMap<>(states.size());
        for (ServerState state : states) {
            kept.put(state, new AtomicReferenceArray<>(BODIES_OF_A_STATE));
        }
    }

    /**
     * The body for a state of the simulation, in UTF-8; for the gateway, the state must have one.
     *
     * @return shared by all callers, and not to be changed
     */
    byte[] bytes(ServerState state, Operation operation, Format format) {
        AtomicReferenceArray<byte @Nullable []> bodies = kept.get(state);
        if (bodies == null) {
            throw new IllegalArgumentException("not a state of this simulation: " + state.step());
        }
        int place = place(operation, format);
        byte[] body = bodies.get(place);
        if (body == null) {
            // Two threads may both write it; what they write is the same.
            body = body(state, operation, format).getBytes(StandardCharsets.UTF_8);
            bodies.set(place, body);
        }
        return body;
    }

    /** Where a body of a state is kept. The number is never stored or sent. */
    @SuppressWarnings("EnumOrdinal")
    private static int place(Operation operation, Format format) {
        return operation.ordinal() * FORMATS + format.ordinal();
    }

    /** Writes the body for a state; for the gateway, the state must have one. */
    static String body(ServerState state, Operation operation, Format format) {
        return switch (format) {
            case TEXT ->
                operation == Operation.GATEWAY_IP
                        ? gatewayIp(state)
                        : state.status().name();
            case JSON -> JsonBodies.body(state, operation);
            case XML -> XmlBodies.body(state, operation);
        };
    }

    static String gatewayIp(ServerState state) {
        if (state.gatewayIp() == null) {
            throw new IllegalArgumentException("no gateway is assigned");
        }
        return state.gatewayIp();
    }
}
