package io.github.rackconnectmock.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FollowerTest {
    private static final RackConnectApi API = new RackConnectApi(
            Scenario.builder()
                    .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                    .build(),
            MovableClock.running(),
            SourcePolicy.DEFAULT);

    /** Requests may have bodies and long targets: what waits for a slow listener is bounded by bytes too. */
    @Test
    void whatWaitsIsBoundedByBytes() throws InterruptedException {
        Exchange large = API.answer(ApiRequest.get("/" + "x".repeat(10_000), InetAddress.getLoopbackAddress()));
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        BlockingQueue<String> errors = new LinkedBlockingQueue<>();
        try (Follower follower = new Follower(
                exchange -> {
                    first.countDown();
                    await(release);
                },
                errors::add,
                5 * large.weight())) {
            follower.ended(large);
            await(first);
            for (int i = 0; i < 100; i++) {
                follower.ended(large);
            }
            release.countDown();
            assertThat(errors.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("the listener of requests is too slow: it was not given 95 requests");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
