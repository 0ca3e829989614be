package io.github.rackconnectmock.internal.conduct;

import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertBad;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertGood;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertUnknown;
import static io.github.rackconnectmock.internal.conduct.TestClient.SECOND;
import static io.github.rackconnectmock.internal.conduct.TestClient.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a client comes through incidents, and how many of its requests they struck. */
class IncidentConductTest {
    private final TestClient client = TestClient.of(AutomationStatus.DEPLOYING);

    private record Time(String incident, long occurrence, long end) implements Struck {}

    private Time outage(long occurrence, double lasts) {
        return new Time("outage", occurrence, client.now + (long) (lasts * SECOND));
    }

    private Judgement through(String incident, int within) {
        return Verdicts.cameThrough(client.seen(), incident, seconds(within), client.now);
    }

    @Test
    void theFirstRightAnswerAfterTheEndCounts() {
        Time outage = outage(1, 10);
        assertUnknown(throughBefore(), "was never struck by outage");
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage), 4);
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage), 5);
        assertUnknown(through("outage", 1), "outage still lasts");
        client.pass(1);
        assertBad(through("outage", 1), "had no right answer after outage ended, 0s ago");
        client.pass(2);
        // No right answers: refused, and another fault.
        client.ask(client.answered(403).answered(Rule.RATE_LIMITED), 1);
        client.ask(client.request().fault("reset"), 1);
        client.ask(client.gateway().answered(404).answered(Rule.GATEWAY_UNASSIGNED), 3);
        client.ask(1);
        assertGood(through("outage", 4));
        assertBad(through("outage", 3), "had the first right answer 4s after outage ended (request 6)");
        assertUnknown(through("other", 3), "was never struck by other");
    }

    private Judgement throughBefore() {
        client.ask(0);
        return through("outage", 1);
    }

    /** A request that met the server just before the end tells nothing of what is after it. */
    @Test
    void aRightAnswerFromBeforeTheEndIsNone() {
        Time outage = outage(1, 10);
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage), 9);
        TestRequest before = client.begin(client.request());
        client.pass(2);
        client.deliver(before);
        assertBad(through("outage", 5), "had no right answer after outage ended, 1s ago");
        client.ask(0);
        assertGood(through("outage", 1));
    }

    @Test
    void ofSeveralTimesTheSlowestCounts() {
        for (int wait : new int[] {3, 7, 5}) {
            Time outage = outage(wait, 2);
            client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage), 2 + wait);
            client.ask(1);
        }
        assertGood(through("outage", 7));
        assertBad(through("outage", 6), "had the first right answer 7s after outage ended (request 4)");
    }

    @Test
    void betweenTwoTimesThereMustBeARightAnswer() {
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage(1, 2)), 1);
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage(1, 1)), 5);
        assertBad(through("outage", 3), "had no right answer after outage ended, 4s ago");
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage(2, 2)), 2);
        client.ask(1);
        assertBad(through("outage", 60), "had no right answer between two times of outage");
    }

    @Test
    void eachIncidentIsJudgedByItself() {
        for (String name : List.of("one", "two", "three")) {
            client.ask(client.answered(503).answered(Rule.FAULT).struckBy(new Time(name, 1, client.now)), 1);
        }
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(new Time("two", 1, client.now)), 1);
        client.ask(1);
        assertGood(through("one", 4));
        assertBad(through("one", 3), "had the first right answer 4s after one ended (request 5)");
        assertGood(through("two", 1));
        assertGood(through("three", 2));
    }

    @Test
    void requestsAreCountedForEachIncident() {
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage(1, 1)), 1);
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage(1, 1)), 1);
        client.ask(client.gateway().struckBy(new Time("storm", 1, 0)).fault("reset"), 1);
        client.ask(client.gateway().fault("reset"), 1);
        client.ask(client.answered(503).answered(Rule.FAULT), 1);
        List<String> kinds = new ArrayList<>();
        for (AllFacts.Kind kind : client.all.kinds()) {
            assertThat(kind.rule()).isEqualTo(Rule.FAULT);
            assertThat(kind.server()).isEqualTo("web1");
            kinds.add(kind.operation() + " " + kind.answer() + " " + kind.incident() + " " + kind.count());
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        Operation.AUTOMATION_STATUS + " 503 outage 2",
                        Operation.GATEWAY_IP + " reset storm 1",
                        Operation.GATEWAY_IP + " reset null 1",
                        Operation.AUTOMATION_STATUS + " 503 null 1");
    }

    @Test
    void aRequestAtItsEndIsAfterIt() {
        client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage(1, 5)), 5);
        client.ask(1);
        assertGood(through("outage", 0));
    }

    @Test
    void ofEqualWaitsTheFirstIsNamed() {
        for (int i = 0; i < 2; i++) {
            client.ask(client.answered(503).answered(Rule.FAULT).struckBy(outage(i, 0)), 3);
            client.ask(1);
        }
        assertBad(through("outage", 2), "had the first right answer 3s after outage ended (request 2)");
    }

    @Test
    void ofMoreIncidentsThanAScenarioCanHaveNothingIsKept() {
        for (int i = 1; i <= 1_001; i++) {
            client.ask(client.answered(503).answered(Rule.FAULT).struckBy(new Time("outage-" + i, 1, client.now)), 0);
        }
        assertBad(through("outage-1000", 0), "had no right answer after outage-1000 ended, 0s ago");
        assertUnknown(through("outage-1001", 0), "was never struck by outage-1001");
    }
}
