package io.github.rackconnectmock.internal.api;

import static io.github.rackconnectmock.internal.api.Asking.web1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.conduct.AllFacts;
import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.internal.conduct.Judgement.Kind;
import io.github.rackconnectmock.internal.conduct.Verdicts;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a client did is seen against its server's life, however often and late that is looked at. */
class ConductOfLivesTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private final Asking asking = Asking.of(web1().status(AutomationStatus.DEPLOYING)
            .step(Step.after(TEN).name("done").status(AutomationStatus.DEPLOYED)));
    private final ServerLife life = asking.api().simulation().servers().first();
    private final AllFacts all = new AllFacts();

    private void ask() {
        Exchange exchange = asking.get("/v1/automation_status");
        ClientFacts client = requireNonNull(exchange.life()).client();
        all.begins(exchange, client);
        exchange.end(Exchange.Outcome.DELIVERED);
        all.ends(exchange, client, true);
    }

    private Kind noticed(int seconds) {
        return Verdicts.noticed(requireNonNull(life.conduct(all.epoch())), "done", Duration.ofSeconds(seconds))
                .kind();
    }

    @Test
    void itsClientIsOneAndTheSame() {
        assertThat(life.conduct(all.epoch())).isNull();
        assertThat(life.client()).isSameAs(life.client());
        assertThat(life.conduct(all.epoch())).isNull();
        ask();
        assertThat(life.conduct(all.epoch())).isNotNull().isNotSameAs(life.client());
        assertThat(life.conduct(all.epoch() + 1)).isNull();
    }

    @Test
    void whatBeganBeforeTheFirstRequestIsNoticedToo() {
        asking.advance(TEN.plusSeconds(5));
        ask();
        assertThat(noticed(5)).isEqualTo(Kind.GOOD);
        assertThat(noticed(4)).isEqualTo(Kind.BAD);
    }

    @Test
    void whatIsDueHasBegunThoughNobodyLooked() {
        ask();
        asking.advance(TEN);
        assertThat(Verdicts.noticed(requireNonNull(life.conduct(all.epoch())), "done", TEN)
                        .why())
                .isEqualTo("was never told that it is at done");
        asking.advance(Duration.ofSeconds(3));
        ask();
        assertThat(noticed(3)).isEqualTo(Kind.GOOD);
        assertThat(noticed(2)).isEqualTo(Kind.BAD);
    }

    @Test
    void aRestartForgetsWhatTheClientDid() {
        ask();
        life.restart();
        assertThat(life.conduct(all.epoch())).isNull();
        asking.advance(TEN);
        ask();
        assertThat(noticed(0)).isEqualTo(Kind.GOOD);
    }

    @Test
    void ofALifeThatIsOverNothingIsLeftForALaterClient() {
        asking.advance(TEN);
        assertThat(life.state().step()).isEqualTo("done");
        life.restart();
        ask();
        assertThat(Verdicts.noticed(requireNonNull(life.conduct(all.epoch())), "done", TEN)
                        .why())
                .isEqualTo("never was at done");
    }

    @Test
    void theSameScenarioCanBeginAgain() {
        asking.advance(TEN);
        assertThat(asking.get("/v1/automation_status").bodyText()).isEqualTo("DEPLOYED");
        asking.api().restart();
        assertThat(asking.get("/v1/automation_status").bodyText()).isEqualTo("DEPLOYING");
        assertThat(asking.api().simulation().servers().first()).isNotSameAs(life);
    }
}
