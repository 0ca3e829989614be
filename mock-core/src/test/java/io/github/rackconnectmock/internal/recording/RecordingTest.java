package io.github.rackconnectmock.internal.recording;

import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYED;
import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYING;
import static io.github.rackconnectmock.scenario.Operation.AUTOMATION_FEATURES;
import static io.github.rackconnectmock.scenario.Operation.AUTOMATION_STATUS;
import static io.github.rackconnectmock.scenario.Operation.AUTOMATION_STATUS_DETAILS;
import static io.github.rackconnectmock.scenario.Operation.GATEWAY_IP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");
    private static final Recording.Setup SETUP = new Recording.Setup(Map.of(), null, false);

    private final List<Observation> seen = new ArrayList<>();
    private String server = "web1";

    private void at(double seconds, Operation operation, Observation.Seen what) {
        at(seconds, operation, what, Duration.ofMillis(20));
    }

    private void at(double seconds, Operation operation, Observation.Seen what, Duration took) {
        Instant asked = START.plusMillis(Math.round(seconds * 1000));
        seen.add(new Observation(server, operation, asked, asked.plus(took), what));
    }

    private void status(double seconds, AutomationStatus status) {
        at(seconds, AUTOMATION_STATUS, new Observation.Status(status));
    }

    private void gateway(double seconds, @Nullable String ip) {
        at(seconds, GATEWAY_IP, new Observation.Gateway(ip));
    }

    private void answer(double seconds, Operation operation, int status) {
        at(seconds, operation, new Observation.Trouble(FaultEffect.Answer.of(status)));
    }

    private Scenario scenario() {
        return Recording.of(seen, SETUP).orElseThrow().scenario();
    }

    private CloudServer web1() {
        return scenario().servers().get(0);
    }

    @Test
    void aChangeIsInTheMiddleOfTheTwoLooksAtARoundTime() {
        status(0, DEPLOYING);
        status(10.3, DEPLOYING);
        status(15.3, DEPLOYED);

        assertThat(web1().status()).isEqualTo(DEPLOYING);
        assertThat(web1().lifecycle())
                .containsExactly(
                        Step.after(Duration.ofSeconds(13)).name("deployed").status(DEPLOYED));
    }

    @Test
    void changesThatCanHaveComeTogetherAreOneStep() {
        status(0, DEPLOYING);
        gateway(0.1, null);
        status(5, DEPLOYING);
        status(10, DEPLOYED);
        gateway(10.1, "10.1.2.3");

        assertThat(web1().gatewayIp()).isNull();
        assertThat(web1().lifecycle())
                .containsExactly(Step.after(Duration.ofSeconds(8))
                        .name("deployed")
                        .status(DEPLOYED)
                        .gatewayIp("192.0.2.2"));
    }

    @Test
    void changesThatCannotHaveComeTogetherAreStepsInTheirOrder() {
        status(0, DEPLOYING);
        gateway(0, null);
        gateway(5, "10.1.2.3");
        status(5, DEPLOYING);
        status(10, DEPLOYED);
        gateway(10, "10.1.2.3");

        assertThat(web1().lifecycle())
                .containsExactly(
                        Step.after(Duration.ofSeconds(3)).name("gateway-ready").gatewayIp("192.0.2.2"),
                        Step.after(Duration.ofSeconds(5)).name("deployed").status(DEPLOYED));
    }

    @Test
    void tasksThatFollowTheFeaturesAreLeftOut() {
        Map<String, String> usual = new LinkedHashMap<>();
        CloudServer.DEFAULT_FEATURES.keySet().forEach(each -> usual.put(each, "DEPLOYED"));
        at(0, AUTOMATION_STATUS_DETAILS, new Observation.Details(DEPLOYED, usual));
        assertThat(web1().tasks()).isNull();

        at(5, AUTOMATION_STATUS_DETAILS, new Observation.Details(DEPLOYED, Map.of("ConfigureNetworkStack", "PENDING")));
        assertThat(web1().tasks()).isEqualTo(usual);
        assertThat(web1().lifecycle())
                .containsExactly(Step.after(Duration.ofSeconds(3))
                        .task("ConfigureNetworkStack", "PENDING")
                        .task("ProvisionPublicIPAddress", null)
                        .task("ManageSoftwareFirewall", null));
    }

    @Test
    void featuresThatAreMissingAreOffAndANoteSaysSo() {
        at(0, AUTOMATION_FEATURES, new Observation.Features(Map.of("ProvisionPublicIPAddress", true)));

        Recording.Recorded recorded = Recording.of(seen, SETUP).orElseThrow();
        assertThat(recorded.scenario().servers().get(0).features())
                .containsEntry("ProvisionPublicIPAddress", true)
                .containsEntry("ConfigureNetworkStack", false);
        assertThat(recorded.notes()).hasSize(2).anyMatch(note -> note.contains("no feature ConfigureNetworkStack"));
    }

    @Test
    void anErrorIsAnIncidentFromTheMiddleToTheMiddle() {
        status(0, DEPLOYING);
        answer(10, AUTOMATION_STATUS, 503);
        answer(20, AUTOMATION_STATUS, 503);
        status(30, DEPLOYING);

        assertThat(scenario().incidents())
                .containsExactly(Incident.named("answer-503")
                        .after(Duration.ofSeconds(5))
                        .lasts(Duration.ofSeconds(20))
                        .fault(Fault.answer(503))
                        .build());
    }

    @Test
    void whatIsSoAtTheEndStaysSo() {
        status(0, DEPLOYING);
        answer(10, AUTOMATION_STATUS, 500);

        assertThat(scenario().incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.after()).isEqualTo(Duration.ofSeconds(5));
            assertThat(incident.lasts()).isNull();
        });
    }

    @Test
    void anOutageHitsOnlyTheOperationsThatShowIt() {
        for (int i = 0; i < 3; i++) {
            status(i * 10, DEPLOYING);
            if (i == 1) {
                answer(10, GATEWAY_IP, 500);
                answer(10, AUTOMATION_FEATURES, 500);
            } else {
                gateway(i * 10, null);
            }
        }

        assertThat(scenario().incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.faults().get(0).operations())
                        .containsExactlyInAnyOrder(GATEWAY_IP, AUTOMATION_FEATURES));
    }

    @Test
    void anOutageOfSeveralServersIsOneIncident() {
        for (String each : List.of("web1", "web2", "db1")) {
            server = each;
            status(0, DEPLOYING);
            if (each.startsWith("web")) {
                at(10, AUTOMATION_STATUS, new Observation.Trouble(new FaultEffect.Reset()));
            } else {
                status(10, DEPLOYING);
            }
            status(20, DEPLOYED);
        }

        assertThat(scenario().servers()).extracting(CloudServer::name).containsExactly("web1", "web2", "db1");
        assertThat(scenario().incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.servers()).containsExactly("web1", "web2");
            assertThat(incident.faults()).containsExactly(Fault.reset());
        });
    }

    @Test
    void lateAnswersAreADelay() {
        status(0, DEPLOYING);
        at(10, AUTOMATION_STATUS, new Observation.Status(DEPLOYING), Duration.ofSeconds(4));
        at(20, AUTOMATION_STATUS, new Observation.Status(DEPLOYING), Duration.ofSeconds(2));
        status(30, DEPLOYED);

        assertThat(scenario().incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.faults())
                        .containsExactly(
                                Fault.delay(DrawnDuration.between(Duration.ofSeconds(2), Duration.ofSeconds(4)))));
    }

    @Test
    void aLateErrorIsLateInTheScenarioToo() {
        status(0, DEPLOYING);
        at(10, AUTOMATION_STATUS, new Observation.Trouble(FaultEffect.Answer.of(504)), Duration.ofSeconds(60));

        answer(80, AUTOMATION_STATUS, 504);

        assertThat(scenario().incidents()).extracting(Incident::name).containsExactly("slow-answer-504", "answer-504");
        assertThat(scenario().incidents().get(0).faults())
                .containsExactly(Fault.answer(504).after(Duration.ofSeconds(60)));
    }

    @Test
    void aServerThatIsRefusedAtFirstIsNotKnownYet() {
        answer(0, AUTOMATION_STATUS, 404);
        gateway(0, null);
        answer(10, AUTOMATION_STATUS, 404);
        gateway(10, null);
        status(20, DEPLOYING);
        gateway(20, null);

        assertThat(scenario().incidents()).isEmpty();
        assertThat(scenario().unknownSource()).isEqualTo(UnknownSource.NOT_FOUND);
        assertThat(web1().known()).isFalse();
        assertThat(web1().lifecycle())
                .containsExactly(
                        Step.after(Duration.ofSeconds(15)).name("registered").known(true));
    }

    @Test
    void aServerThatIsGoneAnswers404ToEverything() {
        status(0, DEPLOYING);
        gateway(0, "10.1.1.1");
        answer(10, AUTOMATION_STATUS, 404);
        gateway(10, null);

        assertThat(web1().lifecycle()).isEmpty();
        assertThat(scenario().incidents().get(0).faults()).containsExactly(Fault.answer(404));
    }

    @Test
    void aRefusalForLessThanAMinuteIsTheRateLimit() {
        status(0, DEPLOYING);
        answer(1, AUTOMATION_STATUS, 403);
        answer(59, AUTOMATION_STATUS, 403);
        status(61, DEPLOYED);
        at(62, AUTOMATION_STATUS, new Observation.Limited());
        assertThat(scenario().incidents()).isEmpty();

        answer(100, AUTOMATION_STATUS, 403);
        answer(161, AUTOMATION_STATUS, 403);
        assertThat(scenario().incidents()).hasSize(1);
    }

    @Test
    void addressesAreThoseForDocumentationTheSameForTheSame() {
        status(0, DEPLOYED);
        gateway(0, "10.1.2.3");
        at(
                5,
                GATEWAY_IP,
                new Observation.Trouble(FaultEffect.Answer.of(502).body("10.1.2.3 and fd00::1, not 10.181.1.11.")));
        Recording.Setup setup = new Recording.Setup(Map.of("web1", "10.181.1.11"), Region.ORD, false);

        Scenario scenario = Recording.of(seen, setup).orElseThrow().scenario();
        CloudServer server = scenario.servers().get(0);
        assertThat(server.region()).isEqualTo(Region.ORD);
        assertThat(server.sourceIp()).isEqualTo("192.0.2.1");
        assertThat(server.gatewayIp()).isEqualTo("192.0.2.2");
        assertThat(scenario.incidents().get(0).faults().get(0).effect())
                .isEqualTo(FaultEffect.Answer.of(502).body("192.0.2.2 and 2001:db8::1, not 192.0.2.1."));

        Recording.Setup keeping = new Recording.Setup(Map.of("web1", "10.181.1.11"), null, true);
        CloudServer kept =
                Recording.of(seen, keeping).orElseThrow().scenario().servers().get(0);
        assertThat(kept.sourceIp()).isEqualTo("10.181.1.11");
        assertThat(kept.gatewayIp()).isEqualTo("10.1.2.3");
    }

    @Test
    void aServerWithoutARightAnswerIsLeftOut() {
        status(0, DEPLOYED);
        server = "web2";
        answer(0, AUTOMATION_STATUS, 403);

        Recording.Recorded recorded = Recording.of(seen, SETUP).orElseThrow();
        assertThat(recorded.scenario().servers()).hasSize(1);
        assertThat(recorded.notes()).containsExactly("web2 is left out: it got no right answer");
    }

    @Test
    void nothingRightIsNoScenario() {
        answer(0, AUTOMATION_STATUS, 503);
        gateway(0, null);
        assertThat(Recording.of(seen, SETUP)).isEmpty();
        assertThat(Recording.of(List.of(), SETUP)).isEmpty();
    }

    @Test
    void moreThanTenYearsAreNoRecording() {
        status(0, DEPLOYED);
        status(11.0 * 365 * 86_400, DEPLOYED);
        assertThatThrownBy(this::scenario).hasMessageContaining("ten years");
    }

    @Test
    void theLifeAndTheIncidentsHaveTheirLimits() {
        for (int i = 0; i <= 20_010; i++) {
            status(i, i % 2 == 0 ? DEPLOYING : DEPLOYED);
            if (i % 2 == 0) {
                gateway(i, null);
            } else {
                answer(i, GATEWAY_IP, 500);
            }
        }

        Recording.Recorded recorded = Recording.of(seen, SETUP).orElseThrow();
        assertThat(recorded.scenario().servers().get(0).lifecycle()).hasSize(10_000);
        assertThat(recorded.scenario().incidents()).hasSize(1_000);
        assertThat(recorded.notes()).hasSize(2);
    }

    @Test
    void noMoreTasksThanALifeCanHave() {
        for (int i = 0; i < 120; i++) {
            at(i, AUTOMATION_STATUS_DETAILS, new Observation.Details(DEPLOYED, Map.of("task" + i, "DONE")));
        }

        assertThat(Recording.of(seen, SETUP).orElseThrow().notes())
                .containsExactly("further tasks are left out: a life has at most 100");
    }

    @Test
    void incidentsHaveNamesOfTheirOwn() {
        status(0, DEPLOYED);
        for (int i = 1; i < 6; i++) {
            if (i % 2 == 1) {
                at(i, AUTOMATION_STATUS, new Observation.Trouble(new FaultEffect.Hang()));
            } else {
                status(i, DEPLOYED);
            }
        }
        assertThat(scenario().incidents()).extracting(Incident::name).containsExactly("hang", "hang-2", "hang-3");
        assertThat(Set.copyOf(scenario().incidents())).hasSize(3);
    }
}
