package io.github.rackconnectmock.internal.api;

import static io.github.rackconnectmock.internal.api.Asking.web1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What incidents, limits and steps say instead of an answer, or beside it. */
class IncidentAnswersTest {
    private static final String STATUS = "/v1/automation_status";

    private static Scenario.Builder scenario(Fault fault) {
        return Scenario.builder()
                .rateLimit(null)
                .server(web1())
                .incident(Incident.named("storm")
                        .after(Duration.ZERO)
                        .lasts(Duration.ofSeconds(61))
                        .fault(fault));
    }

    @Test
    void anAnswerInsteadNamesItsIncident() {
        Asking asking = Asking.of(scenario(Fault.of(FaultEffect.Answer.of(503)
                .retryAfter(RetryAfter.END)
                .header("Via", "a")
                .header("Via", "b"))));
        asking.advance(Duration.ofMillis(500));
        Exchange exchange = asking.get(STATUS);
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.incident()).isEqualTo("storm");
        assertThat(Objects.requireNonNull(exchange.struck()).incident()).isEqualTo("storm");
        assertThat(exchange.reason()).isEqualTo("fault; kind=answer; incident=storm");
        assertThat(exchange.rule()).isEqualTo(Rule.FAULT);
        assertThat(exchange.retryAfter()).isEqualTo("61");
        assertThat(exchange.fields().all("Via")).containsExactly("a", "b");
        assertThat(exchange.bodyText()).isEqualTo("The service is in trouble.");
        asking.advance(Duration.ofSeconds(61));
        Exchange after = asking.get(STATUS);
        assertThat(after.incident()).isNull();
        assertThat(after.struck()).isNull();
        assertThat(after.fields().size()).isZero();
    }

    @Test
    void theOwnAnswerCanHaveOtherFields() {
        Asking asking = Asking.of(scenario(Fault.of(FaultEffect.Answer.own()
                .header("Via", "cache")
                .contentType("text/html")
                .retryAfter(RetryAfter.of(Duration.ofMillis(1_001))))));
        Exchange exchange = asking.get(STATUS);
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.bodyText()).isEqualTo("DEPLOYED");
        assertThat(exchange.contentType()).isEqualTo("text/html");
        assertThat(exchange.fields().first("Via")).isEqualTo("cache");
        assertThat(exchange.retryAfter()).isEqualTo("2");
        assertThat(exchange.reason()).isEqualTo("fault; kind=answer; incident=storm");
    }

    /** A client's seconds are real ones. */
    @Test
    void retryAfterGoesByTheSpeedOfTheClock() {
        Asking asking = Asking.of(
                scenario(Fault.of(FaultEffect.Answer.of(503).retryAfter(RetryAfter.of(Duration.ofSeconds(60))))));
        assertThat(asking.get(STATUS).retryAfter()).isEqualTo("60");
        asking.api().clock().resume();
        asking.api().clock().speed(10);
        assertThat(asking.get(STATUS).retryAfter()).isEqualTo("6");
        asking.api().clock().speed(7);
        assertThat(asking.get(STATUS).retryAfter()).isEqualTo("9");
        asking.api().clock().freeze();
        assertThat(asking.get(STATUS).retryAfter()).isEqualTo("60");
    }

    @Test
    void aRefusalKeepsTheFieldsOfTheIncident() {
        Scenario.Builder limited = scenario(Fault.of(FaultEffect.Answer.own().header("Via", "cache")))
                .rateLimit(RateLimit.of(1, Duration.ofMinutes(1))
                        .answer(FaultEffect.Answer.of(429).retryAfter(RetryAfter.END)));
        Asking asking = Asking.of(limited);
        assertThat(asking.get(STATUS).status()).isEqualTo(200);
        Exchange refused = asking.get(STATUS);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.fields().first("Via")).isEqualTo("cache");
        assertThat(refused.fields().first("Retry-After")).isEqualTo("60");
        assertThat(refused.fields().size()).isEqualTo(2);
        assertThat(refused.rule()).isEqualTo(Rule.RATE_LIMITED);
        assertThat(refused.reason()).startsWith("rate-limited; limit=1/1m").endsWith("; incident=storm");
    }

    @Test
    void anAnswerHoldsItsPlaceUntilItEnds() {
        Asking asking = Asking.of(Scenario.builder()
                .rateLimit(RateLimit.of(100, Duration.ofMinutes(1)).atOnce(1))
                .server(web1()));
        Exchange first = asking.get(STATUS);
        Exchange second = asking.get(STATUS);
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.reason()).isEqualTo("rate-limited; at-once=1");
        assertThat(second.bodyText()).isEqualTo("Too many requests at once: more than 1.");
        second.end(Exchange.Outcome.DELIVERED);
        assertThat(asking.get(STATUS).status()).isEqualTo(403);
        first.end(Exchange.Outcome.DELIVERED);
        assertThat(asking.get(STATUS).status()).isEqualTo(200);
        // A second end is none.
        first.end(Exchange.Outcome.ABANDONED);
        assertThat(asking.get(STATUS).status()).isEqualTo(403);
    }

    @Test
    void strangersAreStruckToo() {
        Asking page = Asking.of(scenario(Fault.answer(502, "bad gateway")));
        Exchange answered = page.get(STATUS, "203.0.113.9");
        assertThat(answered.status()).isEqualTo(502);
        assertThat(answered.bodyText()).isEqualTo("bad gateway");
        assertThat(answered.reason()).isEqualTo("fault; kind=answer; incident=storm");
        Asking hang = Asking.of(scenario(Fault.hang()));
        Exchange hanging = hang.get(STATUS, "203.0.113.9");
        assertThat(hanging.effect()).isInstanceOf(FaultEffect.Hang.class);
        assertThat(hanging.status()).isEqualTo(403);
        // The own answer of a stranger is that for strangers.
        Asking own = Asking.of(scenario(Fault.of(FaultEffect.Answer.own().header("Via", "x"))));
        Exchange known = own.get(STATUS, "203.0.113.9");
        assertThat(known.status()).isEqualTo(403);
        assertThat(known.fields().first("Via")).isEqualTo("x");
        assertThat(known.rule()).isEqualTo(Rule.UNKNOWN_SOURCE);
    }

    @Test
    void onlyAReusedConnectionIsStruck() {
        Asking asking = Asking.of(scenario(Fault.answer(500).reused()));
        ApiRequest first = ApiRequest.get(STATUS, Asking.address("127.0.0.1"));
        assertThat(first.isOnReusedConnection()).isFalse();
        assertThat(asking.api().answer(first).status()).isEqualTo(200);
        ApiRequest second = new ApiRequest(
                "GET",
                STATUS,
                null,
                -1,
                false,
                Asking.address("127.0.0.1"),
                null,
                HeaderFields.NONE,
                new byte[0],
                true);
        assertThat(second.isOnReusedConnection()).isTrue();
        assertThat(asking.api().answer(second).status()).isEqualTo(500);
    }

    @Test
    void aStaleAnswerIsOfThatLongAgo() {
        Asking asking = Asking.of(Scenario.builder()
                .rateLimit(null)
                .server(web1().status(AutomationStatus.DEPLOYING)
                        .gatewayIp(null)
                        .step(Step.after(Duration.ofSeconds(10)).gatewayIp("10.9.9.9"))
                        .step(Step.after(Duration.ofSeconds(10)).status(AutomationStatus.DEPLOYED)))
                .incident(Incident.named("cache").after(Duration.ZERO).fault(Fault.stale(Duration.ofSeconds(8)))));
        String[] expected = {"DEPLOYING", "DEPLOYING", "DEPLOYING", "DEPLOYING", "DEPLOYED"};
        String[] gateways = {"404", "404", "10.9.9.9", "10.9.9.9", "10.9.9.9"};
        long[] at = {0, 17, 18, 27, 28};
        long before = 0;
        for (int i = 0; i < at.length; i++) {
            asking.advance(Duration.ofSeconds(at[i] - before));
            before = at[i];
            assertThat(asking.get(STATUS).bodyText()).as("after %s s", at[i]).isEqualTo(expected[i]);
            Exchange gateway = asking.get("/v1/gateway_ip");
            assertThat(gateway.status() == 404 ? "404" : gateway.bodyText()).isEqualTo(gateways[i]);
            assertThat(gateway.reason()).isEqualTo("fault; kind=stale; incident=cache");
        }
    }

    @Test
    void whoIsAnsweredAsAnotherIsNamedBoth() {
        Asking asking = Asking.of(Scenario.builder()
                .rateLimit(null)
                .server(web1().seenAs("nat1"))
                .server(CloudServer.named("nat1").sourceIp("10.1.1.2").status(AutomationStatus.FAILED)));
        Exchange exchange = asking.get(STATUS);
        assertThat(exchange.server()).isEqualTo("web1");
        assertThat(exchange.seenAs()).isEqualTo("nat1");
        assertThat(exchange.bodyText()).isEqualTo("FAILED");
        assertThat(asking.get(STATUS, "10.1.1.2").seenAs()).isNull();
        assertThat(asking.get("/v1/x").seenAs()).isNull();
    }

    @Test
    void commandsAreTold() {
        Asking asking = Asking.of(web1());
        AtomicInteger told = new AtomicInteger();
        asking.api().clock().changes().listener(told::incrementAndGet);
        asking.api().load(asking.api().scenario(), null);
        assertThat(told).hasValue(1);
        asking.api().restart();
        assertThat(told).hasValue(2);
        asking.get(STATUS);
        assertThat(told).hasValue(2);
    }

    /** The end is known as soon as there is one. */
    @Test
    void whatStruckTellsWhenItEnded() {
        Asking asking = Asking.of(Scenario.builder()
                .rateLimit(null)
                .server(web1())
                .incident(Incident.named("storm")
                        .after(Duration.ZERO)
                        .until("calm")
                        .fault(Fault.answer(503))));
        Struck struck = Objects.requireNonNull(asking.get(STATUS).struck());
        assertThat(struck.end()).isEqualTo(Struck.NEVER);
        asking.advance(Duration.ofSeconds(5));
        asking.api().simulation().fire("calm");
        assertThat(struck.end()).isEqualTo(asking.api().clock().micros());
    }
}
