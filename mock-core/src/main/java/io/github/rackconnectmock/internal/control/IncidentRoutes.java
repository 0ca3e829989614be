package io.github.rackconnectmock.internal.control;

import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.report.TimelineView;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.internal.simulation.IncidentLife;
import io.github.rackconnectmock.internal.simulation.Incidents;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The routes of the control API that show incidents and change them. */
final class IncidentRoutes {
    private final RackConnectApi api;

    IncidentRoutes(RackConnectApi api) {
        this.api = api;
    }

    Object all() {
        long now = api.clock().micros();
        return Map.of(
                "incidents",
                incidents().all().stream()
                        .map(incident -> TimelineView.incident(incident, now))
                        .toList());
    }

    Object add(byte[] body) {
        try {
            return view(incidents().add(ScenarioFiles.parseIncident("body", body)));
        } catch (InvalidScenarioException e) {
            throw ControlProblem.unprocessable("the incident has mistakes; nothing is added", e.problems());
        } catch (IllegalStateException e) {
            throw ControlProblem.conflict(String.valueOf(e.getMessage()));
        }
    }

    Object begin(String name) {
        IncidentLife incident = find(name);
        if (!incidents().begin(incident)) {
            throw ControlProblem.conflict(name + " lasts already");
        }
        return view(incident);
    }

    Object end(String name) {
        IncidentLife incident = find(name);
        if (!incidents().end(incident)) {
            throw ControlProblem.conflict(name + " doesn't last now");
        }
        return view(incident);
    }

    @Nullable
    Object remove(String name) {
        try {
            incidents().remove(find(name));
        } catch (IllegalStateException e) {
            throw ControlProblem.conflict(String.valueOf(e.getMessage()));
        }
        return null;
    }

    private Object view(IncidentLife incident) {
        return TimelineView.incident(incident, api.clock().micros());
    }

    private Incidents incidents() {
        return api.simulation().incidents();
    }

    private IncidentLife find(String name) {
        List<IncidentLife> all = incidents().all();
        return incidents()
                .find(name)
                .orElseThrow(() -> ControlProblem.notFound("there is no incident " + name
                        + (all.isEmpty()
                                ? "; there are none"
                                : "; there are "
                                        + all.stream().map(IncidentLife::name).collect(Collectors.joining(", ")))));
    }
}
