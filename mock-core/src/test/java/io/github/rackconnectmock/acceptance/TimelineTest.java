package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mock over time: the document that the live page draws, as a whole, in changes, and as events. */
class TimelineTest {
    private final RackConnectMockServer mock = ControlClient.mock();
    private final ControlClient control = new ControlClient(mock);

    TimelineTest() throws IOException {}

    @AfterEach
    void close() {
        mock.close();
    }

    private JsonNode since(JsonNode before) throws IOException {
        return control.expect(200, "GET", "timeline?since=" + before.path("id").asText(), "");
    }

    @Test
    void hasWhatWasWhatIsAndWhatComes() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip");
        mock.clock().advance(Duration.ofSeconds(5));
        mock.begin(Incident.named("dfw")
                .lasts(Duration.ofMinutes(1))
                .fault(Fault.answer(503))
                .build());
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip");

        JsonNode timeline = control.expect(200, "GET", "timeline", "");
        JsonNode web1 = timeline.path("servers").path(0);
        assertThat(web1.path("steps")).hasSize(1);
        assertThat(web1.path("future").findValuesAsText("step")).containsExactly("gateway-ready");
        assertThat(web1.path("waitsFor").asText()).isEqualTo("signal done");
        assertThat(timeline.path("servers").path(1).path("waitsFor").asText()).isEqualTo("the first request");
        assertThat(timeline.path("moves").path(0).path("after").asInt()).isEqualTo(1);
        assertThat(timeline.path("incidents").path(0).path("times")).hasSize(1);
        assertThat(timeline.path("requests").findValuesAsText("answer")).containsExactly("404", "503");
        assertThat(timeline.path("received").asInt()).isEqualTo(2);

        mock.clock().advance(Duration.ofSeconds(20));
        mock.fire("done");
        JsonNode later = control.expect(200, "GET", "timeline", "");
        assertThat(later.path("servers").path(0).path("steps").findValuesAsText("status"))
                .containsExactly("DEPLOYING", "DEPLOYING", "DEPLOYED");
        assertThat(later.path("servers").path(0).path("waitsFor").isNull()).isTrue();
    }

    @Test
    void tellsOnlyWhatChangedSince() throws IOException {
        JsonNode first = control.expect(200, "GET", "timeline", "");
        JsonNode nothing = since(first);
        assertThat(nothing.path("servers")).isEmpty();
        assertThat(nothing.path("requests")).isEmpty();
        assertThat(nothing.has("incidents")).isFalse();

        Wire.get(mock.baseUri("db1"), "v1/automation_status");
        JsonNode asked = since(nothing);
        assertThat(asked.path("servers").findValuesAsText("name")).containsExactly("db1");
        assertThat(asked.path("requests")).hasSize(1);

        mock.clock().advance(Duration.ofSeconds(18));
        JsonNode moved = since(asked);
        assertThat(moved.path("servers").findValuesAsText("name")).contains("web1");
        assertThat(moved.path("moves")).hasSize(1);
        assertThat(moved.path("epoch")).isEqualTo(first.path("epoch"));

        mock.clock().resume();
        assertThat(since(moved).path("clock").path("frozen").asBoolean()).isFalse();
    }

    @Test
    void isAnotherAfterAResetAnotherScenarioAndDeletedRequests() throws IOException {
        JsonNode first = control.expect(200, "GET", "timeline", "");
        Set<String> epochs = new HashSet<>(List.of(first.path("epoch").asText()));
        mock.reset();
        JsonNode reset = since(first);
        assertThat(reset.path("servers")).as("all of it again").hasSize(2);
        epochs.add(reset.path("epoch").asText());
        mock.load("deploys");
        epochs.add(since(reset).path("epoch").asText());
        control.expect(204, "DELETE", "requests", "");
        epochs.add(since(reset).path("epoch").asText());
        assertThat(epochs).hasSize(4);
    }

    @Test
    void saysWhatTheScenarioIsCalled() throws IOException {
        assertThat(control.expect(200, "GET", "timeline", "")
                        .path("scenario")
                        .path("name")
                        .isNull())
                .isTrue();
        mock.load("deploys");
        JsonNode scenario = control.expect(200, "GET", "timeline", "").path("scenario");
        assertThat(scenario.path("name").asText()).isEqualTo("deploys");
        assertThat(scenario.path("description").asText()).isNotEmpty();
        mock.reset();
        assertThat(control.expect(200, "GET", "timeline", "").path("scenario")).isEqualTo(scenario);
        mock.load(mock.scenario(), "mine");
        assertThat(control.expect(200, "GET", "timeline", "")
                        .path("scenario")
                        .path("name")
                        .asText())
                .isEqualTo("mine");
    }

    /** The kind: what a client gives back may be of any mock, and of no mock at all. */
    @ParameterizedTest
    @CsvSource({"''", "nonsense", "a-b-c-d", "a-1-2-3", "1-2-3", "a-99999999999999999999-1-1", "---"})
    void anIdOfAnotherMockIsAsNone(String id) throws IOException {
        assertThat(control.expect(200, "GET", "timeline?since=" + id, "").path("servers"))
                .hasSize(2);
    }

    /** The kind: no document takes much memory, however many servers change at once. */
    @Test
    void thousandsOfServersComeInParts() throws IOException {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web-{n}").sourceIp("10.0.0.1").count(2_500))
                .build());
        Set<String> names = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        JsonNode part = control.expect(200, "GET", "timeline?since=", "");
        while (!part.path("servers").isEmpty()) {
            sizes.add(part.path("servers").size());
            names.addAll(part.path("servers").findValuesAsText("name"));
            part = since(part);
        }
        assertThat(names).hasSize(2_500);
        assertThat(sizes).allMatch(size -> size <= 1_000);
    }

    @Test
    void comesAsEvents() throws Exception {
        String id;
        try (EventStreamClient events = new EventStreamClient(mock)) {
            assertThat(events.head())
                    .contains("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Cache-Control: no-store");
            assertThat(events.next().path("servers")).hasSize(2);
            Wire.get(mock.baseUri("web1"), "v1/automation_status");
            JsonNode asked = events.next();
            assertThat(asked.path("requests")).hasSize(1);
            id = asked.path("id").asText();
            mock.clock().advance(Duration.ofSeconds(18));
            assertThat(events.next().path("servers").findValuesAsText("name")).contains("web1");
        }
        try (EventStreamClient events = new EventStreamClient(mock, "Last-Event-ID: " + id)) {
            JsonNode missed = events.next();
            assertThat(missed.path("servers").findValuesAsText("name")).containsExactly("web1");
            assertThat(missed.path("requests")).isEmpty();
        }
    }

    @Test
    void thereAreOnlySoManyStreamsAndThoseThatEndMakeSpace() throws Exception {
        List<EventStreamClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < 32; i++) {
                open.add(new EventStreamClient(mock));
            }
            try (EventStreamClient refused = new EventStreamClient(mock)) {
                assertThat(refused.head().get(0)).isEqualTo("HTTP/1.1 503 Service Unavailable");
            }
            open.remove(0).close();
            assertThat(Waiting.until(() -> {
                        try (EventStreamClient again = new EventStreamClient(mock)) {
                            return again.head().get(0).contains("200");
                        }
                    }))
                    .isTrue();
        } finally {
            for (EventStreamClient each : open) {
                each.close();
            }
        }
    }

    /** The kind: a stream never holds up the end of the mock, nor the clients of others. */
    @Test
    void aClientThatReadsNothingHoldsUpNothing() throws Exception {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.getOutputStream()
                    .write("GET /__admin/rackconnect/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status?" + "x".repeat(2_000))
                                .status())
                        .isIn(200, 403);
            }
            long before = System.nanoTime();
            mock.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void movesToTheNextStepOfAnyServer() throws IOException {
        control.expect(200, "POST", "clock/next", "");
        assertThat(mock.server("web1").state().step()).isEqualTo("gateway-ready");
        assertThat(control.expect(409, "POST", "clock/next", "").path("detail").asText())
                .isEqualTo("no server has a step that begins by time");
    }

    @Test
    void showsARequestWithItsHeadersButNoCredentials() throws IOException {
        Wire.get(
                mock.baseUri("web1"),
                "v1/automation_status",
                "Authorization: Basic c2VjcmV0",
                "Cookie: a=secret",
                "X-Auth-Token: secret",
                "X-Mine: shown");
        JsonNode request = control.expect(200, "GET", "requests/1", "");
        assertThat(request.path("headers").toString())
                .contains("[\"Authorization\",\"***\"]", "[\"Cookie\",\"***\"]", "[\"X-Auth-Token\",\"***\"]")
                .contains("[\"X-Mine\",\"shown\"]")
                .doesNotContain("secret", "c2Vj");
        assertThat(request.path("answerHeaders").toString()).contains("Content-Type");
        assertThat(request.path("body").asText()).isEqualTo("DEPLOYING");
        control.expect(404, "GET", "requests/2", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server:web1|1,2",
                "server:web*|1,2",
                "-server:web1|3,4",
                "status:404|1,4",
                "status:404 server:web1|1",
                "status:404 status:200|1,2,3,4",
                "-status:200|1,4",
                "op:gateway_ip|1",
                "operation:gateway_ip op:automation_status|1,2,3",
                "reason:unknown-path|4",
                "reason:gateway*|1",
                "reason:\"unknown-path; path=/as/nobody/nowhere\"|4",
                "nowhere|4",
                "GATEWAY|1",
                "unassigned web1|1",
                "format:json|3",
                "state:deploying|1,2",
                "foo:bar|''",
                "-foo:bar|1,2,3,4",
                "''|1,2,3,4",
                "-|1,2,3,4",
                "\"/v1/gateway_ip\"|1",
                "number:2|2",
                "outcome:delivered|1,2,3,4",
                "*|''",
                "server:*|1,2,3"
            })
    void filtersRequests(String filter, String expected) throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip");
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
        Wire.get(mock.baseUri("db1"), "v1/automation_status?format=JSON");
        Wire.get(mock.baseUri(), "as/nobody/nowhere");

        JsonNode found =
                control.expect(200, "GET", "requests?q=" + URLEncoder.encode(filter, StandardCharsets.UTF_8), "");
        assertThat(String.join(",", found.path("requests").findValuesAsText("number")))
                .isEqualTo(expected);
    }

    @Test
    void aFilterHasAnEnd() throws IOException {
        control.expect(400, "GET", "requests?q=" + "x".repeat(2_001), "");
    }
}
