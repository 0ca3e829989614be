package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class WaitTest {
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
        HttpServer server = answering(() -> asked.incrementAndGet() < 3 ? 503 : 200);
        try {
            assertThat(Outcome.of("wait", "--url", uri(server)).exitCode()).isZero();
            assertThat(asked).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void tellsWhatItSawLast() throws IOException {
        HttpServer server = answering(() -> 503);
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

    @Test
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Outcome outcome = Outcome.of("wait", "--url", "http://127.0.0.1:" + port, "--timeout", "200ms");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).singleElement().asString().contains("(Connection refused)");
    }

    private static HttpServer answering(IntSupplier status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.getAsInt(), -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String uri(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
