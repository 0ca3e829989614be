package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final int CLIENTS = 100;

    private static RackConnectMockServer start(@Nullable RateLimit limit) {
        return RackConnectMockServer.builder()
                .scenario(Scenario.builder()
                        .rateLimit(limit)
                        .server(CloudServer.named("web1")
                                .sourceIp("10.181.1.11")
                                .gatewayIp(null))
                        .server(CloudServer.named("web2").sourceIp("10.181.1.12"))
                        .build())
                .frozen(true)
                .start();
    }

    @Test
    void thirtyRequestsAMinuteOverAllOperationsThenForbidden() throws IOException {
        try (RackConnectMockServer mock = start(RateLimit.DOCUMENTED)) {
            String[] targets = {
                "v1/automation_status",
                "v1/automation_status/details",
                "v1/automation_features",
                "v1/gateway_ip",
                "v1/gateway_ip?format=nonsense"
            };
            for (int i = 0; i < 30; i++) {
                assertThat(Wire.get(mock.baseUri("web1"), targets[i % 5]).status())
                        .isIn(200, 404, 400);
            }
            mock.clock().advance(Duration.ofSeconds(18));
            Wire.Answer refused = Wire.get(mock.baseUri("web1"), "v1/automation_status");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.reason()).isEqualTo("rate-limited; limit=30/1m; resets-in=42s");

            assertThat(Wire.get(mock.baseUri("web2"), "v1/automation_status").status())
                    .as("another server's requests are its own")
                    .isEqualTo(200);
            mock.clock().advance(Duration.ofSeconds(42).minusNanos(1));
            assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status").status())
                    .isEqualTo(403);
            mock.clock().advance(Duration.ofNanos(1));
            assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aWindowOnTheClockEndsWithTheMinute() throws IOException {
        RateLimit limit = RateLimit.of(1, Duration.ofMinutes(1)).alignment(RateLimit.Alignment.CLOCK_MINUTE);
        try (RackConnectMockServer mock = start(limit)) {
            Instant now = mock.clock().instant();
            long intoMinute = now.getEpochSecond() % 60;
            mock.clock().advance(Duration.ofSeconds(60 - intoMinute + 50).minusNanos(now.getNano()));
            assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status").status())
                    .isEqualTo(200);
            assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status").reason())
                    .isEqualTo("rate-limited; limit=1/1m; resets-in=10s");
            mock.clock().advance(Duration.ofSeconds(10));
            assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutALimitNothingIsRefused() throws IOException {
        try (RackConnectMockServer mock = start(null)) {
            for (int i = 0; i < 100; i++) {
                assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void ofAThousandSimultaneousRequestsExactlyThirtyAreAnswered() throws Exception {
        try (RackConnectMockServer mock = start(RateLimit.DOCUMENTED)) {
            Map<Integer, Integer> answers = new TreeMap<>();
            for (Map<Integer, Integer> each : together(CLIENTS, client -> ask(mock, "web1", 1000 / CLIENTS))) {
                each.forEach((status, count) -> answers.merge(status, count, Integer::sum));
            }
            assertThat(answers).isEqualTo(Map.of(200, 30, 403, 970));
        }
    }

    @Test
    void fiftyServersAtOnceEachHaveTheirOwnLimitAndLife() throws Exception {
        Scenario burst = Scenario.builder()
                .server(CloudServer.named("web-{n}")
                        .sourceIp("10.181.1.1")
                        .count(50)
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.afterRequests(20).status(AutomationStatus.DEPLOYED)))
                .build();
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().scenario(burst).frozen(true).start()) {
            // Every second server is asked 10 times, every other 40.
            List<Map<Integer, Integer>> answers =
                    together(50, client -> ask(mock, "web-" + (client + 1), client % 2 == 0 ? 10 : 40));
            for (int client = 0; client < 50; client++) {
                boolean eager = client % 2 == 1;
                assertThat(answers.get(client)).isEqualTo(eager ? Map.of(200, 30, 403, 10) : Map.of(200, 10));
                assertThat(mock.server("web-" + (client + 1)).state().status())
                        .isEqualTo(eager ? AutomationStatus.DEPLOYED : AutomationStatus.DEPLOYING);
            }
        }
    }

    private static Map<Integer, Integer> ask(RackConnectMockServer mock, String server, int times) throws IOException {
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            answers.merge(Wire.get(mock.baseUri(server), "v1/automation_status").status(), 1, Integer::sum);
        }
        return answers;
    }

    interface Client<T> {
        T run(int number) throws Exception;
    }

    /** Runs so many clients on threads of their own, which all begin at the same moment. */
    static <T> List<T> together(int clients, Client<T> client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            CyclicBarrier begin = new CyclicBarrier(clients);
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                calls.add(() -> {
                    begin.await();
                    return client.run(number);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
