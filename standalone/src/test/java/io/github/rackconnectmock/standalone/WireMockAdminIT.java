package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WireMock's admin API at the runner: it ends the runner cleanly, and writes nothing that the next start finds. */
@Timeout(120)
class WireMockAdminIT {
    @TempDir
    Path directory = Path.of("");

    private static HttpRequest post(String uri, String body) {
        return HttpRequest.newBuilder(URI.create(uri))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static int status(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aShutdownEndsTheRunnerAsSigtermDoes() throws Exception {
        Path file = directory.resolve("ready.json");
        try (RunningJar jar = new RunningJar("--port", "0", "--ready-file", file.toString())) {
            JsonNode ready = jar.ready();
            // Its answer may be cut off by what it asks for.
            CompletableFuture<HttpResponse<Void>> answer = HttpClient.newHttpClient()
                    .sendAsync(
                            post(ready.path("baseUrl").asText() + "/__admin/shutdown", ""),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(jar.exitCode()).isEqualTo(143);
            assertThat(jar.err.all()).isEmpty();
            assertThat(file).doesNotExist();
            answer.cancel(true);
        }
    }

    @Test
    void savingWritesNothingThatBreaksTheNextStart() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (RunningJar jar = new RunningJar("--port", "0", "--quiet")) {
                String base = jar.baseUrl();
                assertThat(status(post(base + "/__admin/mappings/save", ""))).isBetween(400, 499);
                assertThat(Http.get(base + "/v1/automation_status")).isEqualTo("DEPLOYING");
                jar.stop();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/__admin/rackconnect/reset", "/__admin/mappings", "/__admin/shutdown"})
    void aForeignPageMovesNothing(String route) throws Exception {
        try (RunningJar jar = new RunningJar("--port", "0", "--quiet")) {
            String base = jar.baseUrl();
            HttpRequest foreign = HttpRequest.newBuilder(URI.create(base + route))
                    .header("Origin", "http://evil.example")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(status(foreign)).isEqualTo(403);
            assertThat(Http.get(base + "/v1/automation_status")).isEqualTo("DEPLOYING");
        }
    }

    @Test
    void controlCharactersReachTheTerminalEscaped() throws Exception {
        try (RunningJar jar = new RunningJar("--port", "0")) {
            URI base = URI.create(jar.baseUrl());
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
                String request = "GET /\u0085\u009b31m\u2028\u202e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.getInputStream().readAllBytes();
            }
            Http.get(base + "/last");
            jar.err.next(line -> line.contains("/last"));
            assertThat(jar.err.all()).allMatch(line -> line.matches("[ -~]*"));
        }
    }
}
