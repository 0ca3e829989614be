package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Verdict;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers to pipelined requests: all of them, in order, though one of them is delayed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipeliningTest {
    /** More than {@code HttpServerCodec} takes by default. */
    private static final int REQUESTS = 400;

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("sound").sourceIp("10.181.1.11"))
                    .server(CloudServer.named("late")
                            .sourceIp("10.181.1.12")
                            .step(Step.after(Duration.ZERO).fault(Fault.delay(Duration.ofMillis(100)))))
                    .server(CloudServer.named("hangs")
                            .sourceIp("10.181.1.13")
                            .step(Step.after(Duration.ZERO).fault(Fault.hang())))
                    .build())
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: dfw.api.rackconnect.rackspace.com\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @EnumSource
    void manyRequestsInOnePacketAreAnsweredInOrder(Way way) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < REQUESTS; i++) {
            requests.append(get("/number/" + i));
        }
        try (Socket socket = way.open(mock, "10.181.1.11")) {
            socket.getOutputStream().write(bytes(requests.toString()));
            InputStream in = socket.getInputStream();
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(Wire.read(in, false).reason()).isEqualTo("unknown-path; path=/number/" + i);
            }
            assertThat(Wire.send(socket, "GET", "/v1/automation_status").status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "TLS", "TUNNEL", "PLAIN_TUNNEL"})
    void nothingOvertakesADelayedAnswerOrOneOfTheControlApi(Way way) throws IOException {
        String smuggled = "GET /smuggled HTTP/1.1\r\n\r\n";
        String body = "POST /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Length: " + smuggled.length()
                + "\r\n\r\n" + smuggled;
        try (Socket socket = way.open(mock, "10.181.1.11")) {
            socket.getOutputStream()
                    .write(bytes(get("/as/late/v1/automation_status")
                            + get("/first")
                            + body
                            + get("/as/late/v1/gateway_ip?format=JSON")
                            + get("/second")));
            InputStream in = socket.getInputStream();
            assertThat(Wire.read(in, false).body()).isEqualTo("DEPLOYED");
            assertThat(Wire.read(in, false).reason()).isEqualTo("unknown-path; path=/first");
            assertThat(Wire.read(in, false).status()).isEqualTo(405);
            assertThat(Wire.read(in, false).body()).startsWith("{\"gateway_ip\":");
            assertThat(Wire.read(in, false).reason()).isEqualTo("unknown-path; path=/second");
        }
        try (Socket socket = Wire.connect(mock.baseUri())) {
            String health = "GET /__admin/rackconnect/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            String mappings = "GET /__admin/mappings HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(bytes((health + get("/third") + mappings + get("/fourth")).repeat(20)));
            InputStream in = socket.getInputStream();
            for (int i = 0; i < 20; i++) {
                assertThat(Wire.read(in, false).body()).contains("\"UP\"");
                assertThat(Wire.read(in, false).reason()).isEqualTo("unknown-path; path=/third");
                assertThat(Wire.read(in, false).body()).contains("\"mappings\"");
                assertThat(Wire.read(in, false).reason()).isEqualTo("unknown-path; path=/fourth");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "TLS", "TUNNEL", "PLAIN_TUNNEL"})
    void whatWaitsBehindAHangIsNotAnswered(Way way) throws Exception {
        int before = mock.requests().size();
        try (Socket socket = way.open(mock, "10.181.1.11")) {
            socket.getOutputStream()
                    .write(bytes(get("/as/hangs/v1/automation_status")
                            + get("/behind").repeat(200)));
            assertThat(mock.awaitRequests(requests -> requests.size() > before, Duration.ofSeconds(20)))
                    .isTrue();
            socket.setSoTimeout(100);
            assertThat(answersWithinTheTimeOut(socket)).isFalse();
        }
        assertThat(mock.requests()).noneMatch(request -> request.target().equals("/behind"));
    }

    /** The kind: a request that was sent before an answer was there isn't one after that answer, by the same connection too. */
    @ParameterizedTest
    @EnumSource
    void whatIsSentAheadIsNotAskedAgain(Way way) throws IOException {
        for (String server : List.of("sound", "late")) {
            mock.server(server).restart();
            String target = "/as/" + server + "/v1/automation_status";
            try (Socket socket = way.open(mock, "10.181.1.11")) {
                socket.getOutputStream().write(bytes(get(target).repeat(3)));
                for (int i = 0; i < 3; i++) {
                    assertThat(Wire.read(socket.getInputStream(), false).body()).isEqualTo("DEPLOYED");
                }
                assertThat(stopped(server)).isEqualTo(new Verdict(Verdict.Kind.GOOD, ""));

                assertThat(Wire.send(socket, "GET", target).body()).isEqualTo("DEPLOYED");
                assertThat(stopped(server).kind()).isEqualTo(Verdict.Kind.BAD);
            }
        }
    }

    private Verdict stopped(String server) {
        return mock.conduct().client(server).orElseThrow().stoppedAfterDeployed();
    }

    private static boolean answersWithinTheTimeOut(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException nothingCame) {
            return false;
        }
    }
}
