package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault is the same on each kind of connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsOnEveryWayTest {
    private static final String GET =
            "GET /v1/automation_status HTTP/1.1\r\nHost: dfw.api.rackconnect.rackspace.com\r\n\r\n";
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final String NAMED_ADDRESS = "10.181.1.12";

    private static final List<Fault> FAULTS = List.of(
            Fault.answer(503),
            Fault.delay(DELAY),
            Fault.hang(),
            Fault.reset(),
            Fault.empty(),
            Fault.garbage(),
            Fault.truncated());

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(server("peer", "127.0.0.1"))
                    .server(server("named", NAMED_ADDRESS))
                    .build())
            .start();

    private static CloudServer.Builder server(String name, String address) {
        CloudServer.Builder server = CloudServer.named(name).sourceIp(address);
        for (Fault fault : FAULTS) {
            String kind = fault.effect().kind();
            server.step(Step.on(kind).name(kind).fault(fault));
        }
        return server;
    }

    @AfterAll
    void close() {
        mock.close();
    }

    /** A connection by which the client is a server with this fault. */
    private Socket open(Way way, String kind) throws IOException {
        mock.server(way.saysAddress() ? "named" : "peer").jumpTo(kind);
        return way.open(mock, NAMED_ADDRESS);
    }

    private void assertRecorded(Way way, String answer) {
        RecordedRequest last = mock.requests().get(mock.requests().size() - 1);
        assertThat(last.server()).isEqualTo(way.saysAddress() ? "named" : "peer");
        assertThat(last.source()).isEqualTo(way.saysAddress() ? NAMED_ADDRESS : "127.0.0.1");
        assertThat(last.answer()).isEqualTo(answer);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorLeavesTheConnectionAsItIs(Way way) throws IOException {
        try (Socket socket = open(way, "answer")) {
            Wire.Answer answer = Wire.send(socket, "GET", "/v1/automation_status");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.reason()).isEqualTo("fault; kind=answer");
            assertRecorded(way, "503");
            mock.server(way.saysAddress() ? "named" : "peer").jumpTo("start");
            assertThat(Wire.send(socket, "GET", "/v1/automation_status").body()).isEqualTo("DEPLOYED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDelayedAnswerIsTheRightOneAndLate(Way way) throws IOException {
        try (Socket socket = open(way, "delay")) {
            long asked = System.nanoTime();
            assertThat(Wire.send(socket, "GET", "/v1/automation_status").body()).isEqualTo("DEPLOYED");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(DELAY);
            assertRecorded(way, "200");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHangNeverAnswers(Way way) throws Exception {
        try (Socket socket = open(way, "hang")) {
            int known = mock.requests().size();
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> Wire.raw(socket, GET)).isInstanceOf(SocketTimeoutException.class);
            mock.awaitRequests(requests -> requests.size() > known, Duration.ofSeconds(20));
            assertRecorded(way, "hang");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResetIsAReset(Way way) throws IOException {
        try (Socket socket = open(way, "reset")) {
            assertThatThrownBy(() -> Wire.raw(socket, GET))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
            assertRecorded(way, "reset");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyAnswerIsTheEndOfTheConnection(Way way) throws IOException {
        try (Socket socket = open(way, "empty")) {
            assertThat(Wire.raw(socket, GET)).isEmpty();
            assertRecorded(way, "empty");
        }
    }

    @ParameterizedTest
    @EnumSource
    void garbageIsNoHttp(Way way) throws IOException {
        try (Socket socket = open(way, "garbage")) {
            assertThat(Wire.raw(socket, GET)).isNotEmpty().doesNotStartWith("HTTP/");
            assertRecorded(way, "garbage");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTruncatedAnswerBreaksOffInItsBody(Way way) throws IOException {
        try (Socket socket = open(way, "truncated")) {
            assertThat(Wire.raw(socket, GET))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 8\r\n")
                    .endsWith("\r\n\r\nDEPL");
            assertRecorded(way, "truncated");
        }
    }
}
