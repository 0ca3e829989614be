package io.github.rackconnectmock.internal.conduct;

import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertBad;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertGood;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertUnknown;
import static io.github.rackconnectmock.internal.conduct.TestClient.seconds;
import static io.github.rackconnectmock.internal.conduct.TestClient.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often and for how long a client asked. */
class PollingTest {
    private final TestClient client = TestClient.of(
            state(AutomationStatus.DEPLOYING, null),
            state(AutomationStatus.DEPLOYED, "10.0.0.1"),
            state(AutomationStatus.DEPLOYING, null));

    @Test
    void theShortestIntervalOfOneOperationCounts() {
        client.ask(10);
        client.ask(client.gateway(), 5);
        String none = "made no two requests for one operation, so there is no interval to judge";
        assertUnknown(Verdicts.polledNoFasterThan(client.seen(), seconds(1)), none);
        client.ask(4);
        client.ask(client.gateway(), 7);
        client.ask(20);
        client.ask(client.gateway(), 0);

        assertGood(Verdicts.polledNoFasterThan(client.seen(), seconds(9)));
        assertBad(
                Verdicts.polledNoFasterThan(client.seen(), seconds(10)),
                "asked for gateway_ip again after 9s (requests 2 and 4)");
    }

    @Test
    void noIntervalAtAllIsTheShortest() {
        client.ask(1);
        client.ask(0);
        client.ask(1);
        client.ask(0);

        assertGood(Verdicts.polledNoFasterThan(client.seen(), seconds(0)));
        assertBad(
                Verdicts.polledNoFasterThan(client.seen(), seconds(1)),
                "asked for automation_status again after 0s (requests 2 and 3)");
    }

    /** Requests that ask nothing about a server are no polls. */
    @Test
    void onlyQuestionsToTheApiArePolls() {
        for (int i = 0; i < 2; i++) {
            client.ask(client.request().to(null).met(null).answered(404).answered(Rule.UNKNOWN_PATH), 1);
            client.ask(client.answered(403).answered(Rule.WRONG_REGION), 1);
        }

        assertThat(Verdicts.polledNoFasterThan(client.seen(), seconds(5)).kind())
                .isEqualTo(Judgement.Kind.UNKNOWN);
        assertUnknown(
                Verdicts.polledNoSlowerThan(client.seen(), seconds(1), client.now),
                "asked no two times, so there is no interval to judge");
        assertUnknown(Verdicts.gaveUpWithin(client.seen(), seconds(1)), "never asked");
        assertBad(Verdicts.keptAskingFor(client.seen(), seconds(0)), "never asked");
    }

    @Test
    void theLongestPauseCounts() {
        client.ask(5);
        client.ask(client.gateway(), 8);
        client.ask(6);
        client.ask(0);

        assertGood(Verdicts.polledNoSlowerThan(client.seen(), seconds(8), client.now));
        assertBad(
                Verdicts.polledNoSlowerThan(client.seen(), seconds(7), client.now), "paused for 8s (requests 2 and 3)");
    }

    @Test
    void aPauseThatGoesOnCounts() {
        client.ask(5);
        client.ask(9);

        assertGood(Verdicts.polledNoSlowerThan(client.seen(), seconds(9), client.now));
        assertBad(
                Verdicts.polledNoSlowerThan(client.seen(), seconds(8), client.now),
                "hasn't asked for 9s, since request 2, and wasn't told a terminal status");
    }

    @Test
    void oneRequestIsEnoughWhileItWaits() {
        client.ask(1);

        assertGood(Verdicts.polledNoSlowerThan(client.seen(), seconds(1), client.now));
    }

    @Test
    void nobodyNeedsToAskAfterTheEnd() {
        client.step(1);
        client.ask(100);
        client.ask(0);
        client.pass(1_000);
        String none = "asked no two times, so there is no interval to judge";
        assertUnknown(Verdicts.polledNoSlowerThan(client.seen(), seconds(1), client.now), none);
        assertUnknown(
                Verdicts.keptAskingFor(client.seen(), seconds(1)),
                "was told a terminal status after 0s, and had no reason to go on asking");
        assertGood(Verdicts.keptAskingFor(client.seen(), seconds(0)));
        assertUnknown(
                Verdicts.gaveUpWithin(client.seen(), seconds(1)),
                "was told a terminal status, and had no need to give up");
    }

    @Test
    void pausesBeforeTheEndCountAfterItToo() {
        client.ask(5);
        client.step(1);
        client.ask(100);

        assertGood(Verdicts.polledNoSlowerThan(client.seen(), seconds(5), client.now));
        assertBad(
                Verdicts.polledNoSlowerThan(client.seen(), seconds(4), client.now), "paused for 5s (requests 1 and 2)");
    }

    @Test
    void noPauseIsOneToJudge() {
        client.ask(0);
        client.step(1);
        client.ask(0);

        assertGood(Verdicts.polledNoSlowerThan(client.seen(), seconds(0), client.now));
    }

    /** The kind: what begins again is judged again, and what was seen before stays evidence. */
    @Test
    void theTimeAfterARebuildIsItsOwn() {
        client.ask(30);
        client.step(1);
        client.ask(500);
        client.step(2);
        client.ask(3);
        client.ask(0);

        assertGood(Verdicts.polledNoSlowerThan(client.seen(), seconds(30), client.now));
        assertBad(
                Verdicts.polledNoSlowerThan(client.seen(), seconds(29), client.now),
                "paused for 30s (requests 1 and 2)");
        assertGood(Verdicts.gaveUpWithin(client.seen(), seconds(3)));
        assertBad(Verdicts.gaveUpWithin(client.seen(), seconds(2)), "still asked after 3s (request 4)");
        assertGood(Verdicts.keptAskingFor(client.seen(), seconds(3)));
        assertBad(Verdicts.keptAskingFor(client.seen(), seconds(4)), "asked for 3s only, until request 4");
    }

    @Test
    void durationsAreZeroOrLonger() {
        client.ask(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdicts.keptAskingFor(client.seen(), seconds(-1)))
                .withMessage("a duration is zero or longer, not PT-1S");
        assertThat(Verdicts.micros(Duration.ofNanos(3_000_002_000L))).isEqualTo(3_000_002);
        // The longest one that is counted exactly, and one beyond.
        long most = Long.MAX_VALUE / 2_000_000;
        assertThat(Verdicts.micros(Duration.ofSeconds(most))).isEqualTo(most * 1_000_000);
        assertThat(Verdicts.micros(Duration.ofSeconds(most + 1))).isEqualTo(Long.MAX_VALUE / 2);
    }

    @Test
    void theSummaryHasIntervalsAndTheLastRequestWithoutEnd() {
        client.ask(4);
        client.ask(client.gateway(), 2);
        client.ask(0);
        ClientSummary waiting = ClientSummary.of(client.seen());
        assertThat(waiting.shortestIntervals()).containsOnly(Map.entry("automation_status", 6_000_000L));
        assertThat(waiting.lastAskedWithoutEnd()).isEqualTo(client.now);
        assertThat(waiting.firstTold()).containsOnly(Map.entry("DEPLOYING", client.now - 6_000_000));
        assertThat(waiting.askedAfterTold()).isFalse();
        assertThat(waiting.refused()).isZero();

        client.step(1);
        client.pass(1);
        client.ask(0);
        client.ask(client.request().to(Operation.GATEWAY_IP), 0);
        ClientSummary told = ClientSummary.of(client.seen());
        assertThat(told.lastAskedWithoutEnd()).isNull();
        assertThat(told.firstTold()).containsEntry("DEPLOYED", client.now);
        assertThat(told.askedAfterTold()).isFalse();
        client.ask(0);
        assertThat(ClientSummary.of(client.seen()).askedAfterTold()).isTrue();
        assertThat(ClientSummary.of(client.seen()).shortestIntervals()).containsEntry("automation_status", 0L);
    }

    @Test
    void theSummaryOfAClientThatAskedNothing() {
        client.ask(client.request().to(null).met(null).answered(404).answered(Rule.UNKNOWN_PATH), 1);

        assertThat(ClientSummary.of(client.seen()).lastAskedWithoutEnd()).isNull();
        assertThat(ClientSummary.of(client.seen()).requests()).isEqualTo(1);
    }

    @Test
    void ofEqualOnesTheFirstIsNamed() {
        client.ask(2);
        client.ask(2);
        client.ask(0);

        assertBad(
                Verdicts.polledNoFasterThan(client.seen(), seconds(3)),
                "asked for automation_status again after 2s (requests 1 and 2)");
        assertBad(
                Verdicts.polledNoSlowerThan(client.seen(), seconds(1), client.now), "paused for 2s (requests 1 and 2)");
    }
}
