package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.START;
import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static io.github.rackconnectmock.scenario.Operation.AUTOMATION_STATUS;
import static io.github.rackconnectmock.scenario.Operation.GATEWAY_IP;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.RateWindow;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a server tells of itself and of the step to come. */
class ServerOutlookTest {
    private final Played played = Played.of(web1().gatewayIp(null)
            .step(Step.after(Duration.ofSeconds(10)))
            .step(Step.afterRequests(AUTOMATION_STATUS, 3).name("asked"))
            .step(Step.on("give-up").name("over").gatewayIp("10.1.0.1")));

    @Test
    void ofATimeIsHowMuchOfItIsLeft() {
        played.advance("2.25s");

        NextStep next = requireNonNull(played.server().snapshot().next());
        assertThat(next.in()).isEqualTo(Duration.ofMillis(7750));
        assertThat(next).hasToString("step-1 after 8s");
    }

    @Test
    void ofRequestsIsHowManyAreMissing() {
        played.advance("10s");
        played.ask();
        played.ask(GATEWAY_IP);
        assertThat(played.server().snapshot().next()).hasToString("asked after 2 requests of automation_status");

        played.ask();
        assertThat(played.server().snapshot().next()).hasToString("asked after 1 request of automation_status");
    }

    @Test
    void ofASignalIsItsName() {
        played.server().jumpTo("asked");

        assertThat(played.server().snapshot().next()).hasToString("over on signal give-up");
    }

    @Test
    void ofTheGatewayIsItsOwnStepWhereOnlyTimeIsBetween() {
        Played late = Played.of(web1().gatewayIp(null)
                .step(Step.after(Duration.ofSeconds(10)))
                .step(Step.after(Duration.ofSeconds(10)).name("gateway").gatewayIp("10.1.0.1"))
                .step(Step.after(Duration.ofSeconds(10)).gatewayIp(null)));
        late.advance("2s");
        assertThat(late.admitted(GATEWAY_IP).gatewayStep()).hasToString("gateway after 18s");

        late.advance("18s");
        assertThat(late.admitted(GATEWAY_IP).gatewayStep()).isNull();

        late.advance("10s");
        assertThat(late.admitted(GATEWAY_IP).gatewayStep()).isNull();
        assertThat(late.admitted(GATEWAY_IP).state().gatewayIp()).isNull();
    }

    @Test
    void ofTheGatewayIsTheNextStepWhereMoreThanTimeIsBetween() {
        assertThat(played.admitted(GATEWAY_IP).gatewayStep()).hasToString("step-1 after 10s");
    }

    @Test
    void aSnapshotTellsWhoAndWhatAndHowMuch() {
        Played played = Played.of(web1(), RateLimit.of(3, Duration.ofMinutes(1)));
        played.ask(GATEWAY_IP);
        played.ask();
        played.ask();
        played.ask();
        played.advance("18s");

        ServerSnapshot snapshot = played.server().snapshot();

        assertThat(snapshot.name()).isEqualTo("web1");
        assertThat(snapshot.sourceIp().getHostAddress()).isEqualTo("10.1.1.1");
        assertThat(snapshot.at()).isEqualTo(START.plusSeconds(18));
        assertThat(snapshot.since()).isEqualTo(START);
        assertThat(snapshot.requests()).isEqualTo(Map.of("automation_status", 2L, "gateway_ip", 1L));
        assertThat(snapshot.refused()).isEqualTo(1);
        assertThat(snapshot.window())
                .isEqualTo(new RateWindow(RateLimit.of(3, Duration.ofMinutes(1)), 0, Duration.ofSeconds(42)));
    }

    @Test
    void ofTheGatewayIsTheStepThatALoopComesBackTo() {
        Played flapping = Played.of(web1().gatewayIp(null)
                .step(Step.after(Duration.ofSeconds(10)).name("up").gatewayIp("10.1.0.1"))
                .step(Step.after(Duration.ofSeconds(10)).name("down").gatewayIp(null))
                .step(Step.after(Duration.ofSeconds(10)).goTo("up")));
        assertThat(flapping.admitted(GATEWAY_IP).gatewayStep()).hasToString("up after 10s");
        flapping.advance("23s");
        assertThat(flapping.admitted(GATEWAY_IP).gatewayStep()).hasToString("up after 7s");
        assertThat(flapping.step()).isEqualTo("down");
        flapping.advance("7s");
        assertThat(flapping.admitted(GATEWAY_IP).gatewayStep()).isNull();
    }

    @Test
    void ofTheGatewayIsTheStartToWhichALoopComesBack() {
        Played flapping = Played.of(web1().gatewayIp("10.1.0.1")
                .step(Step.after(Duration.ofSeconds(10)).name("down").gatewayIp(null))
                .step(Step.after(Duration.ofSeconds(10)).goTo("start")));
        flapping.advance("13s");
        assertThat(flapping.admitted(GATEWAY_IP).gatewayStep()).hasToString("start after 7s");
    }

    @Test
    void aLoopThatIsNeverLeftHidesTheGatewayAfterIt() {
        CloudServer.Builder endless = web1().gatewayIp(null)
                .step(Step.after(Duration.ofSeconds(10)))
                .step(Step.after(Duration.ofSeconds(10)).goTo("start"))
                .step(Step.after(Duration.ofSeconds(10)).gatewayIp("10.1.0.1"));
        Played played = Played.of(endless);
        for (int i = 0; i < 4; i++) {
            assertThat(played.admitted(GATEWAY_IP).gatewayStep()).isNull();
            played.advance("10s");
        }
    }
}
