package io.github.rackconnectmock.internal.conduct;

import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertBad;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertGood;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertUnknown;
import static io.github.rackconnectmock.internal.conduct.TestClient.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether a client asked again after it was told the end, and in what order it asked. */
class StoppingTest {
    private final TestClient client = TestClient.of(
            state(AutomationStatus.DEPLOYED, "10.0.0.1"),
            state(AutomationStatus.DEPLOYING, null),
            state(AutomationStatus.FAILED, null));

    @Test
    void whoeverAsksAgainDidNotStop() {
        client.ask(5);
        client.ask(client.gateway(), 1);
        client.ask(client.request().to(Operation.AUTOMATION_FEATURES), 1);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
        assertGood(Verdicts.stoppedAfterTerminalStatus(client.seen()));

        client.ask(client.request().to(Operation.AUTOMATION_STATUS_DETAILS), 1);
        client.ask(1);
        String again = "asked for automation_status_details again 7s after it was told DEPLOYED (requests 1 and 4)";
        assertBad(Verdicts.stoppedAfterDeployed(client.seen()), again);
        assertBad(Verdicts.stoppedAfterTerminalStatus(client.seen()), again);
    }

    @Test
    void anotherEndIsNotDeployed() {
        client.step(1);
        client.ask(1);
        assertBad(Verdicts.stoppedAfterTerminalStatus(client.seen()), "was never told a terminal status");
        client.step(2);
        client.ask(1);
        assertBad(Verdicts.stoppedAfterDeployed(client.seen()), "was never told DEPLOYED");
        assertGood(Verdicts.stoppedAfterTerminalStatus(client.seen()));
        client.ask(1);
        assertBad(
                Verdicts.stoppedAfterTerminalStatus(client.seen()),
                "asked for automation_status again 1s after it was told FAILED (requests 2 and 3)");
    }

    /** The kind: an answer that says nothing about the status, or doesn't arrive, tells nobody. */
    @Test
    void onlyAWholeAnswerThatArrivesTells() {
        client.abandon(client.begin(client.request()));
        client.ask(client.request().fault("truncated-body"), 1);
        client.ask(client.request().head(), 1);
        client.ask(client.request().in(null), 1);
        client.ask(client.answered(503), 1);
        client.ask(client.request().answered(Rule.OVERRIDDEN), 1);
        client.ask(client.request().answered(Rule.RATE_LIMITED), 1);
        client.ask(client.gateway(), 1);
        assertBad(Verdicts.stoppedAfterDeployed(client.seen()), "was never told DEPLOYED");

        client.ask(client.request().answered(Rule.FAULT), 1);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
    }

    /** A delay is a fault, too, and its answer tells the status. */
    @Test
    void inEachFormatItIsTold() {
        client.ask(client.request().to(Operation.AUTOMATION_STATUS_DETAILS).in(Format.XML), 1);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
    }

    @Test
    void whatIsAskedForOutsideTheRegionIsNoQuestion() {
        client.ask(1);
        client.ask(client.answered(403).answered(Rule.WRONG_REGION), 1);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
    }

    /** The kind: one time between two rebuilds is judged by itself. */
    @Test
    void afterARebuildItMayAskUntilItIsToldAgain() {
        client.ask(5);
        client.step(1);
        client.pass(1);
        client.ask(1);
        client.step(0);
        client.ask(1);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
        client.ask(1);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 1s after it was told DEPLOYED (requests 3 and 4)");
    }

    /** A request meets the server as it was before the request itself made it start over. */
    @Test
    void aRequestOfTheTimeBeforeBelongsThere() {
        client.ask(5);
        TestRequest before = client.request();
        client.step(1);
        client.deliver(client.begin(before));
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 5s after it was told DEPLOYED (requests 1 and 2)");
    }

    @Test
    void anAnswerOfTheTimeBeforeTellsNothingAboutThis() {
        TestRequest late = client.begin(client.request());
        client.pass(1);
        client.step(1);
        client.deliver(late);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
        client.pass(1);
        client.ask(1);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
    }

    /** At the very moment of the rebuild, a request that met no state or one of the new time is of the new time. */
    @Test
    void atTheMomentOfARebuildTheStateDecides() {
        client.ask(5);
        client.step(1);
        client.ask(client.answered(503), 0);
        client.ask(0);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
    }

    @Test
    void aServerThatIsTerminalAgainAtOnceIsOfTheNewTime() {
        client.ask(5);
        client.step(1);
        client.step(2);
        client.ask(0);
        assertGood(Verdicts.stoppedAfterTerminalStatus(client.seen()));
        client.ask(0);
        assertBad(
                Verdicts.stoppedAfterTerminalStatus(client.seen()),
                "asked for automation_status again 0s after it was told FAILED (requests 2 and 3)");
    }

    @Test
    void aRestartForgetsAll() {
        client.ask(5);
        client.ask(5);
        client.ask(client.answered(503), 5);
        client.facts.restarts(client.now);
        client.step(1);
        client.ask(5);
        ClientFacts seen = client.seen();
        assertBad(Verdicts.stoppedAfterDeployed(seen), "was never told DEPLOYED");
        assertUnknown(
                Verdicts.polledNoFasterThan(seen, Duration.ZERO),
                "made no two requests for one operation, so there is no interval to judge");
        assertUnknown(Verdicts.backedOffAfter(seen, "503", Duration.ZERO), "was never answered 503");
        assertThat(ClientSummary.of(seen).firstTold()).containsOnlyKeys("DEPLOYING");
    }

    /** The kind: several programs of one server. What was sent before an answer came isn't after it. */
    @Test
    void anotherConnectionMayNotHaveTheAnswerYet() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.request().by(one), 0.01);
        client.ask(client.request().by(other), 0.01);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));

        client.ask(client.request().by(other), 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 10ms after it was told DEPLOYED (requests 2 and 3)");
    }

    @Test
    void theSameConnectionHasTheAnswer() {
        ConnectionFacts one = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.request().by(one), 0.01);
        client.ask(client.request().by(one), 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 10ms after it was told DEPLOYED (requests 1 and 2)");
    }

    /** Not even where it comes by the same connection: a client may send before it has the answer. */
    @Test
    void whatTheSameConnectionSentAheadIsNotAfterIt() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.request().by(other), 0);
        TestRequest told = client.request().by(one);
        told.endedInTurn = 3;
        client.ask(told, 0);
        TestRequest ahead = client.request().by(one);
        ahead.readInTurn = 3;
        client.ask(ahead, 0);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));

        TestRequest after = client.request().by(one);
        after.readInTurn = 4;
        client.ask(after, 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 0s after it was told DEPLOYED (requests 2 and 4)");
    }

    @Test
    void aConnectionRemembersTheFirstAnswerOfATime() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        TestRequest first = client.begin(client.request().by(other));
        TestRequest second = client.begin(client.request().by(other));
        client.ask(client.request().by(one), 0.01);
        client.deliver(first);
        client.pass(0.01);
        client.deliver(second);
        client.pass(0.01);
        client.ask(client.request().by(other), 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 20ms after it was told DEPLOYED (requests 1 and 4)");
    }

    @Test
    void whatAConnectionCarriedInAnotherTimeDoesNotCount() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.request().by(other), 1);
        client.step(1);
        client.step(0);
        client.pass(1);
        client.ask(client.request().by(one), 0.01);
        client.ask(client.request().by(other), 0.01);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
        client.ask(client.request().by(other), 0.01);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 10ms after it was told DEPLOYED (requests 3 and 4)");
    }

    @Test
    void aConnectionThatIsNewerThanTheAnswerHasIt() {
        ConnectionFacts newer = new ConnectionFacts();
        toldAt(newer.openedNanos());
        client.ask(client.request().by(newer), 0);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));

        client.facts.restarts(client.now);
        client.step(0);
        toldAt(newer.openedNanos() - 1);
        client.ask(client.request().by(newer), 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 0s after it was told DEPLOYED (requests 3 and 4)");
    }

    private void toldAt(long nanos) {
        TestRequest told = client.begin(client.request().by(new ConnectionFacts()));
        told.endedMicros = client.now;
        told.endedNanos = nanos;
        client.all.ends(told, client.facts, true);
    }

    @Test
    void whoseConnectionIsUnknownHasTheAnswer() {
        client.ask(client.request(), 0);
        client.ask(client.request().by(new ConnectionFacts()), 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 0s after it was told DEPLOYED (requests 1 and 2)");
    }

    /** The way to the client and back takes some real time; at any speed of the mock's clock. */
    @Test
    void whoComesLaterThanItTakesHasTheAnswer() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.request().by(one), 0);
        client.passReally(0.05);
        client.ask(client.request().by(other), 0);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));

        client.passReally(0.000_001);
        client.ask(client.request().by(new ConnectionFacts()), 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 0s after it was told DEPLOYED (requests 1 and 3)");
    }

    @Test
    void mockTimeThatWasMovedShowsItToo() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.ask(client.request().by(one), 0);
        client.now += 500_000;
        client.ask(client.request().by(other).atSpeed(10), 0);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));

        client.now += 1;
        client.ask(client.request().by(new ConnectionFacts()).atSpeed(10), 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 500ms after it was told DEPLOYED (requests 1 and 3)");
    }

    @Test
    void theGatewayIsAskedForAfterTheStatus() {
        assertBad(gateway(AutomationStatus.DEPLOYED, 1), "never asked for the gateway");
        client.ask(client.gateway(), 1);
        assertGood(gateway(AutomationStatus.DEPLOYED, 0));
        assertBad(gateway(AutomationStatus.FAILED, 0), "asked for the gateway in request 2 and was never told FAILED");
        client.step(2);
        client.ask(client.gateway(), 1);
        client.ask(1);
        assertBad(
                gateway(AutomationStatus.FAILED, 0),
                "asked for the gateway in request 2 and was told FAILED only in request 4");
        assertGood(gateway(AutomationStatus.DEPLOYED, 0));
    }

    @Test
    void theGatewayMayBeAskedForAfterTheFirstStatus() {
        client.step(1);
        client.ask(1);
        client.ask(client.gateway(), 1);
        assertGood(gateway(AutomationStatus.DEPLOYING, 0));
    }

    /** What other statuses were told isn't kept. */
    @Test
    void onlyADocumentedStatusCanBeExpectedBeforeTheGateway() {
        client.ask(1);
        assertThatThrownBy(() -> gateway(AutomationStatus.of("PAUSED"), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "only a documented status can be expected here, not PAUSED; the four are DEPLOYING, DEPLOYED,"
                                + " FAILED and UNPROCESSABLE");
    }

    private Judgement gateway(AutomationStatus status, int asksBefore) {
        for (int i = 0; i < asksBefore; i++) {
            client.ask(1);
        }
        return Verdicts.askedForGatewayOnlyAfter(client.seen(), status);
    }

    /** What each connection has carried counts for as long as nobody has asked again. */
    @Test
    void ofEachTerminalStatusAConnectionRemembersItsAnswer() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        client.passReally(1);
        client.step(2);
        client.ask(client.request().by(one), 0.01);
        client.ask(client.request().by(other), 0.01);
        assertGood(Verdicts.stoppedAfterTerminalStatus(client.seen()));
        client.ask(client.request().by(other), 1);
        assertBad(
                Verdicts.stoppedAfterTerminalStatus(client.seen()),
                "asked for automation_status again 10ms after it was told FAILED (requests 2 and 3)");

        client.step(0);
        client.ask(client.request().by(one), 0.01);
        client.ask(client.request().by(other), 0.01);
        assertGood(Verdicts.stoppedAfterDeployed(client.seen()));
        client.ask(client.request().by(other), 0);
        assertBad(
                Verdicts.stoppedAfterDeployed(client.seen()),
                "asked for automation_status again 10ms after it was told DEPLOYED (requests 5 and 6)");
    }
}
