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
 * One cloud server of a mock, to look at and to move. It goes by its name: after another scenario is loaded, it is that
 * scenario's server of this name. Safe for use by several threads.
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

    /** A base URL that names the server: every client that asks there is this server's. */
    public URI baseUri() {
        return baseUri;
    }

    /** What the server is now. Looking changes nothing and counts for nothing. */
    public ServerState state() {
        return life().state();
    }

    /** All there is to know of the server now. Looking changes nothing and counts for nothing. */
    public ServerSnapshot snapshot() {
        return life().snapshot();
    }

    /**
     * The steps of its life that have begun by now, each as often as it did, in their order; the last hundred. Looking
     * changes nothing and counts for nothing.
     */
    public List<BegunStep> begunSteps() {
        return life().begunSteps();
    }

    /**
     * Fires a signal that the server waits for, as a step's {@code on} says.
     *
     * @throws IllegalStateException if the server doesn't wait for it now, saying what it waits for
     */
    public void fire(String signal) {
        life().fire(signal);
    }

    /**
     * Begins a step now, whatever it waits for, earlier or later in the life; {@code start} is the state before the
     * first.
     *
     * @throws IllegalArgumentException if there is no such step, naming those there are
     */
    public void jumpTo(String step) {
        life().jumpTo(step);
    }

    /** What its client did; empty if it did nothing. */
    public Optional<ClientConduct> conduct() {
        return conduct.get().client(name);
    }

    /** Starts the server's life over, with a fresh rate window. */
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
