package io.github.rackconnectmock.internal.wiremock;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.fake.RackConnectFake;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.MockClock;
import io.github.rackconnectmock.internal.wiremock.jetty.RackConnectHttpServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The first requests of an engine, its own: every operation in every format, and one over a real connection. */
final class WarmUp {
    private static final String NAMED = "/as/warm-up";
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(30).toMillis();

    private WarmUp() {}

    /** A fake of its own, so that the user's never hears of these requests. */
    static RackConnectFake fake() {
        Scenario scenario = Scenario.builder()
                .rateLimit(null)
                .server(CloudServer.named("warm-up").sourceIp("127.0.0.1"))
                .build();
        return new RackConnectFake(
                scenario, MockClock.running(), SourcePolicy.DEFAULT, new RequestJournal(0), request -> {});
    }

    static void walk(RackConnectHttpServer server, String bindAddress, int port) throws IOException {
        everyAnswer();
        InetAddress bound = InetAddress.getByName(bindAddress);
        InetAddress reachable = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(null);
            server.warmUpFrom(socket.getLocalPort());
            socket.connect(new InetSocketAddress(reachable, port), PATIENCE_MILLIS);
            String requests = request(NAMED + Operation.AUTOMATION_STATUS.path(), "keep-alive")
                    + request("/__admin/rackconnect/health", "close");
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answers.startsWith("HTTP/1.1 200")) {
                throw new IOException(answers.lines().findFirst().orElse("no answer"));
            }
        }
    }

    /** What differs between answers needs no connection: a few microseconds, after the first time in a JVM. */
    private static void everyAnswer() {
        RackConnectFake fake = fake();
        for (Operation operation : Operation.values()) {
            for (Format format : Format.offeredBy(operation)) {
                fake.answer(ApiRequest.get(
                        NAMED + operation.path() + "?format=" + format.word(), InetAddress.getLoopbackAddress()));
            }
        }
    }

    private static String request(String target, String connection) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: " + connection + "\r\n\r\n";
    }
}
