package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.RateWindow;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A scenario being played on a clock. Safe for use by several threads. */
public final class Simulation {
    private final Scenario scenario;
    private final SourceDirectory servers;
    private final Incidents incidents;
    private final Strangers strangers;
    private final MovableClock clock;
    private final boolean refusesConnections;
    private final List<ServerState> states = new ArrayList<>();
    private final @Nullable FixedWindow accountWindow;
    private volatile @Nullable Map<String, ServerLife> byId;
    private final AtomicLong changes = new AtomicLong();
    private final Instant began;

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
        RateLimit accountLimit = scenario.account().rateLimit();
        this.accountWindow = accountLimit == null ? null : new FixedWindow(accountLimit);
        List<ServerLife> lives = new ArrayList<>();
        this.incidents = new Incidents(clock);
        this.strangers = new Strangers(clock, incidents, scenario.seed());
        Instant start = clock.instant();
        this.began = start;
        List<Instant> begins = new ArrayList<>();
        boolean canRefuse = false;
        for (CloudServer server : scenario.servers()) {
            Script script = new Script(server, scenario.rateLimit());
            states.addAll(script.states());
            canRefuse |= script.canRefuseConnections();
            Instant begin = start.plus(server.startsAfter());
            for (int number = 1; number <= server.count(); number++) {
                ServerLife life = new ServerLife(
                        server, number, lives.size(), script, scenario.seed(), region, clock, incidents, changes);
                begin = begin.plus(life.draws().gap(server.stagger(), number));
                lives.add(life);
                begins.add(begin);
            }
        }
        this.refusesConnections = canRefuse;
        this.servers = new SourceDirectory(lives);
        for (int i = 0; i < scenario.incidents().size(); i++) {
            incidents.add(scenario.incidents().get(i), scenario.incidentName(i), start);
        }
        for (int i = 0; i < lives.size(); i++) {
            lives.get(i).start(start, begins.get(i));
        }
    }

    public Incidents incidents() {
        return incidents;
    }

    public Strangers strangers() {
        return strangers;
    }

    /**
     * Fires a signal for all servers and incidents that wait for it, at one moment.
     *
     * @throws IllegalStateException if none does
     */
    public void fire(String signal) {
        Instant now = clock.instant();
        boolean heard = false;
        for (IncidentLife incident : incidents.all()) {
            heard |= incident.fire(signal, MovableClock.micros(now));
        }
        for (ServerLife server : servers.all()) {
            heard |= server.hear(signal, now);
        }
        if (!heard) {
            throw new IllegalStateException("no server and no incident waits for signal " + signal);
        }
        clock.changes().happened();
    }

    /** The server of an id of the Cloud Servers API. */
    public Optional<ServerLife> byId(String id) {
        Map<String, ServerLife> known = byId;
        if (known == null) {
            // A race only does it twice.
            known = new HashMap<>();
            for (ServerLife life : servers.all()) {
                known.put(life.id().toLowerCase(Locale.ROOT), life);
            }
            byId = known;
        }
        return Optional.ofNullable(known.get(id.toLowerCase(Locale.ROOT)));
    }

    /** Creates the next server that waits for it; empty if none does. */
    public Optional<ServerLife> create() {
        return servers.all().stream().filter(ServerLife::create).findFirst();
    }

    /**
     * Counts a request to the Cloud Servers API for the account's limit.
     *
     * @return the window that refuses it; {@code null} if none does
     */
    public @Nullable RateWindow refusedByAccount(Instant now) {
        FixedWindow window = accountWindow;
        if (window == null) {
            return null;
        }
        synchronized (window) {
            return window.tryAcquire(now) ? null : window.at(now);
        }
    }

    /** Whether something listens now at a server's own port. There is no such server: then something does. */
    public boolean listens(String server) {
        return servers.byName(server)
                .map(life -> !incidents.nothingListens(life, clock.instant())
                        && answering(life).listens(life))
                .orElse(true);
    }

    /** Whether there can be a time at which nothing listens at a server's own port. */
    public boolean canRefuseConnections() {
        return refusesConnections || incidents.canRefuseConnections();
    }

    /** The server as which a server is answered now: itself, or the one that its step names. */
    public ServerLife answering(ServerLife asker) {
        String other = asker.seenAs();
        return other == null ? asker : servers.byName(other).orElse(asker);
    }

    /** When it began to be played. */
    public Instant began() {
        return began;
    }

    /** How many changes there were in the lives of its servers; grows with each step that begins. */
    public long changes() {
        return changes.get();
    }

    /** When the next step of any server begins by time; empty if none does. */
    public Optional<Instant> nextChange() {
        return servers.all().stream()
                .map(ServerLife::nextStart)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
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
