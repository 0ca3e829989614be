package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of a scenario that is played, in their order, and those that are added meanwhile. Safe for use by several
 * threads.
 */
public final class Incidents {
    private static final int MOST = 2_000;

    private final MovableClock clock;
    private volatile List<IncidentLife> all = List.of();

    /** No incidents yet. */
    Incidents(MovableClock clock) {
        this.clock = clock;
    }

    /** Adds one before the scenario begins. */
    void add(Incident incident, String name, Instant zero) {
        add(new IncidentLife(incident, name, zero, false));
    }

    /**
     * Adds an incident while the scenario is played. Its time counts from now; without a begin, it begins now.
     *
     * @throws IllegalStateException if there is one of this name, or there are too many
     */
    public IncidentLife add(Incident incident) {
        IncidentLife made = added(incident);
        clock.changes().happened();
        return made;
    }

    private synchronized IncidentLife added(Incident incident) {
        Instant now = clock.instant();
        String name = incident.name() == null ? freeName() : incident.name();
        if (find(name).isPresent()) {
            throw new IllegalStateException("there is an incident " + name + " already; another name");
        }
        if (all.size() >= MOST) {
            throw new IllegalStateException("there are " + all.size() + " incidents; remove one first");
        }
        IncidentLife made = new IncidentLife(incident, name, now, true);
        if (incident.after() == null && incident.on() == null) {
            made.begin(MovableClock.micros(now));
        }
        add(made);
        return made;
    }

    /**
     * Removes an incident that was added.
     *
     * @throws IllegalStateException if the scenario itself has it
     */
    public void remove(IncidentLife incident) {
        if (!incident.isAdded()) {
            throw new IllegalStateException("the scenario has the incident " + incident.name()
                    + ", so it can't be removed; only what was added can");
        }
        synchronized (this) {
            List<IncidentLife> rest = new ArrayList<>(all);
            rest.remove(incident);
            all = List.copyOf(rest);
        }
        incident.removed();
        clock.changes().happened();
    }

    /** Begins an incident now; whether it didn't last already. */
    public boolean begin(IncidentLife incident) {
        return changed(incident.begin(clock.micros()));
    }

    /** Ends an incident now; whether it lasted. */
    public boolean end(IncidentLife incident) {
        return changed(incident.end(clock.micros()));
    }

    private boolean changed(boolean isChanged) {
        if (isChanged) {
            clock.changes().happened();
        }
        return isChanged;
    }

    /** All, in the order in which they strike. */
    public List<IncidentLife> all() {
        return all;
    }

    /** The incident of this name. */
    public Optional<IncidentLife> find(String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The incidents that last now and hit a server, at the mock's own address. */
    public List<IncidentLife> hitting(ServerLife server) {
        long now = clock.micros();
        return all.stream()
                .filter(each -> each.hits(server, null) && each.at(now) != null)
                .toList();
    }

    /**
     * The fault of the first incident that strikes a request or a connection; {@code null} for none.
     *
     * @param asker the server that asks; {@code null} for a stranger
     * @param number of the request, or of the connection, in the life of the caller
     */
    @Nullable
    AppliedFault strike(
            @Nullable ServerLife asker, Asked asked, Instant now, long number, Draws draws, StrikeCounts counts) {
        List<IncidentLife> incidents = all;
        long micros = MovableClock.micros(now);
        for (int i = 0; i < incidents.size(); i++) {
            IncidentLife incident = incidents.get(i);
            Faults faults = incident.faults();
            if (!faults.mayStrike(asked)) {
                continue;
            }
            IncidentLife.Occurrence occurrence = incident.at(micros);
            if (occurrence == null || !incident.hits(asker, asked.host())) {
                continue;
            }
            int[] struck = faults.areCounted() ? counts.of(incident, occurrence.number(), faults.size()) : null;
            int place = faults.strike(asked, struck, draws, number);
            if (place >= 0) {
                Instant end = occurrence.end() == IncidentLife.NEVER ? null : incident.instant(occurrence.end());
                return faults.applied(place, asked, draws, number, end, incident.struckIn(occurrence));
            }
        }
        return null;
    }

    /** Whether an incident that lasts leaves nothing that listens at a server's own port. */
    boolean nothingListens(ServerLife server, Instant now) {
        long micros = MovableClock.micros(now);
        List<IncidentLife> incidents = all;
        return incidents.stream()
                .anyMatch(each -> each.faults().nothingListens() && each.at(micros) != null && each.hits(server, null));
    }

    /** Whether some incident could leave nothing that listens. */
    boolean canRefuseConnections() {
        return all.stream().anyMatch(each -> each.faults().nothingListens());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    private synchronized void add(IncidentLife incident) {
        List<IncidentLife> more = new ArrayList<>(all);
        more.add(incident);
        all = List.copyOf(more);
    }

    private String freeName() {
        int number = all.size() + 1;
        while (find("incident-" + number).isPresent()) {
            number++;
        }
        return "incident-" + number;
    }
}
