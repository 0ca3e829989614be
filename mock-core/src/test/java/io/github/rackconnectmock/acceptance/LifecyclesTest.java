package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The fields of scenario files, one by one, over real sockets. */
class LifecyclesTest {
    private static RackConnectMockServer start(String servers) {
        return RackConnectMockServer.builder()
                .scenario(scenario(servers))
                .frozen(true)
                .start();
    }

    private static Scenario scenario(String servers) {
        return ScenarioFiles.parse(
                "test.json",
                ("{\"rateLimit\": \"none\", \"servers\": [" + servers + "]}").getBytes(StandardCharsets.UTF_8));
    }

    private static String status(URI base) throws IOException {
        return Wire.get(base, "v1/automation_status").body();
    }

    @Test
    void fieldsThatAreLeftOutAreThoseOfAHealthyServer() throws IOException {
        try (RackConnectMockServer mock = start("{\"name\": \"web1\", \"sourceIp\": \"10.181.1.11\"}")) {
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYED");
            assertThat(Wire.get(mock.baseUri(), "v1/gateway_ip").body()).isEqualTo("10.0.0.1");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_features").body())
                    .contains("ProvisionPublicIPAddress", "ConfigureNetworkStack", "ManageSoftwareFirewall")
                    .doesNotContain("false");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status/details").body())
                    .contains("{\"name\":\"ManageSoftwareFirewall\",\"status\":\"DEPLOYED\"}");
        }
    }

    @Test
    void aWholeExamplePlaysAsWritten() throws IOException {
        try (RackConnectMockServer mock = start("""
                {"name": "web1", "sourceIp": "10.181.1.11", "status": "DEPLOYING", "gatewayIp": null,
                 "tasks": {"ConfigureNetworkStack": "PENDING"},
                 "lifecycle": [
                   {"after": "1m", "tasks": {"ConfigureNetworkStack": "IN_PROGRESS"}},
                   {"after": "2m", "name": "gateway-ready", "gatewayIp": "10.181.0.1",
                    "tasks": {"ConfigureNetworkStack": "COMPLETE"}},
                   {"after": "1m", "status": "DEPLOYED"}]},
                {"name": "db1", "sourceIp": "10.181.1.12", "status": "DEPLOYING",
                 "lifecycle": [
                   {"afterRequests": 3, "fault": {"kind": "answer", "status": 503, "times": 2}},
                   {"on": "give-up", "status": "FAILED"}]}
                """)) {
            URI web1 = mock.baseUri("web1");
            URI db1 = mock.baseUri("db1");

            assertThat(Wire.get(web1, "v1/automation_status/details").body()).contains("PENDING");
            mock.clock().advance(Duration.ofMinutes(1));
            assertThat(Wire.get(web1, "v1/automation_status/details").body()).contains("IN_PROGRESS");
            assertThat(Wire.get(web1, "v1/gateway_ip").status()).isEqualTo(404);
            // However late anyone looks: four minutes at once are two steps.
            mock.clock().advance(Duration.ofMinutes(4));
            assertThat(Wire.get(web1, "v1/gateway_ip").body()).isEqualTo("10.181.0.1");
            assertThat(Wire.get(web1, "v1/automation_status/details").body())
                    .contains("\"automation_status\":\"DEPLOYED\"", "COMPLETE");

            for (int i = 0; i < 3; i++) {
                assertThat(status(db1)).isEqualTo("DEPLOYING");
            }
            assertThat(Wire.get(db1, "v1/automation_status").status()).isEqualTo(503);
            assertThat(Wire.get(db1, "v1/automation_status").status()).isEqualTo(503);
            assertThat(status(db1)).isEqualTo("DEPLOYING");
            mock.server("db1").fire("give-up");
            assertThat(status(db1)).isEqualTo("FAILED");
            mock.clock().advance(Duration.ofDays(365));
            assertThat(status(db1)).as("the last step lasts").isEqualTo("FAILED");
        }
    }

    @Test
    void requestsOfOneOperationCanCountAlone() throws IOException {
        try (RackConnectMockServer mock = start("""
                {"name": "web1", "sourceIp": "10.181.1.11", "status": "DEPLOYING",
                 "lifecycle": [{"afterRequests": {"automation_status": 2}, "status": "DEPLOYED"}]}
                """)) {
            Wire.get(mock.baseUri(), "v1/gateway_ip");
            Wire.get(mock.baseUri(), "v1/automation_features");
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYING");
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYING");
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void requestsThatTheLimitRefusesDoNotCount() throws IOException {
        Scenario limited = ScenarioFiles.parse("test.json", """
                {"rateLimit": {"requests": 2, "window": "1m"}, "servers": [
                  {"name": "web1", "sourceIp": "10.181.1.11", "status": "DEPLOYING",
                   "lifecycle": [{"afterRequests": 3, "status": "DEPLOYED"}]}]}
                """.getBytes(StandardCharsets.UTF_8));
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().scenario(limited).frozen(true).start()) {
            for (int i = 0; i < 9; i++) {
                Wire.get(mock.baseUri(), "v1/automation_status");
            }
            mock.clock().advance(Duration.ofMinutes(1));
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYING");
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void aLifeCanBeginWithTheFirstRequest() throws IOException {
        try (RackConnectMockServer mock = start("""
                {"name": "web1", "sourceIp": "10.181.1.11", "status": "DEPLOYING", "begins": "firstRequest",
                 "lifecycle": [{"after": "30s", "status": "DEPLOYED"}]}
                """)) {
            mock.clock().advance(Duration.ofHours(1));
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYING");
            mock.clock().advance(Duration.ofSeconds(29));
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYING");
            mock.clock().advance(Duration.ofSeconds(1));
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void tasksAndFeaturesMergeAndNullRemovesATask() throws IOException {
        try (RackConnectMockServer mock = start("""
                {"name": "web1", "sourceIp": "10.181.1.11", "tasks": {"A": "1", "B": "1"},
                 "features": {"Extra": false},
                 "lifecycle": [{"on": "go", "tasks": {"A": null, "C": "1"}, "features": {"Extra": true}}]}
                """)) {
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status/details").body())
                    .contains("[{\"name\":\"A\",\"status\":\"1\"},{\"name\":\"B\",\"status\":\"1\"}]");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_features").body())
                    .contains("{\"name\":\"Extra\",\"is_enabled\":false}");
            mock.server("web1").fire("go");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status/details").body())
                    .contains("[{\"name\":\"B\",\"status\":\"1\"},{\"name\":\"C\",\"status\":\"1\"}]");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_features").body())
                    .contains("{\"name\":\"Extra\",\"is_enabled\":true}");
        }
    }

    @Test
    void aBurstIsManyServersOneAfterTheOther() throws IOException {
        try (RackConnectMockServer mock = start("""
                {"name": "web-{n}", "sourceIp": "127.0.1.254", "count": 50, "stagger": "3s", "status": "DEPLOYING",
                 "lifecycle": [{"after": "10s", "status": "DEPLOYED"}]}
                """)) {
            mock.clock().advance(Duration.ofSeconds(16));
            assertThat(status(mock.baseUri("web-1"))).isEqualTo("DEPLOYED");
            assertThat(status(mock.baseUri("web-3"))).isEqualTo("DEPLOYED");
            assertThat(status(mock.baseUri("web-4"))).isEqualTo("DEPLOYING");
            assertThat(status(mock.baseUri("web-50"))).isEqualTo("DEPLOYING");
            // Consecutive addresses, across the end of a block.
            assertThat(Wire.getFrom("127.0.2.0", mock.baseUri(), "v1/automation_status")
                            .body())
                    .isEqualTo("DEPLOYED");
            assertThat(mock.requests().get(mock.requests().size() - 1).server()).isEqualTo("web-3");
        }
    }

    @Test
    void theClockCanBeMovedFrozenAndSpedUpForAllAtOnce() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.start(
                scenario("{\"name\": \"web1\", \"sourceIp\": \"10.181.1.11\", \"status\": \"DEPLOYING\","
                        + " \"lifecycle\": [{\"after\": \"1h\", \"status\": \"DEPLOYED\"}]}"))) {
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYING");
            mock.clock().speed(100_000);
            // An hour is 36 ms now; every look is a request, no sleep.
            while (!status(mock.baseUri()).equals("DEPLOYED")) {
                Thread.onSpinWait();
            }
            mock.clock().freeze();
            assertThat(mock.clock().instant()).isEqualTo(mock.clock().instant());
        }
    }

    @Test
    void aServerCanBeMovedAndBegunAgain() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.start("slow-deploy")) {
            mock.server("web1").jumpTo("gateway-ready");
            assertThat(Wire.get(mock.baseUri(), "v1/gateway_ip").status()).isEqualTo(200);
            mock.server("web1").restart();
            assertThat(Wire.get(mock.baseUri(), "v1/gateway_ip").status()).isEqualTo(404);
            assertThatThrownBy(() -> mock.server("web1").jumpTo("nowhere"))
                    .hasMessageContaining("web1 has no step nowhere; its steps are start, ");
            assertThatThrownBy(() -> mock.server("web1").fire("nothing"))
                    .hasMessageContaining("web1 doesn't wait for signal nothing");
            assertThatThrownBy(() -> mock.server("web2")).hasMessage("the scenario has no server web2; it has web1");
        }
    }

    @Test
    void anotherScenarioIsSwappedInAtOnce() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.start("deployed")) {
            assertThat(status(mock.baseUri())).isEqualTo("DEPLOYED");
            mock.load(scenario("{\"name\": \"web1\", \"sourceIp\": \"10.181.1.11\", \"status\": \"FAILED\"}"));
            assertThat(status(mock.baseUri())).isEqualTo("FAILED");
            assertThat(mock.requests()).hasSize(2);
        }
    }
}
