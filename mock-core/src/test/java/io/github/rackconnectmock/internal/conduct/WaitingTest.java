package io.github.rackconnectmock.internal.conduct;

import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertBad;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertGood;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertUnknown;
import static io.github.rackconnectmock.internal.conduct.TestClient.SECOND;
import static io.github.rackconnectmock.internal.conduct.TestClient.seconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a client waited after an answer that is no success. */
class WaitingTest {
    private final TestClient client = TestClient.of(AutomationStatus.DEPLOYING);

    private void fails(double... thenWaits) {
        for (double each : thenWaits) {
            client.ask(client.answered(503), each);
        }
    }

    @Test
    void theShortestWaitAfterOneKindCounts() {
        fails(6);
        client.ask(client.answered(404), 1);
        fails(5);
        client.ask(9);
        fails(7);
        client.ask(0);

        assertGood(Verdicts.backedOffAfter(client.seen(), "503", seconds(5)));
        assertBad(
                Verdicts.backedOffAfter(client.seen(), "503", seconds(6)),
                "asked again 5s after a 503 (requests 3 and 4)");
        assertGood(Verdicts.backedOffAfter(client.seen(), "404", seconds(1)));
        assertUnknown(Verdicts.backedOffAfter(client.seen(), "500", seconds(1)), "was never answered 500");
        assertThat(ClientSummary.of(client.seen()).after())
                .containsExactly(
                        new ClientSummary.After("503", 3, 5 * SECOND), new ClientSummary.After("404", 1, SECOND));
    }

    @Test
    void whoNeverAsksAgainBacksOff() {
        fails(0);

        assertGood(Verdicts.backedOffAfter(client.seen(), "503", seconds(100)));
        assertGood(Verdicts.neverAskedAgainAfter(client.seen(), "503"));
        assertThat(ClientSummary.of(client.seen()).after()).containsExactly(new ClientSummary.After("503", 1, null));
    }

    @Test
    void noWaitAtAllIsTheShortest() {
        fails(0);
        client.ask(0);

        assertBad(
                Verdicts.backedOffAfter(client.seen(), "503", seconds(1)),
                "asked again 0s after a 503 (requests 1 and 2)");
        assertGood(Verdicts.backedOffAfter(client.seen(), "503", seconds(0)));
        assertThat(ClientSummary.of(client.seen()).after()).containsExactly(new ClientSummary.After("503", 1, 0L));
        assertBad(Verdicts.neverAskedAgainAfter(client.seen(), "503"), "asked again 0s after a 503 (requests 1 and 2)");
    }

    /** Only the next request is one after a wait. */
    @Test
    void laterRequestsDoNotCount() {
        fails(5);
        client.ask(0);
        client.ask(0);

        assertGood(Verdicts.backedOffAfter(client.seen(), "503", seconds(5)));
    }

    @Test
    void aRequestThatWasUnderWayIsNotAfterIt() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.answered(503).by(one), 0.01);
        client.ask(client.request().by(other), 4.99);
        client.ask(client.request().by(one), 0);

        assertGood(Verdicts.backedOffAfter(client.seen(), "503", seconds(5)));
        assertBad(Verdicts.neverAskedAgainAfter(client.seen(), "503"), "asked again 5s after a 503 (requests 1 and 3)");
    }

    @ParameterizedTest
    @CsvSource({"300,true", "307,true", "401,true", "204,false", "299,false"})
    void successesAreNotWaitedAfter(int status, boolean isWaitedAfter) {
        client.ask(client.answered(status), 1);

        assertThat(ClientSummary.of(client.seen()).after()).hasSize(isWaitedAfter ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "200", "204", "299"})
    void thereIsNothingToWaitForAfterASuccess(String success) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdicts.backedOffAfter(client.facts, success, seconds(1)))
                .withMessage("a client waits after a failure or a redirect, not after a " + success);
        assertThatIllegalArgumentException().isThrownBy(() -> Verdicts.askedAgainAfter(client.facts, success));
        assertThatIllegalArgumentException().isThrownBy(() -> Verdicts.neverAskedAgainAfter(client.facts, success));
    }

    /** Each kind of fault is a kind of its own, and so is an answer that the client didn't wait for. */
    @Test
    void faultsAreKindsOfTheirOwn() {
        client.ask(client.request().fault("reset"), 2);
        client.ask(client.request().fault("empty"), 3);
        client.ask(client.request().fault("reset"), 4);
        client.abandon(client.begin(client.answered(503)));
        client.pass(5);
        client.abandon(client.begin(client.request().fault("reset")));
        client.pass(6);
        client.abandon(client.begin(client.request().fault("hang")));
        client.pass(7);
        client.ask(0);

        assertThat(ClientSummary.of(client.seen()).after())
                .containsExactly(
                        new ClientSummary.After("reset", 2, 2 * SECOND),
                        new ClientSummary.After("empty", 1, 3 * SECOND),
                        new ClientSummary.After("abandoned", 2, 5 * SECOND),
                        new ClientSummary.After("hang", 1, 7 * SECOND));
    }

    @Test
    void askedAgainAfterIsAboutTheSameOperation() {
        client.ask(client.gateway().answered(404).answered(Rule.GATEWAY_UNASSIGNED), 1);
        client.ask(1);
        assertBad(Verdicts.askedAgainAfter(client.seen(), "404"), "never asked again after the 404 of request 1");
        client.ask(client.gateway(), 1);
        assertGood(Verdicts.askedAgainAfter(client.seen(), "404"));
        assertUnknown(Verdicts.askedAgainAfter(client.seen(), "403"), "was never answered 403");
        assertUnknown(Verdicts.neverAskedAgainAfter(client.seen(), "403"), "was never answered 403");

        client.ask(client.gateway().answered(404).answered(Rule.GATEWAY_UNASSIGNED), 1);
        assertBad(Verdicts.askedAgainAfter(client.seen(), "404"), "never asked again after the 404 of request 4");
    }

    @Test
    void whatWasUnderWayIsNotAskedAgain() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.answered(503).by(one), 0.01);
        client.ask(client.request().by(other), 1);
        assertBad(Verdicts.askedAgainAfter(client.seen(), "503"), "never asked again after the 503 of request 1");
    }

    @Test
    void waitsGrowByTheFactorUpToTheLongest() {
        assertUnknown(growing(2, 8), "never waited twice over failures in a row");
        fails(2, 4, 8, 8);
        client.ask(60);

        assertGood(growing(2, 8));
        assertBad(growing(2, 9), "waited 8s before request 6, after a wait of 8s");
        assertBad(growing(3, 8), "waited 4s before request 4, after a wait of 2s");
    }

    private static BackOff backOff(ClientFacts facts) {
        return requireNonNull(facts.backOff);
    }

    private Judgement growing(double factor, int longest) {
        client.ask(0);
        return Verdicts.backedOffExponentially(client.seen(), factor, seconds(longest));
    }

    @Test
    void oneWaitIsTooFew() {
        fails(2);
        assertUnknown(growing(2, 8), "never waited twice over failures in a row");
    }

    /** No program sleeps exactly as long as it wants to. */
    @Test
    void aWaitMayFallShortByATenth() {
        fails(10, 18);
        assertGood(growing(2, 60));
        fails(10, 17.9);
        assertBad(growing(2, 60), "waited 17s900ms before request 6, after a wait of 10s");
        assertGood(growing(2, 19));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0, -2, Double.NaN})
    void aFactorIsAboveOne(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdicts.backedOffExponentially(client.facts, factor, seconds(1)))
                .withMessage("a factor is above 1, not " + factor);
    }

    @Test
    void afterASuccessItBeginsWithAShortWait() {
        fails(2, 4);
        client.ask(1);
        fails(3.9);
        assertGood(growing(2, 60));
        fails(4);
        assertBad(growing(2, 60), "waited 4s before request 7, the first wait after a success, which was 2s at first");
        fails(5, 10);
        fails(3.5);
        client.ask(0);
        assertBad(
                Verdicts.backedOffExponentially(client.seen(), 2.1, seconds(60)),
                "waited 3s500ms before request 11, after a wait of 10s");
    }

    @Test
    void theLongestFirstWaitIsNamed() {
        fails(2, 4);
        client.ask(1);
        fails(7);
        client.ask(1);
        fails(6);
        client.ask(1);
        assertBad(growing(2, 60), "waited 7s before request 5, the first wait after a success, which was 2s at first");
    }

    @Test
    void withoutAFirstWaitAnyIsTooLong() {
        fails(0, 4);
        client.ask(1);
        assertGood(growing(2, 60));
        fails(0);
        assertGood(growing(2, 60));
        fails(1);
        assertBad(growing(2, 60), "waited 1s before request 8, the first wait after a success, which was 0s at first");
    }

    /** The kind: what is a failure, for what a client would back off from. */
    @Test
    void failuresAreOfAnyKind() {
        fails(2);
        client.ask(client.request().fault("reset"), 4);
        client.abandon(client.begin(client.request()));
        client.pass(8);
        client.ask(client.answered(400), 16);
        client.ask(client.gateway().answered(404).answered(Rule.GATEWAY_UNASSIGNED), 1);
        client.ask(client.answered(399), 0);
        fails(1);
        client.ask(0);

        assertGood(Verdicts.backedOffExponentially(client.seen(), 2, seconds(16)));
        assertThat(backOff(client.seen()).judged).isEqualTo(3);
        assertBad(
                Verdicts.backedOffExponentially(client.seen(), 2.3, seconds(32)),
                "waited 4s before request 3, after a wait of 2s");
    }

    @Test
    void aRequestThatWasUnderWayEndsNoWait() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.answered(503).by(one), 2);
        client.ask(client.answered(503).by(one), 0.01);
        client.begin(client.request().by(other));
        client.pass(3.99);
        client.ask(client.answered(503).by(one), 0);

        assertGood(Verdicts.backedOffExponentially(client.seen(), 2, seconds(60)));
    }

    @Test
    void aSecondRequestAfterAFailureEndsNoWait() {
        fails(2, 4);
        client.begin(client.answered(503));
        client.pass(1);
        client.begin(client.answered(503));
        client.pass(1);

        assertGood(Verdicts.backedOffExponentially(client.seen(), 2, seconds(60)));
    }

    /** Whichever pair of waits is the worst for what is asked, it is held. */
    @Test
    void eachPairThatMayMatterIsHeld() {
        // Growing by 4 from 1, by 3 from 4, by 2 from 12.
        fails(1, 4, 12, 24);
        client.ask(0);
        ClientFacts seen = client.seen();

        assertGood(Verdicts.backedOffExponentially(seen, 2, seconds(100)));
        assertBad(
                Verdicts.backedOffExponentially(seen, 2.9, seconds(100)),
                "waited 24s before request 5, after a wait of 12s");
        assertGood(Verdicts.backedOffExponentially(seen, 2.9, seconds(24)));
        assertBad(
                Verdicts.backedOffExponentially(seen, 4, seconds(20)),
                "waited 12s before request 4, after a wait of 4s");
        assertGood(Verdicts.backedOffExponentially(seen, 4, seconds(13)));
        assertBad(
                Verdicts.backedOffExponentially(seen, 5, seconds(12)),
                "waited 4s before request 3, after a wait of 1s");
    }

    @Test
    void aPairThatIsNoWorseIsNotHeld() {
        fails(1, 2);
        client.ask(0);
        fails(2, 4);
        client.ask(0);
        fails(1, 3);
        client.ask(0);
        assertBad(
                Verdicts.backedOffExponentially(client.seen(), 3, seconds(100)),
                "waited 2s before request 3, after a wait of 1s");

        fails(2, 2);
        client.ask(0);
        assertBad(
                Verdicts.backedOffExponentially(client.seen(), 1.2, seconds(100)),
                "waited 2s before request 12, after a wait of 2s");
    }

    @Test
    void waitsThatAreTooIrregularAreNotJudged() {
        // Each pair grows by less than the one before, and from a longer wait: none is worse than another.
        int wait = 1;
        for (int i = 0; i < BackOff.MOST_PAIRS; i++) {
            fails(wait, wait * (100.0 - i));
            client.ask(0);
            wait *= 2;
        }
        // The first waits after a success are longer than the first of all, so only the pairs may be asked about.
        ClientFacts seen = client.seen();
        assertThat(backOff(seen).overflown).isFalse();
        fails(wait, wait * 50.0);
        client.ask(0);
        seen = client.seen();
        assertThat(backOff(seen).overflown).isTrue();
        backOff(seen).longestLaterFirst = -1;
        assertUnknown(Verdicts.backedOffExponentially(seen, 2, seconds(100)), "waited too irregularly to be judged");
        assertBad(
                Verdicts.backedOffExponentially(seen, 200, seconds(200)),
                "waited 1m40s before request 3, after a wait of 1s");
    }

    @Test
    void waitedAsToldToTheEndOfARetryAfter() {
        assertUnknown(told(), "was never told a Retry-After");
        client.ask(client.answered(503).retryAt(client.now + 5 * SECOND), 5);
        assertGood(told());
        client.ask(0);
        client.ask(client.answered(503).retryAt(client.now + 5 * SECOND), 5);
        client.ask(client.answered(503).retryAt(client.now + 3 * SECOND), 2);
        client.ask(client.answered(503).retryAt(client.now + 9 * SECOND), 2);
        client.ask(0);
        assertBad(told(), "asked again 1s before the end of its Retry-After (requests 5 and 6)");
    }

    private Judgement told() {
        if (client.now == 1_000 * SECOND) {
            client.ask(1);
        }
        return Verdicts.waitedAsTold(client.seen());
    }

    @Test
    void onlyTheNextRequestIsTooEarly() {
        client.ask(client.answered(503).retryAt(client.now + 5 * SECOND), 1);
        assertGood(told());
        client.ask(1);
        client.ask(1);
        assertBad(told(), "asked again 4s before the end of its Retry-After (requests 1 and 2)");
    }

    /** The kind: what nobody received told nobody. */
    @Test
    void anAbandonedRetryAfterWasNotTold() {
        client.abandon(client.begin(client.answered(503).retryAt(client.now + 5 * SECOND)));
        client.ask(1);
        assertUnknown(told(), "was never told a Retry-After");
    }

    @Test
    void aRequestThatWasUnderWayDoesNotBreakARetryAfter() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.answered(503).retryAt(client.now + 5 * SECOND).by(one), 0.01);
        client.ask(client.request().by(other), 0.01);
        assertGood(told());
        client.ask(client.request().by(one), 0.01);
        assertBad(told(), "asked again 4s980ms before the end of its Retry-After (requests 1 and 3)");
    }

    @Test
    void aDurationIsNeverNegative() {
        fails(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdicts.backedOffAfter(client.seen(), "503", Duration.ofMillis(-1)));
    }

    @Test
    void aClockThatGoesBackGivesNoWait() {
        fails(0);
        client.now -= SECOND;
        client.ask(0);
        assertBad(
                Verdicts.backedOffAfter(client.seen(), "503", seconds(1)),
                "asked again 0s after a 503 (requests 1 and 2)");
    }

    @Test
    void ofEqualOnesTheFirstIsNamed() {
        fails(2);
        client.ask(1);
        fails(2);
        client.ask(1);
        assertBad(
                Verdicts.backedOffAfter(client.seen(), "503", seconds(3)),
                "asked again 2s after a 503 (requests 1 and 2)");
        fails(4);
        client.ask(1);
        fails(4);
        client.ask(1);
        fails(1, 2);
        assertBad(growing(2, 60), "waited 4s before request 6, the first wait after a success, which was 2s at first");
    }

    @Test
    void aShortWaitIsNotForgottenForALongerOne() {
        fails(0);
        client.ask(1);
        fails(5);
        client.ask(1);
        assertBad(
                Verdicts.backedOffAfter(client.seen(), "503", seconds(5)),
                "asked again 0s after a 503 (requests 1 and 2)");
    }

    @Test
    void theLongestWaitMayFallShortByATenthToo() {
        fails(12, 18);
        assertGood(growing(2, 20));
        assertBad(growing(2, 21), "waited 18s before request 3, after a wait of 12s");
    }

    @Test
    void regularWaitsAreJudgedForever() {
        for (int i = 0; i < 2 * BackOff.MOST_PAIRS; i++) {
            fails(1, 2);
            client.ask(0);
        }
        assertGood(growing(2, 60));
        assertThat(backOff(client.seen()).overflown).isFalse();
    }

    /** The kind: a client gives up long before the mock tries to send the delayed answer. */
    @Test
    void aRetryWhileTheAbandonedAnswerIsDelayedIsAfterIt() {
        TestRequest first = client.begin(client.request());
        client.pass(0.3);
        client.leave(first);
        client.pass(1);
        TestRequest second = client.begin(client.request());
        client.pass(0.3);
        client.leave(second);
        client.pass(0.4);
        client.abandon(first);
        client.pass(1.6);
        TestRequest third = client.begin(client.request());
        client.abandon(second);
        client.deliver(third);

        assertGood(Verdicts.backedOffAfter(client.seen(), "abandoned", seconds(1)));
        assertBad(
                Verdicts.backedOffAfter(client.seen(), "abandoned", seconds(2)),
                "asked again 1s after an abandoned answer (requests 1 and 2)");
        assertGood(Verdicts.askedAgainAfter(client.seen(), "abandoned"));
        assertGood(Verdicts.backedOffExponentially(client.seen(), 2, seconds(2)));
        assertBad(
                Verdicts.backedOffExponentially(client.seen(), 3, seconds(4)),
                "waited 2s before request 3, after a wait of 1s");
        assertGood(Verdicts.neverMoreAtOnceThan(client.seen(), 1));
        assertThat(client.all.mostAtOnce()).isEqualTo(1);
        assertThat(ClientSummary.of(client.seen()).after())
                .containsExactly(new ClientSummary.After("abandoned", 2, SECOND));
    }

    /** A client may end its sending side and wait for the answer all the same. */
    @Test
    void whoOnlyEndedItsSendingSideAbandonedNothing() {
        client.abandon(client.begin(client.request()));
        client.pass(5);
        TestRequest waited = client.begin(client.request());
        client.leave(waited);
        client.pass(2);
        client.deliver(waited);
        client.ask(0);
        assertThat(ClientSummary.of(client.seen()).after())
                .containsExactly(new ClientSummary.After("abandoned", 1, 5 * SECOND));
        assertGood(Verdicts.askedAgainAfter(client.seen(), "abandoned"));
        assertThat(ClientSummary.of(client.seen()).firstTold()).containsEntry("DEPLOYING", client.now);

        client.facts.restarts(client.now);
        client.step(0);
        waited = client.begin(client.request());
        client.leave(waited);
        client.deliver(waited);
        assertThat(ClientSummary.of(client.seen()).after()).isEmpty();
        assertUnknown(Verdicts.backedOffAfter(client.seen(), "abandoned", seconds(1)), "never abandoned an answer");
        client.ask(0);
        assertUnknown(
                Verdicts.backedOffExponentially(client.seen(), 2, seconds(2)),
                "never waited twice over failures in a row");
        assertThat(client.all.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void whoLeavesAHangGotIt() {
        TestRequest hanging = client.begin(client.request().fault("hang"));
        client.leave(hanging);
        client.abandon(hanging);
        assertThat(ClientSummary.of(client.seen()).after()).containsExactly(new ClientSummary.After("hang", 1, null));
    }

    @Test
    void whatLeftBeforeARestartIsForgotten() {
        TestRequest before = client.begin(client.request());
        client.facts.restarts(client.now);
        client.step(0);
        client.leave(before);
        client.ask(client.request().to(null).met(null).answered(404).answered(Rule.UNKNOWN_PATH), 0);
        TestRequest unknown = client.begin(client.request().to(null).met(null).answered(404));
        client.leave(unknown);
        client.abandon(unknown);
        assertThat(ClientSummary.of(client.seen()).after()).isEmpty();
        assertThat(client.seen().mostAtOnce).isEqualTo(1);
    }

    @Test
    void messagesAreSentences() {
        client.ask(0);
        assertUnknown(Verdicts.backedOffAfter(client.seen(), "abandoned", seconds(1)), "never abandoned an answer");
        client.ask(client.request().fault("empty"), 0);
        client.abandon(client.begin(client.gateway()));
        client.ask(0);
        assertBad(
                Verdicts.neverAskedAgainAfter(client.seen(), "empty"),
                "asked again 0s after an empty (requests 2 and 3)");
        client.ask(client.request().fault("abort"), 0);
        client.ask(0);
        assertBad(
                Verdicts.neverAskedAgainAfter(client.seen(), "abort"),
                "asked again 0s after an abort (requests 5 and 6)");
        assertBad(
                Verdicts.askedAgainAfter(client.seen(), "abandoned"),
                "never asked again after the abandoned answer of request 3");
    }
}
