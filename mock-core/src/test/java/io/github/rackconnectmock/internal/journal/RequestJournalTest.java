package io.github.rackconnectmock.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.simulation.AllAtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestJournalTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RequestJournal journal = new RequestJournal(3);

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
        RequestJournal none = new RequestJournal(0);

        assertThat(none.add(RequestJournalTest::request).number()).isEqualTo(1);
        assertThat(none.requests()).isEmpty();
        assertThat(none.received()).isEqualTo(1);
    }

    @Test
    void countsFromOneAgainOnceCleared() {
        add();
        add();
        journal.clear();

        assertThat(journal.requests()).isEmpty();
        assertThat(journal.received()).isZero();
        assertThat(add().number()).isEqualTo(1);
    }

    @Test
    void handsOutACopy() {
        add();
        List<RecordedRequest> before = journal.requests();
        add();

        assertThat(before).hasSize(1);
    }

    @Test
    void losesNoRequestAndNoNumberOfManyThreads() throws Exception {
        RequestJournal large = new RequestJournal(1_000);

        AllAtOnce.call(200, i -> large.add(RequestJournalTest::request));

        assertThat(large.requests())
                .extracting(RecordedRequest::number)
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
    void tellsARequestInOneLine() {
        assertThat(request(1))
                .hasToString("2026-01-01T00:00:00.000Z 127.0.0.1 GET /v1/gateway_ip?format=text -> 404 (why)");
    }

    @Test
    void tellsTheServerAndTheBodyOfAGoodAnswer() {
        RecordedRequest request = new RecordedRequest(
                1,
                Instant.EPOCH,
                "10.1.1.1",
                "web1",
                "GET",
                "/v1/automation_status",
                null,
                null,
                "200",
                200,
                null,
                "DEPLOYED",
                "start",
                null);

        assertThat(request).hasToString("1970-01-01T00:00:00.000Z web1 GET /v1/automation_status -> 200 DEPLOYED");
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

    private RecordedRequest add() {
        return journal.add(RequestJournalTest::request);
    }

    private List<Long> numbers() {
        return journal.requests().stream().map(RecordedRequest::number).toList();
    }

    private static RecordedRequest request(long number) {
        @Nullable String none = null;
        return new RecordedRequest(
                number,
                Instant.parse("2026-01-01T00:00:00Z"),
                "127.0.0.1",
                none,
                "GET",
                "/v1/gateway_ip?format=text",
                null,
                null,
                "404",
                404,
                "why",
                none,
                none,
                null);
    }
}
