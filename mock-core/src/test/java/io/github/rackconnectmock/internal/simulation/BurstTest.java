package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.Step;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurstTest {
    private final Played played = Played.of(CloudServer.named("web-{n}")
            .sourceIp("10.1.1.254")
            .count(50)
            .stagger(Duration.ofSeconds(3))
            .step(Step.after(Duration.ofSeconds(10)).name("done"))
            .step(Step.afterRequests(1).name("asked"))
            .step(Step.after(Duration.ofSeconds(10)).name("end")));

    @Test
    void isSoManyServersWithConsecutiveAddresses() {
        assertThat(played.simulation().servers().all())
                .hasSize(50)
                .startsWith(played.server("web-1"), played.server("web-2"))
                .endsWith(played.server("web-50"));
        assertThat(played.server("web-3").sourceIp().getHostAddress()).isEqualTo("10.1.2.0");
        assertThat(played.simulation().servers().byAddress(address("10.1.2.47")))
                .contains(played.server("web-50"));
        assertThat(played.simulation().servers().byAddress(address("10.1.2.48")))
                .isEmpty();
    }

    @Test
    void eachLifeBeginsLaterThanTheOneBefore() {
        for (int second = 0; second < 170; second++) {
            for (int number = 1; number <= 50; number++) {
                boolean done = second >= 10 + 3 * (number - 1);
                assertThat(played.server("web-" + number).state().step())
                        .as("web-%d after %d s", number, second)
                        .isEqualTo(done ? "done" : "start");
            }
            played.advance("1s");
        }
    }

    @Test
    void aLifeThatHasNotBegunSaysWhenItsNextStepComes() {
        ServerSnapshot third = played.server("web-3").snapshot();
        assertThat(third.since()).isNull();
        assertThat(third.next()).hasToString("done after 16s");

        played.advance("6s");
        assertThat(played.server("web-3").snapshot().since()).isEqualTo(START.plusSeconds(6));
    }

    @Test
    void aLifeThatHasNotBegunAnswersAlready() {
        Admission admission = played.server("web-50").request(Operation.AUTOMATION_STATUS);

        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        assertThat(admission.state().step()).isEqualTo("start");
    }

    @Test
    void aJumpDoesNotWaitForTheLifeToBegin() {
        ServerLife last = played.server("web-50");
        last.jumpTo("asked");
        assertThat(last.snapshot().since()).isEqualTo(START);
        played.advance("10s");

        assertThat(last.state().step()).isEqualTo("end");
    }

    @Test
    void aStepThatWasWaitedForBeforeTheLifeBeganCountsFromItsBeginning() {
        Played early = Played.of(CloudServer.named("web-{n}")
                .sourceIp("10.1.1.1")
                .count(2)
                .stagger(Duration.ofSeconds(30))
                .step(Step.on("go"))
                .step(Step.after(Duration.ofSeconds(10))));
        ServerLife second = early.server("web-2");
        second.fire("go");
        early.advance("39s");
        assertThat(second.state().step()).isEqualTo("step-1");
        early.advance("1s");

        assertThat(second.state().step()).isEqualTo("step-2");
    }

    private static InetAddress address(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }
}
