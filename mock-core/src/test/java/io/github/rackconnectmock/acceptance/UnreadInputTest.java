package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.Fault;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that is closed while input is unread: a plain close is a reset there, and its client sees no answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadInputTest {
    private final RackConnectMockServer mock = Mocks.withFault(Fault.empty());

    @AfterAll
    void close() {
        mock.close();
    }

    /** Sends all, as a client does that first sends and then reads. */
    private static String sendThenRead(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException closedAlready) {
            // What was answered can still be read, unless it was a reset.
        }
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"65536", "200000", "1000000"})
    void theAnswerToATooLongHeadIsSeen(int length) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(sendThenRead(
                            socket,
                            "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(length)
                                    + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
        }
        try (Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(sendThenRead(
                            socket, "GET /v1/automation_status?" + "x".repeat(length) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 414 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"__admin/rackconnect/clock/advance", "__admin/rackconnect/reset", "__admin/mappings"})
    void theAnswerToATooLargeBodyIsSeen(String target) throws IOException {
        int length = 1024 * 1024 + 1;
        String head = "POST /" + target + " HTTP/1.1\r\nHost: localhost\r\n";
        try (Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(sendThenRead(socket, head + "Content-Length: " + length + "\r\n\r\n" + "x".repeat(length)))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("X-RackConnect-Mock-Reason: body-too-large");
        }
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try (Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(sendThenRead(
                            socket, head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17) + "0\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("X-RackConnect-Mock-Reason: body-too-large");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFaultEmptyIsAnEndAndNoReset(Way way) throws IOException {
        try (Socket socket = way.open(mock, "10.181.1.12")) {
            String request = "GET /as/ill/v1/automation_status HTTP/1.1\r\nHost: dfw.api.rackconnect.rackspace.com\r\n"
                    + "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000);
            assertThat(sendThenRead(socket, request.repeat(3))).isEmpty();
        }
    }
}
