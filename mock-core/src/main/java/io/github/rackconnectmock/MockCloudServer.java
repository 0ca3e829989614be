package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.ServerState;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One cloud server of a mock, to look at and to control. After another scenario is loaded, it is the server of the same
 * name in that scenario. Safe for use by several threads.
 */
public final class MockCloudServer {
    private final RackConnectApi api;
    private final Supplier<Conduct> conduct;
    private final String name;
    private final URI baseUri;

    MockCloudServer(RackConnectApi api, Supplier<Conduct> conduct, String name, URI baseUri) {
        this.api = api;
        this.conduct = conduct;
        this.name = name;
        this.baseUri = baseUri;
        life();
    }

    public String name() {
        return name;
    }

    /** A base URL that names the server: each request there counts as this server's, from any address. */
    public URI baseUri() {
        return baseUri;
    }

    /** The server's state now. Looking changes nothing and counts for nothing. */
    public ServerState state() {
        return life().state();
    }

    /** All facts about the server now. Looking changes nothing and counts for nothing. */
    public ServerSnapshot snapshot() {
        return life().snapshot();
    }

    /**
     * The steps of its life that have begun by now, in order, a step that began twice two times; the last hundred. Looking
     * changes nothing and counts for nothing.
     */
    public List<BegunStep> begunSteps() {
        return life().begunSteps();
    }

    /**
     * Fires a signal that the server waits for, as a step's {@code on} says.
     *
     * @throws IllegalStateException if the server doesn't wait for it now; the message says what it waits for
     */
    public void fire(String signal) {
        life().fire(signal);
    }

    /**
     * Begins a step now without waiting for its trigger, earlier or later in the life; {@code start} is the state before the
     * first.
     *
     * @throws IllegalArgumentException if there is no such step; the message names the steps there are
     */
    public void jumpTo(String step) {
        life().jumpTo(step);
    }

    /** What its client did; empty if it did nothing. */
    public Optional<ClientConduct> conduct() {
        return conduct.get().client(name);
    }

    /** Begins the server's life again, with a new rate window. */
    public void restart() {
        life().restart();
    }

    private ServerLife life() {
        return api.simulation()
                .servers()
                .byName(name)
                .orElseThrow(() -> new IllegalArgumentException("the scenario has no server " + name + "; it has "
                        + api.simulation().servers().someNames()));
    }
}
