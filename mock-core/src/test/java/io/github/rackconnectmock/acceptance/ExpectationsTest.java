package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rackconnectmock.ExpectationResult;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Expectation;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What scenarios expect of clients: a good client meets what each entry of the catalogue expects, and a bad one doesn't. */
class ExpectationsTest {
    private static final int SHORT_MILLIS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    static List<String> entries() {
        return Scenarios.names().stream()
                .filter(name -> !Scenarios.find(name).expectations().isEmpty())
                .toList();
    }

    private static RackConnectMockServer start(Scenario scenario) {
        return RackConnectMockServer.builder().scenario(scenario).frozen(true).start();
    }

    @Test
    void everyIncidentOfTheCatalogueExpectsSomething() {
        assertThat(entries()).hasSizeGreaterThanOrEqualTo(18).contains("outage", "throttled");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aGoodClientMeetsThem(String name) throws IOException {
        try (RackConnectMockServer mock = start(Scenarios.find(name))) {
            boolean tunnel = name.equals("expired-certificate") || name.equals("proxy-down");
            waitAsGoodClientsDo(mock, tunnel, name.equals("gateway-moves") ? "v1/gateway_ip" : "v1/automation_status");

            assertThat(mock.expectations())
                    .isNotEmpty()
                    .allSatisfy(result -> assertThat(result.verdict().why()).isEmpty());
        }
    }

    /** Every ten seconds, or as it is told; until DEPLOYED, the second gateway, or fifteen minutes. */
    private static void waitAsGoodClientsDo(RackConnectMockServer mock, boolean tunnel, String operation)
            throws IOException {
        Instant end = mock.clock().instant().plus(PATIENCE);
        while (mock.clock().instant().isBefore(end)) {
            Duration wait = Duration.ofSeconds(10);
            try {
                Wire.Answer answer = tunnel ? askedInTunnel(mock, operation) : Wire.get(mock.baseUri(), operation);
                if (answer.body().equals("DEPLOYED") || answer.body().equals("10.181.0.2")) {
                    return;
                }
                for (String told : answer.headers("Retry-After")) {
                    wait = Duration.ofSeconds(Math.max(wait.toSeconds(), Long.parseLong(told)));
                }
            } catch (IOException e) {
                // It asks again, as after any other failure.
            }
            mock.clock().advance(wait);
        }
    }

    private static Wire.Answer askedInTunnel(RackConnectMockServer mock, String operation) throws IOException {
        String host = Region.DFW.host();
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.setSoTimeout(SHORT_MILLIS);
            int status = Wire.connectTunnel(socket, host).status();
            if (status != 200) {
                throw new IOException("the proxy answered " + status);
            }
            socket.setSoTimeout(Wire.PATIENCE_MILLIS);
            return Wire.send(Wire.tls(socket, mock.sslContext(), host), "GET", "/" + operation, "Host: " + host);
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aBadClientDoesNot(String name) throws IOException {
        try (RackConnectMockServer mock = start(Scenarios.find(name))) {
            // Every second, whatever comes, and on and on; less often where each answer takes its time.
            int interval = name.equals("slow-tail") ? 25 : 1;
            for (int second = 0; second < 360; second += interval) {
                try {
                    Wire.get(mock.baseUri(), name.equals("gateway-moves") ? "v1/gateway_ip" : "v1/automation_status");
                } catch (IOException e) {
                    // It hasn't even noticed.
                }
                mock.clock().advance(Duration.ofSeconds(interval));
            }

            assertThat(mock.expectations()).anyMatch(result -> !result.isMet());
        }
    }

    @Test
    void nobodyAtAllIsAFailureThatSaysSo() {
        try (RackConnectMockServer mock = start(Scenarios.find("outage"))) {
            assertThat(mock.expectations())
                    .extracting(ExpectationResult::toString)
                    .containsExactly(
                            "all servers: cameThrough outage 1m: nobody asked",
                            "all servers: waitedAsTold: nobody asked",
                            "all servers: stoppedAfterDeployed: nobody asked");
        }
    }

    @Test
    void areToldOverTheControlApi() throws IOException {
        try (RackConnectMockServer mock = start(Scenarios.find("outage"))) {
            ControlClient control = new ControlClient(mock);
            assertThat(control.expect(200, "GET", "expectations", "")
                            .path("met")
                            .asBoolean())
                    .isFalse();
            waitAsGoodClientsDo(mock, false, "v1/automation_status");

            JsonNode all = control.expect(200, "GET", "expectations", "");

            assertThat(all.path("met").asBoolean()).isTrue();
            assertThat(all.path("expectations")).hasSize(3);
            assertThat(all.path("expectations").path(0).path("check").asText()).isEqualTo("cameThrough outage 1m");
        }
    }

    /** Struck, late after the end, not at all, and while it lasts. */
    @Test
    void comingThroughAnIncidentIsToBeAnsweredRightSoonAfterItsEnd() throws IOException {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                .server(CloudServer.named("web2").sourceIp("10.181.1.12"))
                .server(CloudServer.named("web3").sourceIp("10.181.1.13"))
                .server(CloudServer.named("web4").sourceIp("10.181.1.14"))
                .incident(Incident.named("outage")
                        .after(Duration.ofMinutes(1))
                        .lasts(Duration.ofMinutes(1))
                        .fault(Fault.answer(503)))
                .expect(Expectation.of("web*").cameThrough("outage", Duration.ofSeconds(30)))
                .build();
        try (RackConnectMockServer mock = start(scenario)) {
            mock.clock().advance(Duration.ofSeconds(90));
            for (String server : List.of("web1", "web2", "web3")) {
                assertThat(Wire.get(mock.baseUri(server), "v1/automation_status")
                                .status())
                        .isEqualTo(503);
            }
            assertThat(results(mock)).contains("web1: cameThrough outage 30s: outage still lasts");
            mock.clock().advance(Duration.ofSeconds(60));
            Wire.get(mock.baseUri("web1"), "v1/automation_status");
            mock.clock().advance(Duration.ofSeconds(1));
            Wire.get(mock.baseUri("web2"), "v1/automation_status");
            Wire.get(mock.baseUri("web4"), "v1/automation_status");

            assertThat(results(mock))
                    .containsExactly(
                            "web1: cameThrough outage 30s: met",
                            "web2: cameThrough outage 30s: had the first right answer 31s after outage ended (request 5)",
                            "web3: cameThrough outage 30s: had no right answer after outage ended, 31s ago",
                            "web4: cameThrough outage 30s: was never struck by outage");
        }
    }

    private static List<String> results(RackConnectMockServer mock) {
        return mock.expectations().stream().map(ExpectationResult::toString).toList();
    }
}
