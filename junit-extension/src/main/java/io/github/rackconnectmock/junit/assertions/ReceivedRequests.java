package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.ClientConduct;
import io.github.rackconnectmock.Conduct;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RequestCounts;
import java.util.List;
import java.util.function.UnaryOperator;

/** The requests that a mock had received at one moment, or some of them. Immutable. */
public final class ReceivedRequests {
    private final RackConnectMockServer mock;
    private final Conduct conduct;
    private final String name;
    private final String whose;
    private final RequestCounts counts;
    private final List<ClientConduct> clients;

    private ReceivedRequests(
            RackConnectMockServer mock,
            Conduct conduct,
            String name,
            String whose,
            RequestCounts counts,
            List<ClientConduct> clients) {
        this.mock = mock;
        this.conduct = conduct;
        this.name = name;
        this.whose = whose;
        this.counts = counts;
        this.clients = clients;
    }

    /** All that a mock has received by now. */
    static ReceivedRequests of(RackConnectMockServer mock) {
        Conduct conduct = mock.conduct();
        return new ReceivedRequests(mock, conduct, "requests", "each client", conduct.counts(), conduct.clients());
    }

    /**
     * Those of one server.
     *
     * @throws IllegalArgumentException if the scenario has no such server, and none of this name asked before
     */
    ReceivedRequests from(String server) {
        RequestCounts own = counts.from(server);
        if (conduct.counts().from(server).count() == 0) {
            mock.server(server);
        }
        return new ReceivedRequests(
                mock,
                conduct,
                name + " from " + server,
                "the client on " + server,
                own,
                clients.stream().filter(each -> each.server().equals(server)).toList());
    }

    ReceivedRequests those(String which, UnaryOperator<RequestCounts> wanted) {
        return new ReceivedRequests(mock, conduct, name + which, whose, wanted.apply(counts), clients);
    }

    /**
     * Those that an incident struck.
     *
     * @throws IllegalArgumentException if there is no such incident, and none of this name struck before
     */
    ReceivedRequests during(String incident) {
        if (conduct.counts().during(incident).count() == 0) {
            mock.incident(incident);
        }
        return those(" during " + incident, all -> all.during(incident));
    }

    /** How many there are, those that the journal has forgotten included. */
    long count() {
        return counts.count();
    }

    /** What each server's client did, of those that asked. */
    List<ClientConduct> clients() {
        return clients;
    }

    /** What all clients did, up to the same moment. */
    Conduct conduct() {
        return conduct;
    }

    String timeline() {
        return mock.timeline(conduct);
    }

    /** Whose requests they are, for messages. */
    String whose() {
        return whose;
    }

    /** Such as {@code requests from web1 to gateway_ip}. */
    @Override
    public String toString() {
        return name;
    }
}
