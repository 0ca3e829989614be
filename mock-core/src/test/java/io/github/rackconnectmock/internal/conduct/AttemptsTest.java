package io.github.rackconnectmock.internal.conduct;

import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertBad;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertGood;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertUnknown;
import static io.github.rackconnectmock.internal.conduct.TestClient.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.AutomationStatus;
import org.junit.jupiter.api.Test;

/** Connections that fail before a request: an attempt to connect is asking, where it matters whether a client goes on. */
class AttemptsTest {
    private final TestClient client = TestClient.of(AutomationStatus.DEPLOYING);

    /** An incident that ends at a time of the mock. */
    private record Outage(long occurrence, long end) implements Struck {
        @Override
        public String incident() {
            return "outage";
        }
    }

    @Test
    void aClientOfAttemptsOnlyDidSomething() {
        assertThat(client.facts.copy(client.all.epoch())).isNull();
        client.failToConnect(0, null);
        client.pass(10);
        client.failToConnect(0, null);

        ClientFacts seen = client.seen();
        assertThat(seen.requests).isZero();
        assertThat(seen.connections).isEqualTo(2);
        assertThat(client.all.failedConnections()).isEqualTo(2);
        assertGood(Verdicts.keptAskingFor(seen, seconds(10)));
        assertBad(Verdicts.keptAskingFor(seen, seconds(11)), "asked for 10s only, until an attempt to connect");
        assertGood(Verdicts.gaveUpWithin(seen, seconds(10)));
        assertBad(Verdicts.gaveUpWithin(seen, seconds(9)), "still asked after 10s (an attempt to connect)");
        assertUnknown(
                Verdicts.polledNoFasterThan(seen, seconds(1)),
                "made no two requests for one operation, so there is no interval to judge");
    }

    @Test
    void attemptsAndRequestsAreOneRow() {
        client.ask(5);
        client.failToConnect(0, null);
        client.pass(7);
        client.ask(20);
        client.failToConnect(1, null);

        ClientFacts seen = client.seen();
        assertGood(Verdicts.keptAskingFor(seen, seconds(32)));
        assertBad(
                Verdicts.polledNoSlowerThan(seen, seconds(19), client.now),
                "paused for 20s (request 2 and an attempt to connect)");
        assertGood(Verdicts.polledNoSlowerThan(seen, seconds(20), client.now));
        client.pass(21);
        assertBad(
                Verdicts.polledNoSlowerThan(client.seen(), seconds(20), client.now),
                "hasn't asked for 22s, since an attempt to connect, and wasn't told a terminal status");
    }

    /** The wait after it counts from its end. */
    @Test
    void itIsAFailureToBackOffFrom() {
        client.ask(client.answered(503), 2);
        client.failToConnect(3, null);
        client.pass(4);
        client.failToConnect(0, null);
        client.pass(8);
        client.ask(0);

        ClientFacts seen = client.seen();
        assertGood(Verdicts.backedOffExponentially(seen, 2, seconds(60)));
        assertBad(
                Verdicts.backedOffExponentially(seen, 2.3, seconds(60)),
                "waited 4s before an attempt to connect, after a wait of 2s");
    }

    @Test
    void theFirstWaitAfterASuccessMayEndInAnAttempt() {
        client.ask(client.answered(503), 2);
        client.ask(client.answered(503), 4);
        client.ask(1);
        client.ask(client.answered(503), 9);
        client.failToConnect(0, null);

        assertBad(
                Verdicts.backedOffExponentially(client.seen(), 2, seconds(60)),
                "waited 9s before an attempt to connect, the first wait after a success, which was 2s at first");
    }

    @Test
    void afterTheEndThereIsNoNeedToGoOn() {
        TestClient deployed = TestClient.of(AutomationStatus.DEPLOYED);
        deployed.ask(30);
        deployed.failToConnect(0, null);

        assertUnknown(
                Verdicts.keptAskingFor(deployed.seen(), seconds(20)),
                "was told a terminal status after 0s, and had no reason to go on asking");
    }

    @Test
    void anIncidentThatStruckItIsComeThrough() {
        client.failToConnect(0, new Outage(1, client.now + 10 * TestClient.SECOND));
        client.pass(12);
        assertBad(
                Verdicts.cameThrough(client.seen(), "outage", seconds(5), client.now),
                "had no right answer after outage ended, 2s ago");
        client.ask(0);
        assertGood(Verdicts.cameThrough(client.seen(), "outage", seconds(2), client.now));
        assertBad(
                Verdicts.cameThrough(client.seen(), "outage", seconds(1), client.now),
                "had the first right answer 2s after outage ended (request 1)");
    }

    @Test
    void itIsForgottenWithTheRequests() {
        client.failToConnect(0, null);
        client.all.forget();
        assertThat(client.facts.copy(client.all.epoch())).isNull();

        client.failToConnect(0, null);
        client.pass(3);
        client.failToConnect(0, null);
        assertGood(Verdicts.gaveUpWithin(client.seen(), seconds(3)));

        client.facts.restarts(client.now);
        assertThat(client.facts.copy(client.all.epoch())).isNull();
    }

    /** It is known only at its end; a request may have come meanwhile. */
    @Test
    void aRequestMayHaveComeBeforeItsEnd() {
        client.ask(0);
        long began = client.now;
        client.pass(10);
        client.ask(0);
        ConnectionFacts connection = new ConnectionFacts();
        client.all.failed(
                new ConnectionFailure(java.time.Instant.EPOCH, "127.0.0.1", "web1", "failed", null),
                connection,
                client.facts,
                new FailedAttempt(began + TestClient.SECOND, 0, client.now, 0, connection, 1, null));

        assertGood(Verdicts.keptAskingFor(client.seen(), seconds(10)));
    }
}
