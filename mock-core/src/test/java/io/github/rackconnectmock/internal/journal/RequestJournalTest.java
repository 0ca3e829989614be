package io.github.rackconnectmock.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.simulation.AllAtOnce;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RequestJournalTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final RackConnectApi API = new RackConnectApi(
            Scenario.builder()
                    .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                    .build(),
            MovableClock.running(),
            SourcePolicy.DEFAULT);

    private final RequestJournal journal = new RequestJournal(3, Long.MAX_VALUE, ended -> {});

    @Test
    void numbersFromOneAndForgetsTheOldestFirst() {
        for (int i = 0; i < 5; i++) {
            add();
        }

        assertThat(numbers()).containsExactly(3L, 4L, 5L);
        assertThat(journal.received()).isEqualTo(5);
    }

    @Test
    void ofSizeZeroOnlyCounts() {
        RequestJournal none = new RequestJournal(0, Long.MAX_VALUE, ended -> {});

        Exchange only = exchange("/x");
        none.add(only);

        assertThat(only.number()).isEqualTo(1);
        assertThat(none.exchanges()).isEmpty();
        assertThat(none.received()).isEqualTo(1);
    }

    @Test
    void countsFromOneAgainOnceCleared() {
        add();
        add();
        journal.clear();

        assertThat(journal.exchanges()).isEmpty();
        assertThat(journal.received()).isZero();
        assertThat(add().number()).isEqualTo(1);
    }

    @Test
    void handsOutACopy() {
        add();
        List<Exchange> before = journal.exchanges();
        add();

        assertThat(before).hasSize(1);
    }

    @Test
    void losesNoRequestAndNoNumberOfManyThreads() throws Exception {
        RequestJournal large = new RequestJournal(1_000, Long.MAX_VALUE, ended -> {});

        AllAtOnce.call(200, i -> {
            large.add(exchange("/x"));
            return i;
        });

        assertThat(large.exchanges())
                .extracting(Exchange::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void awaitsNothingWhenItIsAsWantedAlready() throws InterruptedException {
        assertThat(journal.await(List::isEmpty, Duration.ZERO)).isTrue();
    }

    @Test
    void givesUpInTime() throws InterruptedException {
        assertThat(journal.await(requests -> !requests.isEmpty(), Duration.ZERO))
                .isFalse();
        assertThat(journal.await(requests -> !requests.isEmpty(), Duration.ofMillis(5)))
                .isFalse();
    }

    @Test
    void wakesUpForEachRequest() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        FutureTask<Boolean> waiter = waiting(looked, 2);
        assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();

        add();
        assertThat(waiter.isDone()).isFalse();
        add();

        assertThat(waiter.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void wakesUpWhenCleared() throws Exception {
        add();
        CountDownLatch looked = new CountDownLatch(1);
        FutureTask<Boolean> waiter = waiting(looked, 0);
        assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();

        journal.clear();

        assertThat(waiter.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void forgetsTheOldestBeyondItsBytes() {
        RequestJournal small = new RequestJournal(1_000, 10 * exchange("/x").weight(), ended -> {});
        for (int i = 0; i < 100; i++) {
            small.add(exchange("/x"));
        }
        assertThat(small.exchanges())
                .extracting(Exchange::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(91, 100).boxed().toList());

        small.add(exchange("/" + "x".repeat(100_000)));
        assertThat(small.exchanges())
                .as("one that is larger than all there may be")
                .isEmpty();
        assertThat(small.received()).isEqualTo(101);
    }

    @Test
    void theFirstEndOfAnExchangeCounts() {
        Exchange exchange = add();
        assertThat(exchange.outcome()).isEqualTo(Exchange.Outcome.PENDING);

        journal.end(exchange, Exchange.Outcome.ABANDONED);
        journal.end(exchange, Exchange.Outcome.DELIVERED);

        assertThat(exchange.outcome()).isEqualTo(Exchange.Outcome.ABANDONED);
    }

    @Test
    void aPredicateMayAskTheJournalItself() throws InterruptedException {
        add();
        assertThat(journal.await(exchanges -> journal.received() == exchanges.size(), LONG))
                .isTrue();
    }

    /** Waits on a thread of its own until the journal holds so many; the latch falls once it has begun to. */
    private FutureTask<Boolean> waiting(CountDownLatch looked, int size) {
        FutureTask<Boolean> waiter = new FutureTask<>(() -> journal.await(
                requests -> {
                    looked.countDown();
                    return requests.size() == size;
                },
                LONG));
        Thread thread = new Thread(waiter, "waits for the journal");
        thread.setDaemon(true);
        thread.start();
        return waiter;
    }

    private Exchange add() {
        Exchange exchange = exchange("/v1/gateway_ip?format=text");
        journal.add(exchange);
        return exchange;
    }

    private List<Long> numbers() {
        return journal.exchanges().stream().map(Exchange::number).toList();
    }

    /** They outlast the journal, so they have a bound in bytes of their own. */
    @Test
    void unexpectedRequestsAreHeldUpToAShareOfTheBytes() {
        String large = "/" + "x".repeat(10_000);
        RequestJournal small = new RequestJournal(1_000, 20 * exchange(large).weight(), ended -> {});
        for (int i = 0; i < 100; i++) {
            small.add(API.answer(exchange(large)));
        }
        ConductSnapshot conduct = small.conduct(List.of());
        assertThat(conduct.unexpected()).isEqualTo(100);
        assertThat(conduct.firstUnexpected()).extracting(Exchange::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void oneUnexpectedRequestIsHeldHoweverLarge() {
        RequestJournal tiny = new RequestJournal(1_000, 10, ended -> {});
        tiny.add(API.answer(exchange("/x")));
        tiny.add(API.answer(exchange("/x")));
        assertThat(tiny.conduct(List.of()).firstUnexpected())
                .extracting(Exchange::number)
                .containsExactly(1L);
    }

    private static Exchange exchange(String target) {
        return API.receive(ApiRequest.get(target, InetAddress.getLoopbackAddress()));
    }
}
