package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.simulation.IncidentLife;
import io.github.rackconnectmock.internal.simulation.Incidents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One incident of a mock, to look at and to control. After another scenario is loaded, it is the incident of the same name in
 * that scenario. Safe for use by several threads.
 */
public final class MockIncident {
    private final RackConnectApi api;
    private final String name;

    MockIncident(RackConnectApi api, String name) {
        this.api = api;
        this.name = name;
        life();
    }

    public String name() {
        return name;
    }

    /** Whether it lasts now. Looking changes nothing. */
    public boolean isLasting() {
        return lasting() != null;
    }

    /** When it began; empty if it doesn't last now. */
    public Optional<Instant> since() {
        return Optional.ofNullable(lasting()).map(occurrence -> instant(occurrence.begin()));
    }

    /** When it ends; empty if it doesn't last now, or if its end waits for a signal. */
    public Optional<Instant> until() {
        return Optional.ofNullable(lasting())
                .filter(occurrence -> occurrence.end() != IncidentLife.NEVER)
                .map(occurrence -> instant(occurrence.end()));
    }

    /**
     * A time that it lasted.
     *
     * @param since when it began
     * @param until when it ended, or will; {@code null} while its end waits for a signal
     */
    public record Occurrence(Instant since, @Nullable Instant until) {}

    /** When it has lasted up to now, the last hundred times, the earliest first. Looking changes nothing. */
    public List<Occurrence> occurrences() {
        return life().occurrences(api.clock().micros()).stream()
                .map(each -> new Occurrence(
                        instant(each.begin()), each.end() == IncidentLife.NEVER ? null : instant(each.end())))
                .toList();
    }

    /**
     * Begins it now.
     *
     * @throws IllegalStateException if it lasts already
     */
    public void begin() {
        if (!incidents().begin(life())) {
            throw new IllegalStateException(name + " lasts already");
        }
    }

    /**
     * Ends it now; of a repeated one, this occurrence.
     *
     * @throws IllegalStateException if it doesn't last now
     */
    public void end() {
        if (!incidents().end(life())) {
            throw new IllegalStateException(name + " doesn't last now");
        }
    }

    /**
     * Removes it.
     *
     * @throws IllegalStateException if the scenario itself has it
     */
    public void remove() {
        incidents().remove(life());
    }

    private IncidentLife.@Nullable Occurrence lasting() {
        return life().at(api.clock().micros());
    }

    private Instant instant(long micros) {
        return life().instant(micros);
    }

    private Incidents incidents() {
        return api.simulation().incidents();
    }

    private IncidentLife life() {
        return incidents()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no incident " + name + "; there are "
                        + incidents().all().stream().map(IncidentLife::name).collect(Collectors.joining(", "))));
    }
}
