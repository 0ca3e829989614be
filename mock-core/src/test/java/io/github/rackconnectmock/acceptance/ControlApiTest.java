package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The control API: servers and the clock. Each answer is held against its description. */
class ControlApiTest {
    private final RackConnectMockServer mock = ControlClient.mock();
    private final ControlClient control = new ControlClient(mock);

    ControlApiTest() throws IOException {}

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void showsServers() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip");
        JsonNode server = control.expect(200, "GET", "servers/web1", "");
        assertThat(server.path("status").asText()).isEqualTo("DEPLOYING");
        assertThat(server.path("step").asText()).isEqualTo("start");
        assertThat(server.path("gatewayIp").isNull()).isTrue();
        assertThat(server.path("next").toString())
                .isEqualTo("{\"step\":\"gateway-ready\",\"waitsFor\":{\"after\":\"18s\"},\"in\":\"18s\"}");
        assertThat(server.path("requests").toString()).isEqualTo("{\"gateway_ip\":1}");
        assertThat(server.path("rateWindow").toString())
                .isEqualTo("{\"requests\":30,\"window\":\"1m\",\"remaining\":29,\"resetsIn\":\"1m\"}");

        JsonNode servers = control.expect(200, "GET", "servers", "").path("servers");
        assertThat(servers).hasSize(2);
        assertThat(servers.path(1).path("since").isNull()).isTrue();
        assertThat(servers.path(1).path("next").path("waitsFor").toString())
                .isEqualTo("{\"afterRequests\":{\"gateway_ip\":3}}");
        mock.clock().advance(Duration.ofSeconds(20));
        JsonNode later = control.expect(200, "GET", "servers/web1", "");
        assertThat(later.path("step").asText()).isEqualTo("gateway-ready");
        assertThat(Instant.parse(later.path("since").asText()))
                .as("computed, not observed")
                .isEqualTo(mock.clock().instant().minusSeconds(2));
        assertThat(later.path("next").path("waitsFor").toString()).isEqualTo("{\"on\":\"done\"}");
        control.expect(404, "GET", "servers/missing", "");
    }

    @Test
    void firesSignals() throws IOException {
        assertThat(control.expect(409, "POST", "servers/web1/signals/done", "")
                        .path("detail")
                        .asText())
                .isEqualTo("web1 doesn't wait for signal done: it is at start, and waits for gateway-ready after 18s");
        mock.clock().advance(Duration.ofSeconds(18));
        assertThat(control.expect(200, "POST", "servers/web1/signals/done", "")
                        .path("status")
                        .asText())
                .isEqualTo("DEPLOYED");
        control.expect(404, "POST", "servers/missing/signals/done", "");
    }

    @Test
    void jumpsAndRestarts() throws IOException {
        assertThat(control.expect(200, "POST", "servers/web1/jump", "{\"step\":\"gateway-ready\"}")
                        .path("gatewayIp")
                        .asText())
                .isEqualTo("10.181.0.1");
        assertThat(control.expect(422, "POST", "servers/web1/jump", "{\"step\":\"nowhere\"}")
                        .path("detail")
                        .asText())
                .isEqualTo("web1 has no step nowhere; its steps are start, gateway-ready, step-2");
        assertThat(control.expect(200, "POST", "servers/web1/restart", "")
                        .path("step")
                        .asText())
                .isEqualTo("start");
        control.expect(404, "POST", "servers/missing/jump", "{\"step\":\"start\"}");
        control.expect(404, "POST", "servers/missing/restart", "");
    }

    @Test
    void opensAPortForAServer() throws IOException {
        JsonNode opened = control.expect(200, "POST", "servers/db1/port", "");
        assertThat(opened.path("server").asText()).isEqualTo("db1");
        assertThat(mock.proxyUri("db1").getPort()).isEqualTo(opened.path("port").asInt());
        assertThat(control.expect(200, "POST", "servers/10.181.1.12/port", "")).isEqualTo(opened);
        control.expect(404, "POST", "servers/missing/port", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST | servers/web1/jump | {}
        POST | servers/web1/jump | ''
        POST | servers/web1/jump | {"step": 3}
        POST | servers/web1/jump | {"step": "start", "stepp": 1}
        POST | servers/web1/jump | {"step": "start"} trailing
        POST | servers/web1/jump | {"step": "start", "step": "start"}
        POST | servers/web1/jump | [1
        PUT  | clock             | {"speed": "fast"}
        PUT  | clock             | {"frozen": 1}
        PUT  | clock             | null
        POST | clock/advance     | {"by": 4}
        POST | clock/advance     | {"by": "soon"}
        """)
    void refusesABrokenBodyWithAnExample(String method, String path, String body) throws IOException {
        assertThat(control.expect(400, method, path, body).path("detail").asText())
                .doesNotContain("jackson", "java.");
        control.expect(200, "GET", "health", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"speed\":60,\"frozen\":\"x\"}",
                "{\"frozen\":false,\"speed\":\"x\"}",
                "{\"speed\":60,\"frozen\":null}",
                "{\"speed\":60,\"forzen\":false}",
            })
    void aBodyWithAMistakeChangesNothing(String body) throws IOException {
        JsonNode before = control.expect(200, "GET", "clock", "");

        control.expect(400, "PUT", "clock", body);

        assertThat(control.expect(200, "GET", "clock", "")).isEqualTo(before);
    }

    @Test
    void aSpeedOutOfRangeDoesNotResumeTheClock() throws IOException {
        control.expect(422, "PUT", "clock", "{\"frozen\":false,\"speed\":0}");

        assertThat(mock.clock().isFrozen()).isTrue();
    }

    @Test
    void movesTheClock() throws IOException {
        Instant before = Instant.parse(
                control.expect(200, "GET", "clock", "").path("now").asText());
        JsonNode advanced = control.expect(200, "POST", "clock/advance", "{\"by\":\"4m\"}");
        assertThat(Instant.parse(advanced.path("now").asText())).isEqualTo(before.plusSeconds(240));
        assertThat(control.expect(200, "PUT", "clock", "{\"speed\":60}").toString())
                .contains("\"speed\":60.0,\"frozen\":true");
        assertThat(control.expect(200, "PUT", "clock", "{\"frozen\":false}").toString())
                .contains("\"frozen\":false");
        assertThat(control.expect(200, "PUT", "clock", "{\"frozen\":true,\"speed\":0.5}")
                        .toString())
                .contains("\"speed\":0.5,\"frozen\":true");
        control.expect(422, "PUT", "clock", "{\"speed\":0}");
        control.expect(422, "PUT", "clock", "{\"speed\":1e9}");
        control.expect(422, "POST", "clock/advance", "{\"by\":\"90000h\"}");
    }
}
