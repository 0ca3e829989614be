package io.github.rackconnectmock.junit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.ExpectationResult;
import io.github.rackconnectmock.MockClock;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.junit.ScenarioSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;

/** The README's test of a client with every scenario there is. */
@RackConnectMock(frozen = true)
class EveryScenarioTest {

    @ParameterizedTest
    @ScenarioSource
    void copesWithEveryScenario(RackConnectMockServer mock) throws Exception {
        new Bootstrap(mock::httpClient, mock.clock()).awaitNetwork();

        assertThat(mock.expectations()).allMatch(ExpectationResult::isMet);
    }

    /**
     * A client that waits for its network as a good one does, at the real URL, by a connection of its own for each request.
     * Where it would sleep, the mock's time moves.
     */
    private static final class Bootstrap {
        private static final URI API = URI.create("https://dfw.api.rackconnect.rackspace.com/");
        private static final Duration PATIENCE = Duration.ofMinutes(15);
        private static final Duration INTERVAL = Duration.ofSeconds(30);

        private final Supplier<HttpClient> http;
        private final MockClock clock;

        Bootstrap(Supplier<HttpClient> http, MockClock clock) {
            this.http = http;
            this.clock = clock;
        }

        void awaitNetwork() throws InterruptedException {
            Instant end = clock.instant().plus(PATIENCE);
            String operation = "v1/automation_status";
            while (clock.instant().isBefore(end)) {
                Duration wait = INTERVAL;
                try {
                    HttpResponse<String> answer = get(operation);
                    if (answer.statusCode() == 200 && answer.body().equals("DEPLOYED")) {
                        operation = "v1/gateway_ip";
                        continue;
                    }
                    if (answer.statusCode() == 200 && answer.body().matches("FAILED|UNPROCESSABLE|[0-9.]+")) {
                        return;
                    }
                    long told = answer.headers().firstValueAsLong("Retry-After").orElse(0);
                    wait = Duration.ofSeconds(Math.max(wait.toSeconds(), told));
                } catch (IOException e) {
                    // It asks again, as after any other failure.
                }
                clock.advance(wait);
            }
        }

        private HttpResponse<String> get(String operation) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(API.resolve(operation))
                    .timeout(Duration.ofMillis(500))
                    .build();
            return http.get().send(request, BodyHandlers.ofString());
        }
    }
}
