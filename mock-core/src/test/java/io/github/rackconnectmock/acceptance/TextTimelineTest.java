package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.Conduct;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.report.TextTimeline;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happened, as text: as failed assertions show it. */
class TextTimelineTest {
    private final RackConnectMockServer mock =
            RackConnectMockServer.builder().frozen(true).start();

    @AfterEach
    void stop() {
        mock.close();
    }

    private void ask() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
    }

    @Test
    void whileTheClockStandsStillStepsStandWhereRequestsMetThem() throws Exception {
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
            ask();
        }
        mock.server("web1").fire("stop");

        assertThat(events())
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
    void incidentsStandBeforeTheRequestsThatTheyStrike() throws Exception {
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
        ask();
        mock.clock().advance(Duration.ofMinutes(2));
        mock.fire("later");

        assertThat(events())
                .containsExactly(
                        "  +0s  web1  * start: DEPLOYED, gateway 10.0.0.1",
                        "  +1m  incident  * outage begins",
                        "  +1m  web1  GET /as/web1/v1/automation_status -> 503 (fault; kind=answer; incident=outage)",
                        "  +2m  incident  * outage ends",
                        "  +3m  incident  * unseen begins",
                        "  +3m  (now)");
    }

    @Test
    void aLongOneShowsItsBeginningAndItsEnd() throws Exception {
        mock.load(Scenario.builder()
                .rateLimit(RateLimit.of(1, Duration.ofSeconds(1)))
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .build());
        for (int i = 0; i < 150; i++) {
            ask();
            mock.clock().advance(Duration.ofSeconds(1));
        }

        List<String> events = events();
        assertThat(events).hasSize(TextTimeline.LONGEST + 2).contains("  … 51 more …");
        assertThat(events.get(0)).contains("* start");
        assertThat(events.get(TextTimeline.LONGEST))
                .contains("+2m29s")
                .endsWith("GET /as/web1/v1/automation_status -> 200 DEPLOYED");
        assertThat(events.get(TextTimeline.LONGEST + 1)).contains("+2m30s  (now)");
    }

    /** The kind: where the clock stands still, what is told stands where the requests show it. */
    @Test
    void whileTheClockStandsStillIncidentsStandAroundTheRequestsThatTheyStrike() throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .incident(Incident.named("outage").on("break").until("mend").fault(Fault.answer(503)))
                .build());
        ask();
        mock.fire("break");
        ask();
        mock.fire("mend");
        ask();

        assertThat(events().stream().map(each -> each.replaceAll("/as/web1/v1/automation_status", "STATUS")))
                .containsExactly(
                        "  +0s  web1  * start: DEPLOYED, gateway 10.0.0.1",
                        "  +0s  web1  GET STATUS -> 200 DEPLOYED",
                        "  +0s  incident  * outage begins",
                        "  +0s  web1  GET STATUS -> 503 (fault; kind=answer; incident=outage)",
                        "  +0s  incident  * outage ends",
                        "  +0s  web1  GET STATUS -> 200 DEPLOYED",
                        "  +0s  (now)");
    }

    @Test
    void onlyWhoAskedAndTheFirstServerAreThere() throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .server(CloudServer.named("web2").sourceIp("10.1.1.2"))
                .server(CloudServer.named("web3").sourceIp("10.1.1.3"))
                .build());
        Wire.get(mock.baseUri("web3"), "v1/gateway_ip");

        assertThat(mock.timeline()).contains("web1  * start", "web3  * start").doesNotContain("web2");
    }

    @Test
    void credentialsAreMasked() throws Exception {
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip?token=7ab");

        assertThat(mock.timeline()).contains("GET /as/web1/v1/gateway_ip?token=*** -> ");
    }

    /** The kind: nothing that a client sends moves a terminal's cursor. */
    @Test
    void whatClientsSendIsShownWithoutControls() throws Exception {
        Wire.raw(mock.baseUri(), "GET /v1/%1B[2J?\u00ff HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(mock.timeline()).contains("GET /v1/%1B[2J").matches("[\\x20-\\x7E\\n]*");
    }

    /** The kind: whatever the mock doesn't know any more, the timeline and the reports say that it is missing. */
    @Test
    void whatIsMissingIsSaid() throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .step(Step.after(Duration.ofSeconds(1)).goTo("start")))
                .incident(Incident.named("flicker")
                        .after(Duration.ofSeconds(1))
                        .every(Duration.ofSeconds(2))
                        .lasts(Duration.ofSeconds(1))
                        .fault(Fault.answer(503)))
                .build());
        mock.clock().advance(Duration.ofSeconds(10));
        assertThat(mock.timeline()).doesNotContain("known)");

        for (int i = 1; i <= 101; i++) {
            Wire.connect(mock.baseUri("web1")).close();
            for (Conduct seen = mock.conduct(); seen.failed() < i; seen = mock.conduct()) {
                assertThat(mock.awaitChangeAfter(seen, Duration.ofSeconds(30))).isTrue();
            }
        }
        mock.clock().advance(Duration.ofMinutes(5));

        for (String text : List.of(
                mock.timeline(),
                mock.report().textFor("x.md").replace("\\", ""),
                mock.report().textFor("x.html"))) {
            assertThat(text)
                    .contains("(of 101 connections that came to no request only the last 100 are known)")
                    .contains("(of the steps of web1 only the last 100 are known)")
                    .contains("(of the times of flicker only the last 100 are known)");
        }
    }

    @Test
    void aLongLineIsCutOff() throws Exception {
        Wire.get(mock.baseUri("web1"), "v1/automation_status?" + "x".repeat(1000));

        assertThat(events()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(240));
        assertThat(events()).anySatisfy(line -> assertThat(line).endsWith("x… -> 200 DEPLOYED"));
    }

    private List<String> events() {
        return mock.timeline().lines().skip(1).toList();
    }
}
