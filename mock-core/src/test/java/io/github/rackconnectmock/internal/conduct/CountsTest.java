package io.github.rackconnectmock.internal.conduct;

import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertBad;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertGood;
import static io.github.rackconnectmock.internal.conduct.JudgementAssert.assertUnknown;
import static io.github.rackconnectmock.internal.conduct.TestClient.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many requests and connections there were, of one client and of all. */
class CountsTest {
    private final TestClient client =
            TestClient.of(state(AutomationStatus.DEPLOYED, "10.0.0.1"), state(AutomationStatus.DEPLOYING, null));
    private final AllFacts all = client.all;

    private static AllFacts.Kind kind(Operation operation, Format format, Rule rule, String answer, long count) {
        return new AllFacts.Kind("web1", operation, format, rule, answer, null, count);
    }

    @Test
    @SuppressWarnings("NullAway") // No format, and no rule.
    void requestsAreCountedByKind() {
        client.ask(0);
        client.ask(client.gateway(), 0);
        client.ask(0);
        client.ask(client.gateway().in(Format.XML), 0);
        client.ask(client.request().answered(503).in(null), 0);
        client.ask(client.request().fault("reset"), 0);
        client.ask(client.request().fault("hang"), 0);
        client.ask(client.request().fault("hang"), 0);
        client.ask(client.request().fault("reset"), 0);
        client.ask(
                client.request()
                        .to(Operation.AUTOMATION_FEATURES)
                        .in(Format.JSON)
                        .answered(Rule.OVERRIDDEN),
                0);
        client.ask(client.request().to(null).in(null).answered(404).answered(Rule.UNKNOWN_PATH), 0);
        client.ask(client.request().to(null).in(null).answered(404).answered(Rule.UNKNOWN_PATH), 0);

        assertThat(all.kinds())
                .containsExactlyInAnyOrder(
                        kind(Operation.AUTOMATION_STATUS, Format.TEXT, null, "200", 2),
                        kind(Operation.GATEWAY_IP, Format.TEXT, null, "200", 1),
                        kind(Operation.GATEWAY_IP, Format.XML, null, "200", 1),
                        kind(Operation.AUTOMATION_STATUS, null, null, "503", 1),
                        kind(Operation.AUTOMATION_STATUS, Format.TEXT, Rule.FAULT, "reset", 2),
                        kind(Operation.AUTOMATION_STATUS, Format.TEXT, Rule.FAULT, "hang", 2),
                        kind(Operation.AUTOMATION_FEATURES, Format.JSON, Rule.OVERRIDDEN, "200", 1),
                        kind(null, null, Rule.UNKNOWN_PATH, "404", 2));
        assertThat(all.kinds()).as("looking changes nothing").hasSize(8);
    }

    @Test
    @SuppressWarnings("NullAway") // No rule.
    void twoLivesOfOneNameAreOneServer() {
        client.ask(0);
        ClientFacts next = new ClientFacts("web1", List.of(state(AutomationStatus.DEPLOYED, null)));
        for (int i = 0; i < 2; i++) {
            TestRequest request = client.request();
            request.number = 2L + i;
            all.begins(request, next);
            all.ends(request, next, true);
        }

        assertThat(all.kinds()).containsExactly(kind(Operation.AUTOMATION_STATUS, Format.TEXT, null, "200", 3));
    }

    @Test
    void strangersAreCountedApart() {
        TestRequest stranger = new TestRequest().answered(403).in(null).answered(Rule.UNKNOWN_SOURCE);
        all.begins(stranger, null);
        client.ask(0);
        assertThat(all.mostAtOnce()).isEqualTo(2);
        all.ends(stranger, null, true);
        client.ask(0);
        assertThat(all.mostAtOnce()).isEqualTo(2);

        assertThat(all.kinds())
                .contains(
                        new AllFacts.Kind(null, Operation.AUTOMATION_STATUS, null, Rule.UNKNOWN_SOURCE, "403", null, 1))
                .hasSize(2);
        all.forget();
        assertThat(all.kinds()).isEmpty();
        client.ask(0);
        assertThat(all.kinds()).extracting(AllFacts.Kind::count).containsExactly(1L);
    }

    @Test
    void countsGoOnWithAnotherScenario() {
        client.ask(0);
        all.startOver();
        client.ask(0);

        assertThat(all.kinds()).extracting(AllFacts.Kind::count).containsExactly(2L);
    }

    @Test
    void requestsUnderWayAreCounted() {
        TestRequest first = client.begin(client.request());
        TestRequest second = client.begin(client.request().answered(503));
        client.deliver(first);
        client.deliver(second);
        client.ask(0);
        assertThat(all.mostAtOnce()).isEqualTo(2);
        assertGood(Verdicts.neverMoreAtOnceThan(client.seen(), 2));
        assertBad(Verdicts.neverMoreAtOnceThan(client.seen(), 1), "had 2 requests under way at once (request 2)");
        assertThat(ClientSummary.of(client.seen()).mostAtOnce()).isEqualTo(2);
        first = client.begin(client.request());
        client.ask(0);
        client.deliver(first);
        assertBad(Verdicts.neverMoreAtOnceThan(client.seen(), 1), "had 2 requests under way at once (request 2)");

        // Those that are under way while it starts over belong to all, but not to what the client did since.
        TestRequest late = client.begin(client.request());
        all.startOver();
        assertThat(all.mostAtOnce()).isEqualTo(1);
        client.facts.restarts(client.now);
        client.step(0);
        client.begin(client.request());
        assertThat(all.mostAtOnce()).isEqualTo(2);
        client.deliver(late);
        client.begin(client.request());
        assertThat(all.mostAtOnce()).isEqualTo(2);
        assertGood(Verdicts.neverMoreAtOnceThan(client.seen(), 2));
        assertBad(Verdicts.neverMoreAtOnceThan(client.seen(), 1), "had 2 requests under way at once (request 8)");
    }

    @Test
    void numbersAreZeroOrMore() {
        client.ask(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdicts.neverMoreAtOnceThan(client.seen(), -1))
                .withMessage("a number of requests or connections is 0 or more, not -1");
        assertThatIllegalArgumentException().isThrownBy(() -> Verdicts.openedAtMost(client.seen(), -1));
        assertBad(Verdicts.neverMoreAtOnceThan(client.seen(), 0), "had 1 request under way at once (request 1)");
        assertGood(Verdicts.openedAtMost(client.seen(), 0));
    }

    @Test
    void eachConnectionIsCountedOnce() {
        ConnectionFacts one = new ConnectionFacts();
        ConnectionFacts other = new ConnectionFacts();
        for (ConnectionFacts each : List.of(one, one, other, one)) {
            client.ask(client.request().by(each), 0);
        }
        assertThat(all.connections()).isEqualTo(2);
        assertGood(Verdicts.openedAtMost(client.seen(), 2));
        assertBad(Verdicts.openedAtMost(client.seen(), 1), "came by 2 connections");

        all.startOver();
        client.facts.restarts(client.now);
        client.step(0);
        client.ask(client.request().by(one), 0);
        assertThat(all.connections()).isEqualTo(1);
        assertThat(client.seen().connections).isEqualTo(1);
        client.ask(client.request().by(one), 0);
        assertThat(client.seen().connections).isEqualTo(1);
        client.ask(client.request().by(new ConnectionFacts()), 0);
        assertThat(all.connections()).isEqualTo(2);

        all.forget();
        assertThat(all.connections()).isZero();
        client.ask(client.request().by(one), 0);
        assertThat(all.connections()).isEqualTo(1);
        assertThat(client.seen().connections).isEqualTo(1);
    }

    @Test
    void answersAfterRequestsWereForgottenTell() {
        client.ask(0);
        all.forget();
        TestRequest first = client.begin(client.request());
        client.begin(client.request());
        client.deliver(first);
        assertThat(ClientSummary.of(client.seen()).firstTold()).containsOnlyKeys("DEPLOYED");
        assertThat(client.seen().mostAtOnce).isEqualTo(2);
    }

    /** The kind: one connection of a proxy carries the requests of several servers. */
    @Test
    void aConnectionOfSeveralServersIsOneOfEach() {
        ConnectionFacts shared = new ConnectionFacts();
        ClientFacts next = new ClientFacts("web2", List.of(state(AutomationStatus.DEPLOYED, null)));
        ClientFacts third = new ClientFacts("web3", List.of(state(AutomationStatus.DEPLOYED, null)));
        for (int i = 0; i < 2; i++) {
            client.ask(client.request().by(shared), 0);
            for (ClientFacts each : List.of(next, third)) {
                TestRequest request = client.request().by(shared);
                all.begins(request, each);
                all.ends(request, each, true);
            }
        }
        assertThat(client.seen().connections).isEqualTo(1);
        assertThat(next.connections).isEqualTo(1);
        assertThat(third.connections).isEqualTo(1);
        assertThat(all.connections()).isEqualTo(1);

        client.facts.restarts(client.now);
        client.step(0);
        client.ask(client.request().by(shared), 0);
        client.ask(client.request().by(shared), 0);
        assertThat(client.seen().connections).isEqualTo(1);
    }

    @Test
    void whoOnlyTriedToConnectHasNotAsked() {
        assertThat(client.facts.name()).isEqualTo("web1");
        client.failToConnect(0, null);
        assertThat(client.seen().hasAsked()).isFalse();
        client.ask(0);
        assertThat(client.seen().hasAsked()).isTrue();
    }

    /** Attempts of several servers by one connection, as through a proxy. */
    @Test
    void aConnectionThatFailedForSeveralServersIsOneOfEach() {
        ConnectionFacts own = new ConnectionFacts();
        ConnectionFacts shared = new ConnectionFacts();
        ClientFacts next = new ClientFacts("web2", List.of(state(AutomationStatus.DEPLOYED, null)));
        ClientFacts third = new ClientFacts("web3", List.of(state(AutomationStatus.DEPLOYED, null)));
        client.ask(client.request().by(own), 0);
        for (ClientFacts each : List.of(next, third, next, third)) {
            FailedAttempt attempt = new FailedAttempt(client.now, 0, client.now, 0, shared, 1, null);
            all.failed(
                    new ConnectionFailure(Instant.EPOCH, "127.0.0.1", each.name, "failed", null),
                    shared,
                    each,
                    attempt);
        }
        assertThat(next.connections).isEqualTo(1);
        assertThat(third.connections).isEqualTo(1);
        client.ask(client.request().by(shared), 0);
        assertThat(client.seen().connections).isEqualTo(2);
    }

    @Test
    void connectionsThatFailAreCountedAndTheLastAreHeld() {
        for (int i = 0; i < 101; i++) {
            all.failed(
                    new ConnectionFailure(Instant.EPOCH, "127.0.0.1", null, "failure " + i, null),
                    new ConnectionFacts(),
                    null,
                    null);
        }
        assertThat(all.failedConnections()).isEqualTo(101);
        assertThat(all.connections()).isEqualTo(101);
        assertThat(all.failures())
                .hasSize(100)
                .first()
                .extracting(ConnectionFailure::what)
                .isEqualTo("failure 1");

        all.startOver();
        assertThat(all.failedConnections()).isZero();
        assertThat(all.connections()).isZero();
        assertThat(all.failures()).isEmpty();
    }

    @Test
    void whatTheLimitRefusedIsNamed() {
        client.ask(0);
        assertGood(Verdicts.stayedWithinRateLimit(client.seen(), RateLimit.DOCUMENTED));
        client.ask(client.request().answered(403).answered(Rule.RATE_LIMITED), 0);
        client.ask(client.request().answered(403).answered(Rule.RATE_LIMITED), 0);
        assertBad(
                Verdicts.stayedWithinRateLimit(client.seen(), RateLimit.DOCUMENTED),
                "was refused (request 2: rate-limited; x)");
        assertThat(ClientSummary.of(client.seen()).refused()).isEqualTo(2);
    }

    @Test
    void aRefusalIsNamedHoweverManyRequestsCameBefore() {
        for (int i = 0; i < 40; i++) {
            client.ask(0);
        }
        client.ask(client.request().answered(403).answered(Rule.RATE_LIMITED), 0);

        RateLimit forty = RateLimit.of(40, Duration.ofMinutes(1));
        assertBad(Verdicts.stayedWithinRateLimit(client.seen(), forty), "was refused (request 41: rate-limited; x)");
    }

    /** The kind: a limit counts what it would refuse, and nothing else. */
    @Test
    void onlyWhatALimitCountsIsEvidence() {
        for (int i = 0; i < 40; i++) {
            client.ask(client.request().unlimited(), 0);
        }
        assertUnknown(Verdicts.stayedWithinRateLimit(client.seen(), null), "made no request that a limit counts");
    }

    @Test
    void withoutALimitTheDocumentedOneIsMeant() {
        for (int i = 0; i < 29; i++) {
            client.ask(0);
        }
        client.pass(59.999_999);
        client.ask(0);
        assertGood(Verdicts.stayedWithinRateLimit(client.seen(), null));
        client.pass(0.000_001);
        for (int i = 0; i < 30; i++) {
            client.ask(0);
        }
        assertGood(Verdicts.stayedWithinRateLimit(client.seen(), null));
        client.ask(0);
        client.ask(0);
        assertBad(
                Verdicts.stayedWithinRateLimit(client.seen(), null),
                "would have been refused by the documented limit of 30/1m (request 61)");
        assertGood(Verdicts.stayedWithinRateLimit(client.seen(), RateLimit.of(100, Duration.ofMinutes(1))));
    }

    @Test
    void aCopyStaysAsItIs() {
        client.ask(client.request().answered(503), 5);
        client.ask(5);
        ClientFacts seen = client.seen();
        String before = everything(seen);
        client.ask(1);
        client.ask(client.gateway(), 1);
        client.ask(client.request().answered(403).answered(Rule.RATE_LIMITED), 1);
        client.step(1);
        client.ask(1);

        assertThat(everything(seen)).isEqualTo(before).isNotEqualTo(everything(client.seen()));
        assertThat(everything(client.seen())).isEqualTo(everything(client.facts));
    }

    private static String everything(ClientFacts facts) {
        return ClientSummary.of(facts).toString()
                + Verdicts.stoppedAfterDeployed(facts)
                + Verdicts.noticedDeployedWithin(facts, Duration.ofDays(1));
    }

    @Test
    void eachTimeThatRequestsAreForgottenAllAre() {
        for (int i = 0; i < 4; i++) {
            client.ask(0);
            assertThat(client.seen().requests).isEqualTo(1);
            all.forget();
            assertThat(client.facts.copy(all.epoch())).isNull();
        }
    }

    @Test
    void numbersAreHeldOnceEach() {
        Numbers numbers = new Numbers();
        for (int i = 1; i < 5_000; i++) {
            assertThat(numbers.add(i)).isTrue();
        }
        for (int i = 1; i < 5_000; i++) {
            assertThat(numbers.add(i)).isFalse();
        }
    }
}
