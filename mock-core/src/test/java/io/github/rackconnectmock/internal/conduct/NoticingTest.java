package io.github.rackconnectmock.internal.conduct;

import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertBad;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertGood;
import static io.github.rackconnectmock.internal.conduct.TestClient.seconds;
import static io.github.rackconnectmock.internal.conduct.TestClient.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How soon a client was told that something had come to be. */
class NoticingTest {
    private final TestClient client = TestClient.of(
            state(AutomationStatus.DEPLOYING, null),
            state(AutomationStatus.DEPLOYED, "10.0.0.1"),
            state(AutomationStatus.FAILED, "10.0.0.1"));

    private Judgement deployed(int within) {
        return Verdicts.noticedDeployedWithin(client.seen(), seconds(within));
    }

    private Judgement ended(int within) {
        return Verdicts.noticedTerminalStatusWithin(client.seen(), seconds(within));
    }

    private Judgement gateway(int within) {
        return Verdicts.noticedGatewayWithin(client.seen(), seconds(within));
    }

    private Judgement step(String name, int within) {
        return Verdicts.noticed(client.seen(), name, seconds(within));
    }

    @Test
    void itIsToldAtTheEndOfTheAnswer() {
        client.ask(1);
        assertBad(deployed(60), "never was DEPLOYED");
        assertBad(ended(60), "never had a terminal status");
        assertBad(gateway(60), "never had a gateway");
        assertBad(step("DEPLOYED", 60), "never was at DEPLOYED");

        client.step(1);
        client.pass(3);
        assertBad(deployed(60), "was never told that it is DEPLOYED");
        assertBad(ended(60), "was never told that it has a terminal status");
        assertBad(gateway(60), "was never told that it has a gateway");
        assertBad(step("DEPLOYED", 60), "was never told that it is at DEPLOYED");

        TestRequest slow = client.begin(client.request());
        client.pass(2);
        client.deliver(slow);
        client.pass(1);
        client.ask(client.gateway(), 0);
        assertGood(deployed(5));
        assertGood(ended(5));
        assertGood(gateway(6));
        assertGood(step("DEPLOYED", 5));
        assertBad(deployed(4), "was told 5s after it was DEPLOYED (request 2)");
        assertBad(ended(4), "was told 5s after it had a terminal status (request 2)");
        assertBad(gateway(5), "was told 6s after it had a gateway (request 3)");
        assertBad(step("DEPLOYED", 4), "was told 5s after it was at DEPLOYED (request 2)");
    }

    @Test
    void laterAnswersTellNothingNew() {
        client.step(1);
        client.ask(client.gateway(), 0);
        client.ask(50);
        client.ask(client.gateway(), 0);
        client.ask(50);

        assertGood(deployed(0));
        assertGood(gateway(0));
        assertGood(step("DEPLOYED", 0));
    }

    @Test
    void anAnswerOfTheStepBeforeTellsNothingAboutThisOne() {
        TestRequest early = client.begin(client.request());
        client.step(1);
        client.pass(1);
        client.deliver(early);
        assertBad(deployed(60), "was never told that it is DEPLOYED");
        assertBad(step("DEPLOYED", 60), "was never told that it is at DEPLOYED");
        assertGood(step("DEPLOYING", 1));
        assertBad(step("DEPLOYING", 0), "was told 1s after it was at DEPLOYING (request 1)");
    }

    /** The kind: what nobody received, or what says nothing of it, tells nobody. */
    @Test
    void onlyWhatArrivesTells() {
        client.step(1);
        client.abandon(client.begin(client.request()));
        client.ask(client.gateway().in(null), 1);
        client.ask(client.gateway().head(), 1);
        client.ask(client.gateway().fault("truncated-body"), 1);
        client.ask(client.gateway().answered(Rule.OVERRIDDEN), 1);
        client.ask(client.gateway().met(null).answered(403), 1);
        client.ask(client.request().to(Operation.AUTOMATION_FEATURES).in(Format.JSON), 1);
        assertBad(deployed(60), "was never told that it is DEPLOYED");
        assertBad(gateway(60), "was never told that it has a gateway");
        // Answered by the step all the same.
        assertGood(step("DEPLOYED", 1));
    }

    @Test
    void anyAnswerOutOfAStepShowsIt() {
        client.ask(
                client.gateway().answered(404).answered(Rule.GATEWAY_UNASSIGNED).in(null), 5);
        assertGood(step("DEPLOYING", 0));
        assertBad(gateway(60), "never had a gateway");
    }

    @Test
    void whatLastsIsNoticedOnce() {
        client.step(1);
        client.ask(client.gateway(), 10);
        client.step(2);
        client.pass(5);
        client.ask(1);

        assertBad(deployed(0), "was never told that it is DEPLOYED");
        assertGood(gateway(0));
        assertBad(ended(14), "was told 15s after it had a terminal status (request 2)");
        assertGood(ended(15));
        assertGood(step("FAILED", 5));
    }

    /** The kind: what comes to be twice is judged each time. */
    @Test
    void eachTimeIsJudged() {
        client.step(1);
        client.pass(2);
        client.ask(client.gateway(), 0);
        client.ask(3);
        client.step(0);
        client.pass(1);
        client.ask(1);
        client.step(1);
        assertBad(deployed(60), "was never told that it is DEPLOYED");
        client.pass(7);
        client.ask(client.gateway(), 0);
        client.ask(0);

        assertGood(deployed(7));
        assertBad(deployed(6), "was told 7s after it was DEPLOYED (request 5)");
        assertBad(ended(6), "was told 7s after it had a terminal status (request 5)");
        assertBad(gateway(6), "was told 7s after it had a gateway (request 4)");
        assertBad(step("DEPLOYED", 6), "was told 7s after it was at DEPLOYED (request 4)");
    }

    @Test
    void theSlowestIsNamed() {
        client.step(1);
        client.pass(9);
        client.ask(0);
        client.step(0);
        client.step(1);
        client.pass(3);
        client.ask(0);

        assertBad(deployed(2), "was told 9s after it was DEPLOYED (request 1)");
    }

    @Test
    void aTimeThatIsOverAndWasNotNoticedIsMissed() {
        client.step(1);
        client.pass(4);
        client.step(0);
        client.pass(1);
        client.ask(1);
        assertBad(deployed(60), "was never told that it is DEPLOYED");
        client.step(1);
        client.pass(3);
        client.step(0);
        client.pass(1);
        client.step(1);
        client.ask(client.gateway(), 0);
        client.ask(0);

        assertGood(deployed(4));
        assertBad(deployed(3), "was never told that it was DEPLOYED for 4s");
        assertBad(ended(3), "was never told that it had a terminal status for 4s");
        assertBad(gateway(3), "was never told that it had a gateway for 4s");
        assertBad(step("DEPLOYED", 3), "was never told that it was at DEPLOYED for 4s");
        assertGood(step("DEPLOYED", 4));
    }

    @Test
    void theAnswerThatWasUnderWayAtTheEndCounts() {
        client.step(1);
        client.pass(2);
        TestRequest last = client.begin(client.request());
        client.pass(1);
        client.step(0);
        client.pass(1);
        client.deliver(last);

        assertGood(deployed(4));
        assertBad(deployed(3), "was told 4s after it was DEPLOYED (request 1)");
        assertGood(step("DEPLOYED", 4));
        assertBad(step("DEPLOYED", 3), "was told 4s after it was at DEPLOYED (request 1)");
    }

    @Test
    void theRequestThatEndsAStepMetIt() {
        client.step(1);
        client.pass(2);
        TestRequest last = client.request();
        client.step(0);
        client.deliver(client.begin(last));

        assertGood(deployed(2));
        assertGood(step("DEPLOYED", 2));
        client.pass(1);
        client.deliver(client.begin(last));
        assertGood(deployed(2));
    }

    @Test
    void anAnswerOfATimeBeforeTheLastTellsNothing() {
        client.step(1);
        TestRequest first = client.begin(client.request());
        client.pass(1);
        client.step(0);
        client.pass(1);
        client.step(1);
        client.pass(2);
        client.step(0);
        client.pass(1);
        client.deliver(first);

        assertBad(deployed(1), "was never told that it was DEPLOYED for 2s");
        assertGood(deployed(2));
    }

    @Test
    void aRestartEndsAll() {
        client.step(1);
        client.pass(5);
        client.facts.restarts(client.now);
        client.step(0);
        client.pass(5);
        client.ask(0);
        assertBad(deployed(60), "never was DEPLOYED");
        assertBad(ended(60), "never had a terminal status");
        assertBad(gateway(60), "never had a gateway");
        assertBad(step("DEPLOYED", 60), "never was at DEPLOYED");
        assertBad(step("DEPLOYING", 4), "was told 5s after it was at DEPLOYING (request 1)");

        client.step(1);
        client.ask(client.gateway(), 0);
        client.ask(0);
        assertGood(deployed(0));
        assertGood(ended(0));
        assertGood(gateway(0));
        assertGood(step("DEPLOYED", 0));
    }

    /** What its server was before the client's first request is part of what it could notice. */
    @Test
    void theTimeBeforeTheFirstRequestCounts() {
        client.step(1);
        client.pass(5);
        client.ask(0);
        assertBad(deployed(4), "was told 5s after it was DEPLOYED (request 1)");
        assertGood(deployed(5));
    }

    @Test
    void requestsThatAreForgottenLeaveWhatLasts() {
        client.ask(1);
        client.step(1);
        client.pass(2);
        client.ask(client.gateway(), 0);
        client.ask(3);
        client.all.forget();
        assertThat(client.facts.copy(client.all.epoch())).isNull();
        client.ask(0);

        assertBad(deployed(4), "was told 5s after it was DEPLOYED (request 4)");
        assertBad(step("DEPLOYED", 4), "was told 5s after it was at DEPLOYED (request 4)");
        assertBad(gateway(60), "was never told that it has a gateway");
        assertBad(step("DEPLOYING", 60), "never was at DEPLOYING");
    }

    @Test
    void aServerWithoutSuchAStepSaysWhichItHas() {
        client.ask(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step("done", 1))
                .withMessage("web1 has no step done; its steps are DEPLOYING, DEPLOYED, FAILED");

        ServerState[] many = new ServerState[12];
        Arrays.setAll(
                many, i -> new ServerState(Integer.toString(i), AutomationStatus.DEPLOYED, null, Map.of(), Map.of()));
        TestClient other = TestClient.of(many);
        other.ask(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdicts.noticed(other.seen(), "done", seconds(1)))
                .withMessageEndingWith("0, 1, 2, 3, 4, 5, 6, 7, 8, 9");
    }

    @Test
    void ofEqualOnesTheFirstIsNamed() {
        for (int i = 0; i < 2; i++) {
            client.step(1);
            client.pass(3);
            client.ask(0);
            client.step(0);
        }
        assertBad(deployed(2), "was told 3s after it was DEPLOYED (request 1)");
    }

    @Test
    void anAnswerOfTheTimeBeforeHidesNoLaterOne() {
        client.step(1);
        TestRequest early = client.begin(client.request());
        client.pass(1);
        client.step(0);
        client.pass(1);
        client.step(1);
        client.deliver(early);
        assertBad(step("DEPLOYED", 60), "was never told that it is at DEPLOYED");
        client.pass(1);
        client.ask(0);
        assertGood(step("DEPLOYED", 2));
    }

    /** The kind: an answer that takes longer than a whole step. */
    @Test
    void aVerySlowAnswerShowsTheStepThatItCameFrom() {
        TestRequest slow = client.begin(client.request());
        client.step(1);
        client.pass(1);
        client.step(2);
        client.pass(1);
        client.deliver(slow);
        assertGood(step("DEPLOYING", 2));
        assertBad(step("DEPLOYING", 1), "was told 2s after it was at DEPLOYING (request 1)");
        assertBad(step("DEPLOYED", 5), "was never told that it is at DEPLOYED");
    }

    /** The kind: what most requests have in common is passed over, but nothing that is news. */
    @Test
    void anAnswerOfAnEarlierTimeOfTheSameStepHidesNoLaterOne() {
        TestClient waiting = TestClient.of(named("a"), named("b"));
        TestRequest early = waiting.begin(waiting.request());
        waiting.step(1);
        waiting.pass(5);
        waiting.step(0);
        waiting.pass(1);
        waiting.deliver(early);
        waiting.pass(1);
        waiting.ask(0);
        assertGood(Verdicts.noticed(waiting.seen(), "a", seconds(6)));
        assertBad(Verdicts.noticed(waiting.seen(), "a", seconds(5)), "was told 6s after it was at a (request 1)");
    }

    private static ServerState named(String step) {
        return new ServerState(step, AutomationStatus.DEPLOYING, "10.0.0.1", Map.of(), Map.of());
    }

    @Test
    void theGatewayIsNoticedAfterTheStatus() {
        TestClient waiting = TestClient.of(named("a"));
        waiting.ask(1);
        waiting.ask(1);
        waiting.ask(waiting.gateway(), 1);
        assertGood(Verdicts.noticedGatewayWithin(waiting.seen(), seconds(2)));
        assertBad(
                Verdicts.noticedGatewayWithin(waiting.seen(), seconds(1)),
                "was told 2s after it had a gateway (request 3)");
    }

    /** What was told twice since is passed over, but not where it is of an earlier time. */
    @Test
    void anAnswerOfTheTimeBeforeIsNewsHoweverOftenItWasToldSince() {
        client.step(1);
        TestRequest slow = client.begin(client.request());
        client.pass(5);
        client.step(0);
        client.pass(1);
        client.step(1);
        client.ask(0);
        client.ask(0);
        client.pass(1);
        client.deliver(slow);
        assertGood(deployed(7));
        assertBad(deployed(6), "was told 7s after it was DEPLOYED (request 1)");
        assertBad(ended(6), "was told 7s after it had a terminal status (request 1)");
        assertBad(step("DEPLOYED", 6), "was told 7s after it was at DEPLOYED (request 1)");
    }

    @Test
    void anAnswerOfAStepInTheMiddleShowsThatStep() {
        client.step(1);
        TestRequest slow = client.begin(client.request());
        client.pass(1);
        client.step(2);
        client.pass(1);
        client.deliver(slow);
        assertGood(step("DEPLOYED", 2));
        assertBad(step("DEPLOYING", 60), "was never told that it is at DEPLOYING");
        assertBad(step("FAILED", 60), "was never told that it is at FAILED");
    }

    /** Such as of a server that is answered as another. */
    @Test
    void anAnswerOutOfAStateOfAnotherServerShowsNoStep() {
        client.ask(client.request().met(state(AutomationStatus.DEPLOYING, null)), 1);
        assertBad(step("DEPLOYING", 60), "was never told that it is at DEPLOYING");
        client.ask(0);
        assertGood(step("DEPLOYING", 1));
    }

    /** Two answers of two earlier times of a step that is over, the later one last. */
    @Test
    void anAnswerOfAStepThatIsOverHidesNoLaterOne() {
        TestClient waiting = TestClient.of(named("a"), named("b"));
        TestRequest early = waiting.begin(waiting.request());
        waiting.pass(1);
        waiting.step(1);
        waiting.step(0);
        TestRequest later = waiting.begin(waiting.request());
        waiting.pass(5);
        waiting.step(1);
        waiting.pass(1);
        waiting.deliver(early);
        waiting.deliver(later);
        assertBad(Verdicts.noticed(waiting.seen(), "a", seconds(4)), "was told 6s after it was at a (request 2)");
    }

    /** The request at which it is rebuilt met the time before. Its answer comes when it is terminal again. */
    @Test
    void theRequestAtARebuildHidesNoLaterAnswer() {
        client.step(1);
        client.ask(0);
        client.ask(1);
        TestRequest slow = client.begin(client.request());
        client.step(0);
        client.pass(1);
        client.step(2);
        client.ask(1);
        client.step(1);
        client.ask(client.request().head(), 0);
        client.deliver(slow);
        assertBad(deployed(60), "was never told that it is DEPLOYED");
        client.pass(3);
        client.ask(0);
        assertBad(deployed(2), "was told 3s after it was DEPLOYED (request 6)");
        assertGood(deployed(3));
    }

    @Test
    void theRequestAtARebuildHidesNoLaterAnswerOfAnotherEnd() {
        client.step(2);
        client.ask(0);
        client.ask(1);
        TestRequest slow = client.begin(client.request());
        client.step(0);
        client.pass(1);
        client.step(2);
        client.ask(client.request().head(), 0);
        client.deliver(slow);
        assertBad(ended(60), "was never told that it has a terminal status");
        client.pass(3);
        client.ask(0);
        assertBad(ended(2), "was told 3s after it had a terminal status (request 5)");
        assertGood(ended(3));
    }
}
