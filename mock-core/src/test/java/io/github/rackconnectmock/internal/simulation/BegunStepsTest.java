package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.START;
import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps that a server has begun. */
class BegunStepsTest {
    @Test
    void eachIsThereWithTheTimeAtWhichItBegan() {
        Played played = Played.of(web1().step(Step.after(Duration.ofSeconds(10)).name("one"))
                .step(Step.on("go").name("two")));
        played.advance("15s");
        played.server().fire("go");

        assertThat(played.server().begunSteps())
                .extracting(step -> step.state().step(), BegunStep::at)
                .containsExactly(
                        tuple("start", START),
                        tuple("one", START.plusSeconds(10)),
                        tuple("two", START.plusSeconds(15)));
    }

    @Test
    void whatIsStillToBeginIsLeftOut() {
        Played played = Played.of(
                CloudServer.named("web-{n}").sourceIp("10.1.1.1").count(2).stagger(Duration.ofSeconds(30)));
        assertThat(played.server("web-2").begunSteps()).isEmpty();

        played.advance("29.999s");
        assertThat(played.server("web-2").begunSteps()).isEmpty();
        played.advance("0.001s");
        assertThat(names(played.server("web-2"))).containsExactly("start");
    }

    @Test
    void aStartThatNeverCameIsForgotten() {
        Played played = Played.of(CloudServer.named("web-{n}")
                .sourceIp("10.1.1.1")
                .count(2)
                .stagger(Duration.ofSeconds(30))
                .step(Step.on("go").name("gone")));
        ServerLife second = played.server("web-2");
        second.jumpTo("gone");
        played.advance("60s");
        assertThat(names(second)).containsExactly("gone");

        second.restart();
        second.jumpTo("gone");
        assertThat(names(second)).containsExactly("gone", "start", "gone");
    }

    @Test
    void aRestartIsNowAndWaitsForNoStagger() {
        Played played = Played.of(
                CloudServer.named("web-{n}").sourceIp("10.1.1.1").count(2).stagger(Duration.ofSeconds(30)));
        ServerLife second = played.server("web-2");
        played.advance("10s");

        second.restart();

        assertThat(second.begunSteps()).extracting(BegunStep::at).containsExactly(Played.START.plusSeconds(10));
    }

    @Test
    void aRestartBeforeTheStartLeavesOneStart() {
        Played played = Played.of(
                CloudServer.named("web-{n}").sourceIp("10.1.1.1").count(2).stagger(Duration.ofSeconds(30)));
        ServerLife second = played.server("web-2");
        played.advance("10s");

        second.restart();
        played.advance("60s");

        assertThat(names(second)).containsExactly("start");
    }

    @Test
    void theLastHundredAreHeld() {
        CloudServer.Builder server = web1();
        for (int i = 0; i < 150; i++) {
            server.step(Step.after(Duration.ofSeconds(1)));
        }
        Played played = Played.of(server);
        played.advance("99s");
        assertThat(names(played.server())).hasSize(100).startsWith("start").endsWith("step-99");

        played.advance("1s");
        assertThat(names(played.server())).hasSize(100).startsWith("step-1").endsWith("step-100");
        played.advance("100s");
        assertThat(names(played.server())).hasSize(100).startsWith("step-51").endsWith("step-150");
    }

    /** Of the life before, nothing is left that a stale answer could be of. */
    @Test
    void aRestartedLifeKeepsItsOwnLastHundred() {
        CloudServer.Builder server = web1().fault(Fault.stale(Duration.ofSeconds(1)));
        for (int i = 0; i < 150; i++) {
            server.step(Step.after(Duration.ofSeconds(1)).fault(Fault.stale(Duration.ofSeconds(1))));
        }
        Played played = Played.of(server);
        played.advance("50s");
        assertThat(played.ask()).isEqualTo("step-49");
        played.server().restart();
        assertThat(played.ask()).isEqualTo("start");
        played.advance("50s");
        assertThat(played.ask()).isEqualTo("step-49");
        played.advance("100s");
        assertThat(played.ask()).isEqualTo("step-149");
    }

    private static List<String> names(ServerLife server) {
        return server.begunSteps().stream().map(step -> step.state().step()).toList();
    }
}
