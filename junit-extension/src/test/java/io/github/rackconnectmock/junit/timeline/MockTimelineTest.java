package io.github.rackconnectmock.junit.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.ApiClient;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@RackConnectMock(frozen = true)
class MockTimelineTest {

    @Test
    void whileTheClockStandsStillStepsStandWhereRequestsMetThem(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .status(AutomationStatus.DEPLOYING)
                        .gatewayIp(null)
                        .step(Step.afterRequests(2).name("done").status(AutomationStatus.DEPLOYED))
                        .step(Step.on("stop").name("stopped").status(AutomationStatus.FAILED)))
                .server(CloudServer.named("never-asked").sourceIp("10.1.1.2"))
                .build());
        for (int i = 0; i < 3; i++) {
            ApiClient.status(mock.baseUri("web1"));
        }
        mock.server("web1").fire("stop");

        assertThat(events(mock))
                .containsExactly(
                        "  +0s  web1  * start: DEPLOYING, no gateway",
                        "  +0s  web1  GET /as/web1/v1/automation_status -> 200 DEPLOYING",
                        "  +0s  web1  GET /as/web1/v1/automation_status -> 200 DEPLOYING",
                        "  +0s  web1  * done: DEPLOYED, no gateway",
                        "  +0s  web1  GET /as/web1/v1/automation_status -> 200 DEPLOYED",
                        "  +0s  web1  * stopped: FAILED, no gateway",
                        "  +0s  (now)");
    }

    @Test
    void incidentsStandBeforeTheRequestsThatTheyStrike(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .incident(Incident.named("outage")
                        .after(Duration.ofMinutes(1))
                        .lasts(Duration.ofMinutes(1))
                        .fault(Fault.answer(503)))
                .incident(Incident.named("unseen")
                        .on("later")
                        .until("over")
                        .servers("web2")
                        .fault(Fault.hang()))
                .build());
        mock.clock().advance(Duration.ofMinutes(1));
        ApiClient.status(mock.baseUri("web1"));
        mock.clock().advance(Duration.ofMinutes(2));
        mock.fire("later");

        assertThat(events(mock))
                .containsExactly(
                        "  +0s  web1  * start: DEPLOYED, gateway 10.0.0.1",
                        "  +1m  incident  * outage begins",
                        "  +1m  web1  GET /as/web1/v1/automation_status -> 503 (fault; kind=answer; incident=outage)",
                        "  +2m  incident  * outage ends",
                        "  +3m  incident  * unseen begins",
                        "  +3m  (now)");
    }

    @Test
    void aLongOneShowsItsBeginningAndItsEnd(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .rateLimit(RateLimit.of(1, Duration.ofSeconds(1)))
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .build());
        for (int i = 0; i < 150; i++) {
            ApiClient.status(mock.baseUri());
            mock.clock().advance(Duration.ofSeconds(1));
        }

        List<String> events = events(mock);
        assertThat(events).hasSize(Timeline.LONGEST + 2).contains("  … 51 more …");
        assertThat(events.get(0)).contains("* start");
        assertThat(events.get(Timeline.LONGEST))
                .contains("+2m29s")
                .contains("GET /v1/automation_status -> 200 DEPLOYED");
        assertThat(events.get(Timeline.LONGEST + 1)).contains("+2m30s  (now)");
    }

    @Test
    void aLongLineIsCutOff(RackConnectMockServer mock) throws Exception {
        ApiClient.get(mock.baseUri("web1"), "v1/automation_status?" + "x".repeat(1000));

        assertThat(events(mock)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(240));
        assertThat(events(mock)).anySatisfy(line -> assertThat(line).endsWith("x…"));
    }

    private static List<String> events(RackConnectMockServer mock) {
        return Timeline.of(mock).toString().lines().skip(1).toList();
    }
}
