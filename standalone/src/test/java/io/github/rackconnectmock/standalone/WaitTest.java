package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void endsWhenTheMockAnswers() {
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            assertThat(Outcome.of("wait", "--url", mock.baseUri().toString()))
                    .isEqualTo(Outcome.of("wait", "--url", "http://127.0.0.1:" + mock.port()));
            assertThat(Outcome.of("wait", "--url", mock.baseUri().toString()).exitCode())
                    .isZero();
        }
    }

    @Test
    void goesOnWhileItIsNotHealthyYet() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server =
                answering(() -> asked.incrementAndGet() < 3 ? 503 : 200, "{\"status\":\"UP\",\"servers\":1}");
        try {
            assertThat(Outcome.of("wait", "--url", uri(server)).exitCode()).isZero();
            assertThat(asked).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysWhatItSawLast() throws IOException {
        HttpServer server = answering(() -> 503, "");
        try {
            Outcome outcome = Outcome.of("wait", "--url", uri(server), "--timeout", "300ms");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err())
                    .containsExactly("rackconnect-mock: " + uri(server)
                            + "/__admin/rackconnect/health isn't healthy after 300ms (it answers 503);"
                            + " start the mock, or wait longer with --timeout");
        } finally {
            server.stop(0);
        }
    }

    /** A web server, another tool's health, a mock's answer somewhere else: all of them are 200. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "OK", "{\"status\":\"UP\"}", "{\"servers\":1}", "<html>{\"status\":\"UP\",\"servers\":1}"})
    void anotherServerThatAnswers200IsNoMock(String body) throws IOException {
        HttpServer server = answering(() -> 200, body);
        try {
            Outcome outcome = Outcome.of("wait", "--url", uri(server), "--timeout", "300ms");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err())
                    .singleElement()
                    .asString()
                    .contains("(it answers 200, but is no rackconnect-mock)");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void trustsTheCertificateThatItIsGiven() throws IOException {
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().httpsPort(0).start()) {
            String url = mock.httpsUri().toString();
            Path caFile = Files.writeString(folder.resolve("ca.pem"), mock.caCertificatePem());
            assertThat(Outcome.of("wait", "--url", url, "--ca-file", caFile.toString()))
                    .isEqualTo(new Outcome(0, List.of(), List.of()));
            assertThat(Outcome.of("wait", "--url", url, "--timeout", "300ms").exitCode())
                    .as("without it")
                    .isEqualTo(1);
            Path garbage = Files.writeString(folder.resolve("garbage.pem"), "garbage");
            assertThat(Outcome.of("wait", "--url", url, "--ca-file", garbage.toString()))
                    .isEqualTo(new Outcome(
                            66,
                            List.of(),
                            List.of("rackconnect-mock: " + garbage
                                    + ": there is no certificate in PEM in it; serve --ca-file writes one")));
        }
    }

    @Test
    void waitsForAReadyFileAndTheMockItNames() throws IOException {
        Path file = folder.resolve("ready.json");
        assertThat(Outcome.of("wait", "--ready-file", file.toString(), "--timeout", "200ms")
                        .err())
                .singleElement()
                .asString()
                .contains("(there is no such file yet)");
        try (InProcess mock = new InProcess(Map.of(), "--port", "0", "--ready-file", file.toString())) {
            assertThat(Outcome.of("wait", "--ready-file", file.toString()))
                    .isEqualTo(new Outcome(0, List.of(), List.of()));
            mock.ready();
        }
    }

    /** A port in use, a scenario with mistakes, an option that is wrong: whatever ends the start ends the waiting. */
    @Test
    void endsWithTheStartThatFails() throws IOException {
        Path file = folder.resolve("ready.json");
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"servers\": [{}]}");
        String[][] mistakes = {
            {"--speed", "x"},
            {"--scenario", bad.toString()},
            {"--bind", "192.0.2.1"},
            // These are found before all words are read.
            {"--prot", "1"},
            {"--port", "1"},
            {"serve", "8089"},
            {"--quiet", "--scenario"}
        };
        for (String[] mistake : mistakes) {
            Files.writeString(file, "left behind");
            Outcome start = Outcome.of("--port", "0", "--ready-file", file.toString(), mistake[0], mistake[1]);
            assertThat(Outcome.of("wait", "--ready-file", file.toString()))
                    .as("what wait says after %s %s", mistake[0], mistake[1])
                    .isEqualTo(start);
        }
    }

    /** The file may be named behind the mistake, or by a variable; where none is named, none is written. */
    @Test
    void endsWithTheStartThatFailsWhereverTheFileIsNamed() throws IOException {
        Path file = folder.resolve("ready.json");
        Outcome start = Outcome.of("--port", "--ready-file=" + file);
        assertThat(start.exitCode()).isEqualTo(64);
        assertThat(Outcome.of("wait", "--ready-file", file.toString())).isEqualTo(start);
        Files.delete(file);
        start = Outcome.of(Map.of("RACKCONNECT_MOCK_READY_FILE", file.toString()), "--prot", "1");
        assertThat(Outcome.of("wait", "--ready-file", file.toString())).isEqualTo(start);
        Files.delete(file);
        assertThat(Outcome.of("--ready-file", "--port", "0").exitCode()).isEqualTo(64);
        assertThat(folder).isEmptyDirectory();
        Files.writeString(file, "not mine");
        assertThat(Outcome.of("env", "--ready-file", file.toString(), "--prot").exitCode())
                .isEqualTo(64);
        assertThat(file).as("a file that another verb reads").hasContent("not mine");
    }

    @Test
    void saysThatNothingListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Outcome outcome = Outcome.of("wait", "--url", "http://127.0.0.1:" + port, "--timeout", "200ms");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).singleElement().asString().contains("(Connection refused)");
    }

    private static HttpServer answering(IntSupplier status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.getAsInt(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String uri(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
