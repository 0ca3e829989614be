package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.junit.timeline.Timeline;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.RateLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The requests that a mock had received at one moment, or some of them. Immutable. */
public final class ReceivedRequests {
    private final String name;
    private final List<RecordedRequest> requests;
    private final Map<String, List<BegunStep>> servers;
    private final @Nullable RateLimit limit;
    private final Timeline timeline;

    private ReceivedRequests(
            String name,
            List<RecordedRequest> requests,
            Map<String, List<BegunStep>> servers,
            @Nullable RateLimit limit,
            Timeline timeline) {
        this.name = name;
        this.requests = requests;
        this.servers = servers;
        this.limit = limit;
        this.timeline = timeline;
    }

    /** All that a mock has received by now. */
    static ReceivedRequests of(RackConnectMockServer mock) {
        List<RecordedRequest> all = List.copyOf(mock.requests());
        Map<String, List<BegunStep>> servers = new LinkedHashMap<>();
        mock.scenario().servers().forEach(server -> {
            for (int number = 1; number <= server.count(); number++) {
                servers.put(server.name(number), List.of());
            }
        });
        for (RecordedRequest request : all) {
            if (request.server() != null) {
                servers.computeIfPresent(
                        request.server(),
                        (server, known) -> known.isEmpty() ? mock.server(server).begunSteps() : known);
            }
        }
        return new ReceivedRequests("requests", all, servers, mock.scenario().rateLimit(), Timeline.of(mock, all));
    }

    /** Those of one server. */
    ReceivedRequests from(String server) {
        if (!servers.containsKey(server) && requests.stream().noneMatch(request -> server.equals(request.server()))) {
            throw new IllegalArgumentException("the scenario has no server " + server + "; it has "
                    + String.join(", ", servers.keySet().stream().limit(10).toList()));
        }
        return those(" from " + server, request -> server.equals(request.server()));
    }

    ReceivedRequests those(String which, Predicate<RecordedRequest> wanted) {
        return new ReceivedRequests(
                name + which, requests.stream().filter(wanted).toList(), servers, limit, timeline);
    }

    List<RecordedRequest> requests() {
        return requests;
    }

    /** What each server's client did, of those that asked. */
    List<ClientConduct> clients() {
        Map<String, List<RecordedRequest>> byServer = new LinkedHashMap<>();
        for (RecordedRequest request : requests) {
            if (request.server() != null) {
                byServer.computeIfAbsent(request.server(), first -> new ArrayList<>())
                        .add(request);
            }
        }
        List<ClientConduct> clients = new ArrayList<>();
        byServer.forEach((server, asked) ->
                clients.add(new ClientConduct(server, asked, servers.getOrDefault(server, List.of()), limit)));
        return clients;
    }

    Timeline timeline() {
        return timeline;
    }

    /** Such as {@code requests from web1 to gateway_ip}. */
    @Override
    public String toString() {
        return name;
    }
}
