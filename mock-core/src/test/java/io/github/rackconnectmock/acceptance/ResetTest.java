package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reset is atomic: a request during a reset gets the answer from before or from after it, never a wrong one. */
class ResetTest {
    private static final int PARALLEL = 250;

    private static int ask(RackConnectMockServer mock, AtomicBoolean over) throws IOException {
        int asked = 0;
        try (Socket socket = Wire.connect(mock.baseUri())) {
            do {
                Wire.Answer answer = Wire.send(socket, "GET", "/v1/automation_status");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("DEPLOYED");
                asked++;
            } while (!over.get());
        }
        return asked;
    }

    @Test
    void aResetNeverUndoesALoadBesideIt() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        AtomicBoolean over = new AtomicBoolean();
        try (RackConnectMockServer mock = Mocks.unlimited()) {
            Future<?> resets = threads.submit(() -> {
                while (!over.get()) {
                    mock.reset();
                }
            });
            for (int i = 0; i < 20_000; i++) {
                Scenario loaded = Scenario.builder()
                        .seed(i)
                        .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                        .build();
                mock.load(loaded);
                assertThat(mock.scenario())
                        .as("what is played, after it was loaded beside resets")
                        .isEqualTo(loaded);
            }
            over.set(true);
            resets.get(60, TimeUnit.SECONDS);
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"__admin/rackconnect/reset", "__admin/reset", "java"})
    void requestsBesideResetsAreAnsweredRight(String reset) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        AtomicBoolean over = new AtomicBoolean();
        try (RackConnectMockServer mock = Mocks.unlimited()) {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < PARALLEL; i++) {
                clients.add(threads.submit(() -> ask(mock, over)));
            }
            for (int i = 0; i < 200; i++) {
                if (reset.equals("java")) {
                    mock.reset();
                } else {
                    assertThat(Wire.send("POST", mock.baseUri(), reset, "Content-Length: 0")
                                    .status())
                            .isIn(200, 204);
                }
            }
            over.set(true);
            for (Future<Integer> client : clients) {
                assertThat(client.get(60, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }
}
