package io.github.rackconnectmock.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recorder over real sockets: the mock is the server that is recorded, and its clock is moved. */
@Timeout(120)
class RecordTest {
    private static final String[] QUICKLY = {"--every", "50ms", "--limit", "6000"};

    @TempDir
    Path folder = Path.of("");

    /** A frozen mock of a server in Chicago; it plays {@code deploys}. */
    private static RackConnectMockServer mock() {
        return RackConnectMockServer.builder()
                .scenario(Scenario.builder()
                        .rateLimit(RateLimit.none())
                        .server(Scenarios.find("deploys").servers().get(0))
                        .build())
                .frozen(true)
                .start();
    }

    private static InProcess record(RackConnectMockServer mock, String... more) {
        List<String> words =
                new ArrayList<>(List.of("record", "--url", mock.baseUri().toString()));
        words.addAll(List.of(QUICKLY));
        words.addAll(List.of(more));
        return new InProcess(Map.of(), words.toArray(String[]::new));
    }

    private static void awaitLine(InProcess recorder, String end) {
        assertThat(recorder.err.next(line -> line.endsWith(": " + end))).startsWith("rackconnect-mock: ");
    }

    /** A machine that is busy is slow. */
    private static List<Incident> withoutSlowOnes(Scenario scenario) {
        return scenario.incidents().stream()
                .filter(incident -> !(incident.faults().get(0).effect() instanceof FaultEffect.Delay))
                .toList();
    }

    /** The scenario that was printed. */
    private static Scenario printed(InProcess recorder) {
        recorder.err.next(line -> line.startsWith("rackconnect-mock: recorded "));
        return scenario(recorder.out.all());
    }

    private static Scenario scenario(List<String> lines) {
        return ScenarioFiles.parse("printed", String.join("\n", lines).getBytes(UTF_8));
    }

    @Test
    void whatIsSeenIsPrintedWhenTheStatusIsReached() throws IOException {
        try (RackConnectMockServer mock = mock();
                InProcess recorder = record(mock, "--until", "DEPLOYED")) {
            awaitLine(recorder, "automation_status: DEPLOYING");
            awaitLine(recorder, "gateway_ip: none");
            mock.clock().advance(Duration.ofSeconds(10));
            awaitLine(recorder, "gateway_ip: 10.181.0.1");
            mock.begin(Incident.named("outage")
                    .fault(Fault.answer(503, "10.181.0.1 is down"))
                    .build());
            awaitLine(recorder, "automation_status: an answer 503");
            mock.incident("outage").end();
            awaitLine(recorder, "automation_status: DEPLOYING");
            mock.clock().advance(Duration.ofSeconds(20));

            Scenario scenario = printed(recorder);
            CloudServer server = scenario.servers().get(0);
            assertThat(server.status()).isEqualTo(AutomationStatus.DEPLOYING);
            assertThat(server.sourceIp()).isEqualTo("192.0.2.1");
            assertThat(server.gatewayIp()).isNull();
            assertThat(server.tasks()).isNull();
            assertThat(server.lifecycle()).extracting(Step::name).containsExactly("gateway-ready", "deployed");
            assertThat(withoutSlowOnes(scenario)).singleElement().satisfies(incident -> {
                assertThat(incident.lasts()).isNotNull();
                assertThat(incident.faults())
                        .extracting(Fault::effect)
                        .containsExactly(FaultEffect.Answer.of(503)
                                .contentType("text/plain; charset=utf-8")
                                .body("192.0.2.2 is down"));
            });
            Path file = Files.writeString(folder.resolve("my.json"), String.join("\n", recorder.out.all()));
            assertThat(Outcome.of("simulate", file.toString()).out().stream()
                            .filter(line -> !line.contains("  incident  "))
                            .map(line ->
                                    line.strip().replaceFirst("^\\S+ +", "").replaceAll(" +", " ")))
                    .containsExactly(
                            "web1 start DEPLOYING, no gateway",
                            "web1 gateway-ready gateway 192.0.2.2",
                            "web1 deployed DEPLOYED");
            assertThat(String.join("\n", recorder.out.all())).doesNotContain("10.181");
        }
    }

    /** An interrupt is what Ctrl-C is to the program. */
    @Test
    void whatWasSeenIsPrintedWhenItIsStopped() {
        try (RackConnectMockServer mock = mock()) {
            InProcess recorder = record(mock, "--keep-addresses");
            awaitLine(recorder, "gateway_ip: none");
            mock.clock().advance(Duration.ofSeconds(10));
            awaitLine(recorder, "gateway_ip: 10.181.0.1");
            recorder.close();

            CloudServer server = printed(recorder).servers().get(0);
            assertThat(server.lifecycle())
                    .singleElement()
                    .satisfies(step -> assertThat(step.gateway()).isEqualTo(new Step.Gateway("10.181.0.1")));
        }
    }

    @Test
    void aServerThatIsNotKnownYetIsWaitedFor() {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .known(false)
                        .step(Step.after(Duration.ofMinutes(1)).known(true)))
                .build();
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                        .scenario(scenario)
                        .frozen(true)
                        .start();
                InProcess recorder = record(mock, "--until", "DEPLOYED")) {
            awaitLine(recorder, "automation_status: an answer 403");
            mock.clock().advance(Duration.ofMinutes(1));

            CloudServer server = printed(recorder).servers().get(0);
            assertThat(server.known()).isFalse();
            assertThat(server.lifecycle())
                    .singleElement()
                    .satisfies(step -> assertThat(step.known()).isTrue());
        }
    }

    /** A refusal tells how long to wait, and is no incident. */
    @Test
    void aRefusalByTheLimitIsObeyedAndLeftOut() {
        Scenario scenario = Scenario.builder()
                .rateLimit(RateLimit.of(6, Duration.ofSeconds(1))
                        .answer(FaultEffect.Answer.of(429).retryAfter(RetryAfter.END)))
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.on("go").status(AutomationStatus.DEPLOYED)))
                .build();
        try (RackConnectMockServer mock = RackConnectMockServer.start(scenario);
                InProcess recorder = record(mock, "--until", "DEPLOYED")) {
            assertThat(recorder.err.next(line -> line.contains(": refused; asks again in ")))
                    .endsWith(" 1s");
            mock.fire("go");

            assertThat(withoutSlowOnes(printed(recorder))).isEmpty();
            assertThat(mock.requests().stream().filter(each -> Objects.equals(each.status(), 429)))
                    .hasSizeLessThan(10);
        }
    }

    @Test
    void whatGivesNoRightAnswerIsNoRecording() {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.1.1.1").fault(Fault.answer(500)))
                .build();
        try (RackConnectMockServer mock = RackConnectMockServer.start(scenario)) {
            String url = mock.baseUri().toString();
            Outcome outcome = Outcome.of("record", "--url", url, "--until", "1ms");
            assertThat(outcome.exitCode()).isEqualTo(69);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err().get(outcome.err().size() - 1))
                    .startsWith("rackconnect-mock: there was no right answer from " + url + " (");
        }
    }

    /** The journal that the control API shows is recorded as what was asked. */
    @Test
    void aJournalIsARecordingToo() throws Exception {
        try (RackConnectMockServer mock = mock()) {
            for (int i = 0; i < 4; i++) {
                for (String operation : List.of("automation_status", "gateway_ip?format=XML")) {
                    Http.get(mock.baseUri() + "v1/" + operation);
                }
                mock.clock().advance(Duration.ofSeconds(10));
            }
            String journal = Http.get(mock.baseUri() + "__admin/rackconnect/requests");
            Path file = Files.writeString(folder.resolve("requests.json"), journal);

            Outcome outcome = Outcome.of("record", "--from", file.toString(), "--region", "ord");
            assertThat(outcome.err()).containsExactly("rackconnect-mock: recorded 8 requests: 2 steps and 0 incidents");
            CloudServer server = scenario(outcome.out()).servers().get(0);
            assertThat(server.region()).isEqualTo(Region.ORD);
            assertThat(server.lifecycle())
                    .containsExactly(
                            Step.after(Duration.ofSeconds(5))
                                    .name("gateway-ready")
                                    .gatewayIp("192.0.2.2"),
                            Step.after(Duration.ofSeconds(20)).name("deployed").status(AutomationStatus.DEPLOYED));
            assertThat(Outcome.of(journal, Map.of(), "record", "--from", "-", "--region", "ord"))
                    .isEqualTo(outcome);
        }
    }

    @Test
    void aFileThatCannotBeUsedIsRefusedInOneLine() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.har"), "{\"log\": ");
        assertThat(Outcome.of("record", "--from", bad.toString()))
                .isEqualTo(new Outcome(
                        65,
                        List.of(),
                        List.of("rackconnect-mock: " + bad + ":1:9: this is no JSON; give a journal, as GET"
                                + " /__admin/rackconnect/requests shows it, or a HAR file")));
        Path wrong = Files.writeString(folder.resolve("wrong.har"), """
                {"log": {"entries": [{"startedDateTime": "2026-11-28T10:00:00Z", "time": 1,
                 "request": {"method": "GET", "url": "http://x/v1/gateway_ip"}, "response": {"status": 500}}]}}
                """);
        Outcome outcome = Outcome.of("record", "--from", wrong.toString());
        assertThat(outcome.exitCode()).isEqualTo(65);
        assertThat(outcome.err())
                .containsExactly("rackconnect-mock: " + wrong + ": there is no right answer of the API in it");
        assertThat(Outcome.of("record", "--from", folder.toString()).exitCode()).isEqualTo(66);
        assertThat(Outcome.of("record", "--from", "nope.json"))
                .isEqualTo(new Outcome(66, List.of(), List.of("rackconnect-mock: nope.json: there is no such file")));
    }
}
