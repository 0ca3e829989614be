package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scenario being played on a clock. Safe for use by several threads. */
public final class Simulation {
    private final Scenario scenario;
    private final SourceDirectory servers;
    private final MovableClock clock;
    private final List<ServerState> states = new ArrayList<>();

    /** Begins the lives of all servers now; each is in the region that the scenario says. */
    public Simulation(Scenario scenario, MovableClock clock) {
        this(scenario, clock, null);
    }

    /**
     * Begins the lives of all servers now.
     *
     * @param region of the servers that have none in the scenario; {@code null} for none
     */
    public Simulation(Scenario scenario, MovableClock clock, @Nullable Region region) {
        this.scenario = scenario;
        this.clock = clock;
        List<ServerLife> lives = new ArrayList<>();
        for (CloudServer server : scenario.servers()) {
            Script script = new Script(server);
            states.addAll(script.states());
            for (int number = 1; number <= server.count(); number++) {
                lives.add(new ServerLife(server, number, script, scenario, region, clock));
            }
        }
        this.servers = new SourceDirectory(lives);
        Instant start = clock.instant();
        lives.forEach(life -> life.restart(start));
    }

    public Scenario scenario() {
        return scenario;
    }

    public SourceDirectory servers() {
        return servers;
    }

    /** Every state that any server can be in; each {@link Admission#state()} is one of these objects. */
    public List<ServerState> states() {
        return Collections.unmodifiableList(states);
    }

    public MovableClock clock() {
        return clock;
    }
}
