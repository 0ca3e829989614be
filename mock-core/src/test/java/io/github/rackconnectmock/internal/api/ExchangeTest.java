package io.github.rackconnectmock.internal.api;

import static io.github.rackconnectmock.internal.api.Asking.web1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.api.Exchange.Outcome;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.conduct.Observed;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an exchange tells of a request and its answer. */
class ExchangeTest {
    private static final String STATUS = "/v1/automation_status";

    private final Asking asking = Asking.of(web1());

    @ParameterizedTest
    @CsvSource({
        "hang, hang, false",
        "reset, reset, false",
        "empty, empty, false",
        "garbage, garbage, false",
        "truncated, truncated, true",
        "delay, 200, true",
    })
    void aFaultMayLeaveOutTheStatus(String kind, String word, boolean sent) {
        Fault fault = switch (kind) {
            case "hang" -> Fault.hang();
            case "reset" -> Fault.reset();
            case "empty" -> Fault.empty();
            case "garbage" -> Fault.garbage();
            case "truncated" -> Fault.truncated();
            default -> Fault.delay(Duration.ofSeconds(1));
        };
        Exchange exchange =
                Asking.of(web1().step(Step.after(Duration.ZERO).fault(fault))).get(STATUS);

        assertThat(exchange.word()).isEqualTo(word);
        assertThat(exchange.sendsStatus()).isEqualTo(sent);
        assertThat(exchange.status()).isEqualTo(200);
    }

    @Test
    void anAnswerWithoutAFaultIsItsStatus() {
        Exchange exchange = asking.get(STATUS);

        assertThat(exchange.word()).isEqualTo("200");
        assertThat(exchange.sendsStatus()).isTrue();
        assertThat(exchange.isOverridden()).isFalse();
        assertThat(exchange.request().target()).isEqualTo(STATUS);
        assertThat(exchange.body()).asString().isEqualTo("DEPLOYED");
    }

    @Test
    void anExchangeEndsOnce() {
        Exchange exchange = asking.get(STATUS);
        assertThat(exchange.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(exchange.tookNanos()).isZero();

        assertThat(exchange.end(Outcome.DELIVERED)).isTrue();
        long took = exchange.tookNanos();
        assertThat(exchange.end(Outcome.ABANDONED)).isFalse();

        assertThat(exchange.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(exchange.tookNanos())
                .isEqualTo(took)
                .isBetween(1L, Duration.ofMinutes(10).toNanos());
    }

    /** Whether a client that sends nothing more has left shows only when its answer is sent. */
    @Test
    void whoHasLeftDidSoWhenItsInputEnded() {
        Exchange exchange = asking.get(STATUS);
        assertThat(exchange.isLeft()).isFalse();
        asking.advance(Duration.ofSeconds(1));
        assertThat(exchange.leaves()).isTrue();
        assertThat(exchange.isLeft()).isTrue();
        assertThat(exchange.leaves()).isFalse();
        long left = exchange.atMicros() + 1_000_000;
        assertThat(exchange.endedMicros()).isEqualTo(left);
        long nanos = exchange.endedNanos();
        asking.advance(Duration.ofSeconds(1));
        exchange.goesOut();
        assertThat(exchange.endedMicros()).isEqualTo(left + 1_000_000);

        assertThat(exchange.end(Outcome.ABANDONED)).isTrue();
        assertThat(exchange.endedMicros()).isEqualTo(left);
        assertThat(exchange.endedNanos()).isEqualTo(nanos);
    }

    @Test
    void whoOnlyEndedItsSendingSideHasTheAnswerWhenItGoesOut() {
        Exchange exchange = asking.get(STATUS);
        exchange.leaves();
        asking.advance(Duration.ofSeconds(1));
        exchange.goesOut();
        asking.advance(Duration.ofSeconds(1));
        exchange.end(Outcome.DELIVERED);
        assertThat(exchange.endedMicros()).isEqualTo(exchange.atMicros() + 1_000_000);

        Exchange broken = asking.get(STATUS);
        broken.leaves();
        asking.advance(Duration.ofSeconds(1));
        broken.end(Outcome.DELIVERED);
        assertThat(broken.endedMicros()).as("nothing goes out").isEqualTo(broken.atMicros() + 1_000_000);
    }

    @Test
    void nobodyLeavesAnAnswerThatIsOut() {
        Exchange exchange = asking.get(STATUS);
        exchange.goesOut();
        assertThat(exchange.leaves()).isFalse();
        asking.advance(Duration.ofSeconds(1));
        exchange.end(Outcome.ABANDONED);
        assertThat(exchange.endedMicros()).isEqualTo(exchange.atMicros() + 1_000_000);

        Exchange ended = asking.get(STATUS);
        ended.end(Outcome.ABANDONED);
        assertThat(ended.leaves()).isFalse();
    }

    @Test
    void itHasAnAnswerOnceItIsAnswered() {
        Exchange exchange = asking.receive(STATUS, "10.1.1.1", null);
        assertThat(exchange.isAnswered()).isFalse();

        assertThat(asking.api().answer(exchange)).isSameAs(exchange);

        assertThat(exchange.isAnswered()).isTrue();
    }

    @Test
    void othersMayNumberItAndKeepSomethingWithIt() {
        Exchange exchange = asking.get(STATUS);
        assertThat(exchange.number()).isZero();
        assertThat(exchange.attachment()).isNull();

        exchange.number(17);
        exchange.attach("kept");

        assertThat(exchange.number()).isEqualTo(17);
        assertThat(exchange.attachment()).isEqualTo("kept");
    }

    @Test
    void itWeighsMoreThanItsRequest() {
        Exchange exchange = asking.get(STATUS);

        assertThat(exchange.weight()).isEqualTo(200 + exchange.request().weight());
    }

    @Test
    void aStubsAnswerIsSaidToBeOne() {
        asking.advance(Duration.ofSeconds(3));
        Exchange exchange = asking.receive(STATUS, "10.1.1.1", null);

        Exchange overridden = asking.api().overridden(exchange, 418, null);

        assertThat(overridden).isSameAs(exchange);
        assertThat(overridden.isOverridden()).isTrue();
        assertThat(overridden.at()).isEqualTo(Asking.START.plusSeconds(3));
        assertThat(overridden.status()).isEqualTo(418);
        assertThat(overridden.word()).isEqualTo("418");
        assertThat(overridden.sendsStatus()).isTrue();
        assertThat(overridden.reason()).isEqualTo("overridden");
        assertThat(overridden.server()).isEqualTo("web1");
        assertThat(Objects.requireNonNull(overridden.state()).step()).isEqualTo("start");
        assertThat(overridden.body()).isEmpty();
        assertThat(overridden.contentType()).isEmpty();
        assertThat(Objects.requireNonNull(overridden.life()).snapshot().requests())
                .isEmpty();
    }

    @Test
    void aStubsFaultIsItsWord() {
        Exchange unknown = asking.receive(STATUS, "10.9.9.9", null);

        Exchange overridden = asking.api().overridden(unknown, 200, "connection-reset");

        assertThat(overridden.word()).isEqualTo("connection-reset");
        assertThat(overridden.sendsStatus()).isFalse();
        assertThat(overridden.state()).isNull();
        assertThat(overridden.life()).isNull();
    }

    @Test
    void anotherScenarioIsPlayedFromItsBeginning() {
        RackConnectApi api = asking.api();
        Exchange before = asking.receive(STATUS, "10.1.1.1", null);
        Scenario other = Scenario.builder()
                .server(web1().step(Step.afterRequests(1).name("asked")))
                .build();

        api.load(other, null);

        assertThat(api.scenario()).isSameAs(other);
        assertThat(api.simulation().scenario()).isSameAs(other);
        assertThat(api.clock().instant()).isEqualTo(Asking.START);
        assertThat(asking.get(STATUS).state()).isNotNull();
        assertThat(Objects.requireNonNull(asking.get(STATUS).state()).step()).isEqualTo("asked");
        // What was received before is answered by the scenario of then.
        assertThat(Objects.requireNonNull(api.answer(before).state()).step()).isEqualTo("start");
        assertThat(before.operation()).isEqualTo(Operation.AUTOMATION_STATUS);
    }

    /** The kind: what verdicts on clients are made of. */
    @Test
    void itIsWhatAClientDid() {
        Exchange exchange = asking.get(STATUS);
        assertThat(exchange.isGet()).isTrue();
        assertThat(asking.ask("HEAD", STATUS).isGet()).isFalse();
        assertThat(exchange.isWhole()).isTrue();
        assertThat(exchange.rule()).isNull();
        assertThat(exchange.reasonText()).isEmpty();
        assertThat(exchange.speed()).isEqualTo(1);
        assertThat(exchange.receivedNanos()).isNotZero();
        assertThat(exchange.endedNanos()).isZero();
        assertThat(exchange.connection()).isNull();
        ConnectionFacts connection = new ConnectionFacts();
        assertThat(exchange.by(connection).connection()).isSameAs(connection);
        exchange.mark(3);
        assertThat(exchange.mark()).isEqualTo(3);
        assertThat(exchange.isUnexpected()).isFalse();
        exchange.unexpected();
        assertThat(exchange.isUnexpected()).isTrue();
        exchange.end(Outcome.DELIVERED);
        assertThat(exchange.endedNanos()).isNotZero();

        Exchange unknown = asking.get("/v1/x");
        assertThat(unknown.rule()).isEqualTo(Rule.UNKNOWN_PATH);
        assertThat(unknown.reasonText()).startsWith("unknown-path");
    }

    @Test
    void onlyADelayLeavesAnAnswerWhole() {
        assertThat(faulty(Fault.delay(Duration.ofSeconds(1))).isWhole()).isTrue();
        assertThat(faulty(Fault.truncated()).isWhole()).isFalse();
        assertThat(faulty(Fault.truncated()).rule()).isEqualTo(Rule.FAULT);
        Exchange overridden = asking.get(STATUS).overridden(200, "reset", "overridden");
        assertThat(overridden.isWhole()).isFalse();
        assertThat(overridden.rule()).isEqualTo(Rule.OVERRIDDEN);
    }

    private static Exchange faulty(Fault fault) {
        return Asking.of(web1().step(Step.after(Duration.ZERO).fault(fault))).get(STATUS);
    }

    @Test
    void itKeepsTheFieldsThatMatterLater() {
        Exchange exchange = asking.get(STATUS);
        assertThat(exchange.retryAtMicros()).isEqualTo(Observed.NEVER);
        exchange.sending(new HeaderFields("retry-after", "5", "Location", "/v2"));
        assertThat(exchange.retryAfter()).isEqualTo("5");
        assertThat(exchange.location()).isEqualTo("/v2");
        asking.advance(Duration.ofSeconds(1));
        exchange.end(Outcome.DELIVERED);
        assertThat(exchange.retryAtMicros()).isEqualTo(exchange.atMicros() + 6_000_000);
    }
}
