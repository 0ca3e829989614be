package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static io.github.rackconnectmock.scenario.RateLimit.Alignment.CLOCK_MINUTE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.RateWindow;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FixedWindowTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static RateWindow window(Played played) {
        return requireNonNull(played.server().snapshot().window());
    }

    @Test
    void answersThirtyAMinuteOverAllOperations() {
        Played played = Played.of(web1(), RateLimit.DOCUMENTED);
        for (int i = 0; i < 10; i++) {
            assertThat(played.server().request(Operation.AUTOMATION_STATUS)).isInstanceOf(Admission.Admitted.class);
            assertThat(played.server().request(Operation.GATEWAY_IP)).isInstanceOf(Admission.Admitted.class);
            assertThat(played.server().request(Operation.AUTOMATION_FEATURES)).isInstanceOf(Admission.Admitted.class);
        }

        assertThat(played.server().request(Operation.GATEWAY_IP)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void theWindowOpensWithTheFirstRequestAndRefusalsExtendNothing() {
        Played played = Played.of(web1(), RateLimit.of(2, MINUTE));
        played.advance("50s");
        assertThat(window(played)).isEqualTo(new RateWindow(RateLimit.of(2, MINUTE), 2, Duration.ZERO));

        played.ask(2);
        for (int i = 0; i < 59; i++) {
            assertThat(played.isRefused()).isTrue();
            assertThat(window(played).resetsIn()).isEqualTo(Duration.ofSeconds(60L - i));
            played.advance("1s");
        }
        played.advance("0.999999999s");
        assertThat(played.isRefused()).isTrue();
        played.advance("0.000000001s");

        assertThat(window(played).remaining()).isEqualTo(2);
        assertThat(played.isRefused()).isFalse();
        assertThat(window(played)).isEqualTo(new RateWindow(RateLimit.of(2, MINUTE), 1, MINUTE));
    }

    @Test
    void aWindowMayCloseWithinASecond() {
        Played played = Played.of(web1(), RateLimit.of(1, MINUTE));
        played.advance("0.5s");
        played.ask();
        played.advance("59.999s");
        assertThat(played.isRefused()).isTrue();
        // Less of its second than of the one in which the window closed.
        played.advance("0.701s");
        assertThat(played.isRefused()).isFalse();
    }

    @Test
    void aWindowOnTheClockClosesWithTheFullMinute() {
        RateLimit limit = RateLimit.of(1, MINUTE).alignment(CLOCK_MINUTE);
        Played played = Played.of(web1(), limit);
        played.advance("5s");
        assertThat(played.isRefused()).isFalse();
        assertThat(window(played)).isEqualTo(new RateWindow(limit, 0, Duration.ofSeconds(25)));

        played.advance("24.999s");
        assertThat(played.isRefused()).isTrue();
        played.advance("0.001s");
        assertThat(played.isRefused()).isFalse();
        assertThat(played.isRefused()).isTrue();
        played.advance("179s");
        assertThat(played.isRefused()).isFalse();
        assertThat(window(played).resetsIn()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource
    void aWindowMayCloseAfterTheLastTimeOfTheClock(RateLimit.Alignment alignment) {
        RateLimit limit = RateLimit.of(1, Durations.LONGEST).alignment(alignment);
        MovableClock clock = MovableClock.frozenAt(Instant.MAX);
        ServerLife server = new Simulation(
                        Scenario.builder().rateLimit(limit).server(web1()).build(), clock)
                .servers()
                .first();

        assertThat(server.request(Operation.GATEWAY_IP)).isInstanceOf(Admission.Admitted.class);
        clock.advance(Durations.LONGEST);
        assertThat(server.request(Operation.GATEWAY_IP)).isInstanceOf(Admission.Refused.class);
        assertThat(requireNonNull(server.snapshot().window()).resetsIn())
                .isPositive()
                .isLessThanOrEqualTo(Durations.LONGEST);
    }

    @Test
    void withoutALimitThereIsNoWindow() {
        Played played = Played.of(web1());
        played.ask(1_000);

        assertThat(played.server().snapshot().window()).isNull();
        assertThat(played.isRefused()).isFalse();
    }

    @Test
    void aRefusalKnowsTheStateAndTheWindow() {
        Played played = Played.of(web1(), RateLimit.of(1, MINUTE));
        played.ask();
        played.advance("18s");

        assertThat(played.server().request(Operation.GATEWAY_IP))
                .isEqualTo(new Admission.Refused(
                        Played.START.plusSeconds(18),
                        played.server().state(),
                        null,
                        new RateWindow(RateLimit.of(1, MINUTE), 0, Duration.ofSeconds(42)),
                        false));
    }

    @Test
    void ofAThousandRequestsAtOnceThirtyAreAnswered() throws Exception {
        Played played = Played.of(web1().step(Step.afterRequests(30)), RateLimit.DOCUMENTED);

        List<Boolean> refused = AllAtOnce.call(1_000, i -> played.isRefused());

        assertThat(Collections.frequency(refused, false)).isEqualTo(30);
        assertThat(played.server().snapshot().requests()).containsEntry("automation_status", 30L);
        assertThat(played.server().snapshot().refused()).isEqualTo(970);
        assertThat(played.step()).isEqualTo("step-1");
    }

    @Test
    void fiftyServersAtOnceHaveEachTheirOwnLimitAndLife() throws Exception {
        Played played = Played.of(Scenario.builder()
                .server(CloudServer.named("web-{n}")
                        .sourceIp("10.1.1.1")
                        .count(50)
                        .step(Step.afterRequests(10).name("ten"))
                        .step(Step.on("go").name("gone"))));

        AllAtOnce.call(100, thread -> {
            ServerLife server = played.server("web-" + (thread % 50 + 1));
            IntStream.range(0, 20 + thread % 50).forEach(i -> server.request(Operation.AUTOMATION_STATUS));
            if (thread < 50 && thread % 2 == 0) {
                server.fire("go");
            }
            return server;
        });

        for (int number = 1; number <= 50; number++) {
            ServerSnapshot snapshot = played.server("web-" + number).snapshot();
            assertThat(snapshot.requests()).as(snapshot.name()).containsEntry("automation_status", 30L);
            assertThat(snapshot.refused()).as(snapshot.name()).isEqualTo(2L * (19 + number) - 30);
            assertThat(snapshot.state().step()).as(snapshot.name()).isEqualTo(number % 2 == 1 ? "gone" : "ten");
        }
    }
}
