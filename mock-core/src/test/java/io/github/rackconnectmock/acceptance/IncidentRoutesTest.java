package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rackconnectmock.MockIncident;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Incidents while the mock runs: over the control API, whose answers are held against its description, and from Java. */
class IncidentRoutesTest {
    private static final String STATUS = "v1/automation_status";

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .scenario(Scenario.builder()
                    .server(CloudServer.named("web1")
                            .sourceIp("10.181.1.11")
                            .step(Step.on("storm").name("hit")))
                    .server(CloudServer.named("db1").sourceIp("10.181.1.12"))
                    .incident(Incident.named("outage")
                            .after(Duration.ofMinutes(5))
                            .on("storm")
                            .lasts(Duration.ofMinutes(10))
                            .every(Duration.ofHours(1))
                            .servers("web*")
                            .fault(Fault.answer(503)))
                    .build())
            .frozen(true)
            .start();
    private final ControlClient control = new ControlClient(mock);

    IncidentRoutesTest() throws IOException {}

    @AfterEach
    void close() {
        mock.close();
    }

    private Instant now() {
        return mock.clock().instant();
    }

    private int status(String server) throws IOException {
        return Wire.get(mock.baseUri(server), STATUS).status();
    }

    @Test
    void tellsWhichLast() throws IOException {
        JsonNode outage =
                control.expect(200, "GET", "incidents", "").path("incidents").path(0);
        assertThat(outage.path("lasting").asBoolean()).isFalse();
        assertThat(outage.path("next").asText())
                .isEqualTo(now().plusSeconds(300).toString());

        mock.clock().advance(Duration.ofMinutes(5));

        outage = control.expect(200, "GET", "incidents", "").path("incidents").path(0);
        assertThat(outage.path("lasting").asBoolean()).isTrue();
        assertThat(outage.path("since").asText()).isEqualTo(now().toString());
        assertThat(outage.path("until").asText())
                .isEqualTo(now().plusSeconds(600).toString());
        assertThat(control.expect(200, "GET", "servers/web1", "")
                        .path("incidents")
                        .path(0)
                        .asText())
                .isEqualTo("outage");
        assertThat(control.expect(200, "GET", "servers/db1", "").path("incidents"))
                .isEmpty();
        assertThat(status("web1")).isEqualTo(503);
        assertThat(control.expect(200, "GET", "requests", "")
                        .path("requests")
                        .path(0)
                        .path("incident")
                        .asText())
                .isEqualTo("outage");
        assertThat(mock.requests().get(0).incident()).isEqualTo("outage");
    }

    @Test
    void beginsAndEndsOne() throws IOException {
        control.expect(409, "POST", "incidents/outage/end", "");
        control.expect(200, "POST", "incidents/outage/begin", "");
        control.expect(409, "POST", "incidents/outage/begin", "");
        assertThat(status("web1")).isEqualTo(503);
        control.expect(200, "POST", "incidents/outage/end", "");
        assertThat(status("web1")).isEqualTo(200);
        control.expect(404, "POST", "incidents/no-such/begin", "");
    }

    @Test
    void aSignalReachesServersAndIncidentsAtOneMoment() throws IOException {
        control.expect(204, "POST", "signals/storm", "");

        assertThat(mock.incident("outage").isLasting()).isTrue();
        assertThat(mock.server("web1").state().step()).isEqualTo("hit");
        assertThat(mock.incident("outage").since())
                .contains(mock.server("web1").begunSteps().get(1).at());
        assertThat(control.expect(409, "POST", "signals/storm", "")
                        .path("detail")
                        .asText())
                .isEqualTo("no server and no incident waits for signal storm");
        assertThatThrownBy(() -> mock.fire("storm")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void addsOneThatCountsFromNowAndThatAResetRemoves() throws IOException {
        mock.clock().advance(Duration.ofMinutes(30));
        control.expect(
                200,
                "POST",
                "incidents",
                "{\"name\": \"slow\", \"after\": \"1m\", \"fault\": {\"kind\": \"answer\", \"status\": 500}}");
        assertThat(status("db1")).isEqualTo(200);
        mock.clock().advance(Duration.ofMinutes(1));
        assertThat(status("db1")).isEqualTo(500);
        control.expect(409, "POST", "incidents", "{\"name\": \"slow\", \"fault\": {\"kind\": \"hang\"}}");

        control.expect(204, "POST", "reset", "");

        assertThat(status("db1")).isEqualTo(200);
        control.expect(404, "DELETE", "incidents/slow", "");
    }

    @Test
    void removesOnlyWhatWasAdded() throws IOException {
        JsonNode made =
                control.expect(200, "POST", "incidents", "{\"fault\": {\"kind\": \"answer\", \"status\": 500}}");
        assertThat(made.path("name").asText()).isEqualTo("incident-2");
        assertThat(made.path("added").asBoolean()).isTrue();
        assertThat(status("db1")).isEqualTo(500);
        control.expect(204, "DELETE", "incidents/incident-2", "");
        assertThat(status("db1")).isEqualTo(200);
        control.expect(409, "DELETE", "incidents/outage", "");
    }

    @Test
    void tellsEveryMistakeOfOne() throws IOException {
        JsonNode problem = control.expect(
                422, "POST", "incidents", "{\"lasts\": \"0s\",\n \"fault\": {\"kind\": \"answer\", \"status\": 99}}");

        assertThat(problem.path("errors"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "body:1:11: lasts: an incident can't last no time",
                        "body:2:40: fault.status: 99 is out of range; 200 to 599");
    }

    @Test
    void fromJavaToo() throws IOException {
        MockIncident slow =
                mock.begin(Incident.named("slow").fault(Fault.answer(500)).build());
        assertThat(slow.isLasting()).isTrue();
        assertThat(slow.until()).isEmpty();
        assertThat(status("db1")).isEqualTo(500);
        assertThat(mock.incidents()).extracting(MockIncident::name).containsExactly("outage", "slow");
        slow.end();
        assertThatThrownBy(slow::end).isInstanceOf(IllegalStateException.class).hasMessage("slow doesn't last now");
        slow.remove();
        assertThatThrownBy(slow::isLasting)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no incident slow; there are outage");
        assertThatThrownBy(() -> mock.begin(Incident.unnamed().build()))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessageContaining("there is no fault");
    }
}
