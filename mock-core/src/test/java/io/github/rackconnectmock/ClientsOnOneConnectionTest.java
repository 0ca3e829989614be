package io.github.rackconnectmock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A connection may carry the requests of many servers' clients: it counts once for each of them. */
class ClientsOnOneConnectionTest {
    private static final int SERVERS = 5_000;

    private final Scenario scenario = Scenario.builder()
            .rateLimit(RateLimit.none())
            .server(CloudServer.named("web-{n}").sourceIp("10.0.0.1").count(SERVERS))
            .build();
    private final MovableClock clock = MovableClock.frozenAt(Instant.parse("2030-01-01T00:00:00Z"));
    private final RackConnectApi api = new RackConnectApi(scenario, clock, SourcePolicy.DEFAULT);
    private final RequestJournal journal = new RequestJournal(10, Long.MAX_VALUE, exchange -> {});
    private final ConnectionFacts first = new ConnectionFacts();
    private final ConnectionFacts second = new ConnectionFacts();

    private void ask(int server, ConnectionFacts connection) {
        Exchange exchange = api.answer(
                ApiRequest.get("/as/web-" + server + "/v1/automation_status", InetAddress.getLoopbackAddress()));
        journal.add(exchange.by(connection));
        journal.end(exchange, Exchange.Outcome.DELIVERED);
    }

    private void askForAll(ConnectionFacts connection) {
        for (int server = 1; server <= SERVERS; server++) {
            ask(server, connection);
        }
    }

    private boolean cameByAtMost(int server, int connections) {
        Conduct conduct =
                new Conduct(journal.conduct(api.simulation().servers().all()), scenario.rateLimit(), clock.micros());
        return conduct.client("web-" + server)
                .orElseThrow()
                .openedAtMost(connections)
                .kind()
                .equals(Verdict.Kind.GOOD);
    }

    @Test
    void countsOnceForEachClient() {
        askForAll(first);
        askForAll(first);
        ask(1, first);
        ask(SERVERS, second);
        ask(SERVERS, first);
        assertThat(cameByAtMost(1, 1)).isTrue();
        assertThat(cameByAtMost(1, 0)).isFalse();
        assertThat(cameByAtMost(SERVERS - 1, 1)).isTrue();
        assertThat(cameByAtMost(SERVERS, 2)).isTrue();
        assertThat(cameByAtMost(SERVERS, 1)).isFalse();
    }

    @Test
    void countsAgainAfterAServerWasRestarted() {
        askForAll(first);
        ask(7, second);
        api.simulation().servers().byName("web-7").orElseThrow().restart();
        ask(7, first);
        ask(8, first);
        assertThat(cameByAtMost(7, 1)).isTrue();
        assertThat(cameByAtMost(7, 0)).isFalse();
        ask(7, second);
        assertThat(cameByAtMost(7, 1)).isFalse();
        assertThat(cameByAtMost(8, 1)).isTrue();
    }

    @Test
    void countsAgainAfterTheRequestsWereForgotten() {
        askForAll(first);
        ask(7, second);
        journal.clear();
        ask(7, first);
        ask(8, first);
        ask(7, first);
        assertThat(cameByAtMost(7, 1)).isTrue();
        assertThat(cameByAtMost(7, 0)).isFalse();
    }
}
