package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Step;
import org.jspecify.annotations.Nullable;

/** All callers that are no servers of the scenario, as one: nothing is kept for each address. Safe for use by several threads. */
public final class Strangers {
    private final MovableClock clock;
    private final Incidents incidents;
    private final Draws draws;
    private final StrikeCounts counts = new StrikeCounts();
    private long requests;
    private final ConnectionCounts connections = new ConnectionCounts();

    Strangers(MovableClock clock, Incidents incidents, long seed) {
        this.clock = clock;
        this.incidents = incidents;
        this.draws = new Draws(seed, Step.SeenAs.UNKNOWN);
    }

    /** What an incident does to a request; {@code null} for nothing. */
    public synchronized @Nullable AppliedFault request(Operation operation, @Nullable Region host, boolean reused) {
        return struck(Asked.request(operation, host, reused), requests++);
    }

    /** What an incident does to a connection that has come so far; {@code null} for nothing. */
    public synchronized @Nullable AppliedFault connection(Fault.Stage stage, @Nullable Region host) {
        return struck(Asked.connection(stage, host), connections.next(stage));
    }

    private @Nullable AppliedFault struck(Asked asked, long number) {
        return incidents.isEmpty() ? null : incidents.strike(null, asked, clock.instant(), number, draws, counts);
    }
}
