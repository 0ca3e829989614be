package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.RecordedRequest.Outcome;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a listener of requests gets, and that no answer waits for it. */
class RequestListenerTest {
    private final BlockingQueue<RecordedRequest> got = new LinkedBlockingQueue<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    @Test
    void eachRequestIsGivenInTheOrderInWhichTheAnswersEnded() throws Exception {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("slow")
                        .sourceIp("10.1.1.1")
                        .step(Step.after(Duration.ZERO).fault(Fault.delay(Duration.ofMillis(200)))))
                .server(CloudServer.named("hangs")
                        .sourceIp("10.1.1.2")
                        .step(Step.after(Duration.ZERO).fault(Fault.hang())))
                .server(CloudServer.named("quick").sourceIp("10.1.1.3"))
                .build();
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario(scenario)
                .onRequest(got::add)
                .start()) {
            try (Socket hangs = Wire.connect(mock.baseUri());
                    Socket slow = Wire.connect(mock.baseUri())) {
                Wire.write(hangs, "GET", "/as/hangs/v1/gateway_ip");
                Wire.write(slow, "GET", "/as/slow/v1/gateway_ip");
                assertThat(mock.awaitRequests(requests -> requests.size() == 2, Duration.ofSeconds(20)))
                        .isTrue();
                Wire.get(mock.baseUri("quick"), "v1/automation_status");
                Wire.read(slow.getInputStream(), false);
                assertThat(next().server()).isEqualTo("quick");
                RecordedRequest second = next();
                assertThat(second.server()).isEqualTo("slow");
                assertThat(second.outcome()).isEqualTo(Outcome.DELIVERED);
            }
            RecordedRequest last = next();
            assertThat(last.server()).isEqualTo("hangs");
            assertThat(last.outcome()).isEqualTo(Outcome.ABANDONED);
        }
    }

    @Test
    void answersGoOnWhileAListenerIsStuckAndWhatItMissedIsCounted() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .onError(errors::add)
                .onRequest(request -> {
                    awaitQuietly(release);
                    got.add(request);
                })
                .start()) {
            int requests = 10_100;
            try (Socket socket = Wire.connect(mock.baseUri())) {
                for (int i = 0; i < requests; i++) {
                    Wire.write(socket, "GET", "/v1/nothing");
                    assertThat(Wire.read(socket.getInputStream(), false).status())
                            .isEqualTo(404);
                }
            }
            release.countDown();
            for (int i = 0; i < 10_000; i++) {
                next();
            }
        }
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).matches("the listener of requests is too slow: it was not given \\d+ requests");
    }

    @Test
    void aListenerThatFailsIsReportedAndGetsTheNextRequest() throws Exception {
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .onError(errors::add)
                .onRequest(request -> {
                    got.add(request);
                    throw new IllegalStateException("it is broken");
                })
                .start()) {
            Wire.get(mock.baseUri(), "v1/automation_status");
            Wire.get(mock.baseUri(), "v1/gateway_ip");
            next();
            next();
        }
        assertThat(errors)
                .containsExactly(
                        "the listener of requests failed: it is broken",
                        "the listener of requests failed: it is broken");
    }

    @Test
    void aListenerMayCloseTheMock() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        BlockingQueue<RackConnectMockServer> started = new LinkedBlockingQueue<>();
        RackConnectMockServer mock = RackConnectMockServer.builder()
                .onRequest(request -> {
                    take(started).close();
                    closed.countDown();
                })
                .start();
        started.add(mock);
        Wire.get(mock.baseUri(), "v1/automation_status");
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(mock.isRunning()).isFalse();
    }

    @Test
    void allThatWasAnsweredIsGivenBeforeCloseReturns() throws IOException {
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().onRequest(got::add).start()) {
            for (int i = 0; i < 100; i++) {
                Wire.get(mock.baseUri(), "v1/nothing");
            }
        }
        assertThat(got).hasSize(100);
    }

    private RecordedRequest next() throws InterruptedException {
        RecordedRequest next = got.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static RackConnectMockServer take(BlockingQueue<RackConnectMockServer> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
