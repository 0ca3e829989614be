package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** As whom a server is answered, whether it is known, and what it may ask. */
class CallersTest {
    private static Admission ask(Played played, String server) {
        ServerLife asker = played.server(server);
        return played.simulation().answering(asker).request(Operation.AUTOMATION_STATUS, null, false, asker);
    }

    @Test
    void onlySoManyAtOnce() {
        Played played = Played.of(
                Played.web1(), RateLimit.of(100, Duration.ofMinutes(1)).atOnce(2));
        ServerLife life = played.server();
        assertThat(life.limitsAtOnce()).isTrue();
        assertThat(played.isRefused()).isFalse();
        assertThat(played.isRefused()).isFalse();
        for (int i = 0; i < 2; i++) {
            Admission third = life.request(Operation.AUTOMATION_STATUS);
            assertThat(third).isInstanceOf(Admission.Refused.class);
            assertThat(((Admission.Refused) third).atOnce()).isTrue();
        }
        life.ended();
        assertThat(played.isRefused()).isFalse();
        assertThat(played.isRefused()).isTrue();
        for (int i = 0; i < 5; i++) {
            life.ended();
        }
        assertThat(played.isRefused()).isFalse();
        assertThat(played.isRefused()).isFalse();
        assertThat(played.isRefused()).isTrue();
        assertThat(life.snapshot().refused()).isEqualTo(4);
    }

    @Test
    void withoutSuchALimitNothingIsCounted() {
        Played played = Played.of(Played.web1(), RateLimit.of(2, Duration.ofMinutes(1)));
        assertThat(played.server().limitsAtOnce()).isFalse();
        played.ask(2);
        Admission third = played.server().request(Operation.AUTOMATION_STATUS);
        assertThat(third).isInstanceOf(Admission.Refused.class);
        assertThat(((Admission.Refused) third).atOnce()).isFalse();
    }

    @Test
    void oneThatIsUnknownCountsAllTheSame() {
        Played played = Played.of(
                Played.web1()
                        .known(false)
                        .begins(Begins.FIRST_REQUEST)
                        .step(Step.afterRequests(2).name("known").known(true)),
                RateLimit.of(1, Duration.ofMinutes(1)));
        assertThat(played.server().snapshot().since()).isNull();
        Admission first = ask(played, "web1");
        assertThat(first).isInstanceOf(Admission.Unknown.class);
        assertThat(((Admission.Unknown) first).elsewhere()).isFalse();
        assertThat(first.fault()).isNull();
        assertThat(played.server().snapshot().since()).isEqualTo(Played.START);
        assertThat(played.server().snapshot().known()).isFalse();
        assertThat(ask(played, "web1")).isInstanceOf(Admission.Unknown.class);
        assertThat(played.step()).isEqualTo("known");
        assertThat(ask(played, "web1")).isInstanceOf(Admission.Admitted.class);
        assertThat(ask(played, "web1")).isInstanceOf(Admission.Refused.class);
        assertThat(played.server().snapshot().known()).isTrue();
    }

    @Test
    void oneOfAnotherRegionIsElsewhere() {
        Played played = Played.of(Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.1.1.1").region(Region.DFW))
                .incident(Incident.named("page").on("page").fault(Fault.answer(502)))
                .incident(Incident.named("slow").on("slow").fault(Fault.delay(Duration.ofSeconds(1)))));
        ServerLife life = played.server();
        Admission there = life.request(Operation.AUTOMATION_STATUS, Region.ORD, false, life);
        assertThat(there).isInstanceOf(Admission.Unknown.class);
        assertThat(((Admission.Unknown) there).elsewhere()).isTrue();
        assertThat(life.request(Operation.AUTOMATION_STATUS, Region.DFW, false, life))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(life.request(Operation.AUTOMATION_STATUS, null, false, life)).isInstanceOf(Admission.Admitted.class);
        // What an incident makes up stands in front of the API; where the own answer comes, it doesn't.
        played.simulation().fire("slow");
        assertThat(life.request(Operation.AUTOMATION_STATUS, Region.ORD, false, life))
                .isInstanceOf(Admission.Unknown.class)
                .satisfies(answer -> assertThat(answer.fault()).isNotNull());
        played.simulation().fire("page");
        assertThat(life.request(Operation.AUTOMATION_STATUS, Region.ORD, false, life))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void oneIsAnsweredAsAnother() {
        Played played = Played.of(Scenario.builder()
                .rateLimit(RateLimit.of(2, Duration.ofMinutes(1)))
                .server(CloudServer.named("nat1").sourceIp("10.1.1.1").status(AutomationStatus.FAILED))
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.2")
                        .step(Step.after(Duration.ofSeconds(5)).name("hidden").seenAs("nat1"))
                        .step(Step.after(Duration.ofSeconds(5)).name("stranger").seenAs(Step.SeenAs.UNKNOWN))
                        .step(Step.after(Duration.ofSeconds(5)).name("itself").seenAs(null))));
        ServerLife web1 = played.server("web1");
        assertThat(web1.seenAs()).isNull();
        assertThat(played.server("nat1").seenAs()).isNull();
        assertThat(ask(played, "web1").state().status()).isEqualTo(AutomationStatus.DEPLOYED);
        played.advance("5s");
        assertThat(web1.seenAs()).isEqualTo("nat1");
        assertThat(web1.snapshot().seenAs()).isEqualTo("nat1");
        assertThat(ask(played, "web1").state().status()).isEqualTo(AutomationStatus.FAILED);
        assertThat(ask(played, "nat1")).isInstanceOf(Admission.Admitted.class);
        assertThat(ask(played, "web1")).isInstanceOf(Admission.Refused.class);
        played.advance("5s");
        assertThat(ask(played, "web1")).isInstanceOf(Admission.Unknown.class);
        played.advance("5s");
        assertThat(web1.seenAs()).isNull();
        assertThat(ask(played, "web1").state().status()).isEqualTo(AutomationStatus.DEPLOYED);
    }

    /** Incidents by name are the asker's. */
    @Test
    void incidentsByNameAreThoseOfWhoAsks() {
        Played played = Played.of(Scenario.builder()
                .server(CloudServer.named("nat1").sourceIp("10.1.1.1"))
                .server(CloudServer.named("web1").sourceIp("10.1.1.2").seenAs("nat1"))
                .incident(Incident.named("web")
                        .after(Duration.ZERO)
                        .servers("web1")
                        .fault(Fault.hang())));
        assertThat(ask(played, "web1").fault()).isNotNull();
        assertThat(ask(played, "nat1").fault()).isNull();
    }

    @Test
    void aServersSignalBeginsAStepFromAnywhere() {
        Played played = Played.of(Played.web1()
                .on("rebuild", "start")
                .on("fail", "failed")
                .step(Step.after(Duration.ofSeconds(5)).name("up"))
                .step(Step.after(Duration.ofSeconds(5)).goTo("start", 2))
                .step(Step.on("rebuild").name("waited"))
                .step(Step.on("x").name("failed").status(AutomationStatus.FAILED)));
        played.advance("27s");
        assertThat(played.step()).isEqualTo("up");
        played.server().fire("fail");
        assertThat(played.step()).isEqualTo("failed");
        played.server().fire("rebuild");
        assertThat(played.step()).isEqualTo("start");
        // It has forgotten the loop's count; a step's own signal comes first.
        played.advance("27s");
        assertThat(played.step()).isEqualTo("up");
        played.simulation().fire("rebuild");
        assertThat(played.step()).isEqualTo("waited");
        assertThat(played.server().begunSteps()).hasSizeGreaterThan(8);
    }

    @Test
    void aRestartForgetsHowOftenFaultsAndLoopsWent() {
        Played played = Played.of(Played.web1()
                .fault(Fault.hang().times(1))
                .step(Step.after(Duration.ofSeconds(5))
                        .name("up")
                        .fault(Fault.answer(503).times(2)))
                .step(Step.after(Duration.ofSeconds(5)).goTo("up", 1))
                .step(Step.after(Duration.ofSeconds(1)).name("end")));
        for (int life = 0; life < 2; life++) {
            assertThat(kinds(played, 2)).isEqualTo("hang -");
            played.advance("5s");
            assertThat(kinds(played, 3)).isEqualTo("answer answer -");
            played.advance("5s");
            assertThat(played.step()).isEqualTo("up");
            assertThat(kinds(played, 3)).isEqualTo("answer answer -");
            // The step that led back isn't there any more.
            played.advance("1s");
            assertThat(played.step()).isEqualTo("end");
            played.server().restart();
        }
    }

    private static String kinds(Played played, int requests) {
        StringBuilder kinds = new StringBuilder();
        for (int i = 0; i < requests; i++) {
            AppliedFault fault =
                    played.server().request(Operation.AUTOMATION_STATUS).fault();
            kinds.append(fault == null ? "-" : fault.effect().kind()).append(' ');
        }
        return kinds.toString().strip();
    }

    /** Another answer of the same limit opens no window. */
    @Test
    void aLimitKeepsItsWindowWhereOnlyItsAnswerChanges() {
        RateLimit plain = RateLimit.of(1, Duration.ofMinutes(1));
        Played played = Played.of(
                Played.web1()
                        .step(Step.after(Duration.ofSeconds(5)).rateLimit(plain.answer(FaultEffect.Answer.of(429))))
                        .step(Step.after(Duration.ofSeconds(5)).rateLimit(RateLimit.of(2, Duration.ofMinutes(1)))),
                plain);
        played.ask();
        assertThat(played.isRefused()).isTrue();
        played.advance("5s");
        Admission refused = played.server().request(Operation.AUTOMATION_STATUS);
        assertThat(refused).isInstanceOf(Admission.Refused.class);
        assertThat(((Admission.Refused) refused).window().limit().answer()).isEqualTo(FaultEffect.Answer.of(429));
        played.advance("5s");
        assertThat(played.isRefused()).isFalse();
        assertThat(played.isRefused()).isFalse();
        assertThat(played.isRefused()).isTrue();
    }
}
