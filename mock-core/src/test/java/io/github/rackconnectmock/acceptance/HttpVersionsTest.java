package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.0, HTTP/1.1, offers of other versions, and how long a connection is kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpVersionsTest {
    private static final String STATUS = "/v1/automation_status";

    private final RackConnectMockServer mock = Mocks.unlimited();

    @AfterAll
    void close() {
        mock.close();
    }

    private static boolean isKept(Wire.Answer answer) {
        return answer.headers("Connection").stream().noneMatch(value -> value.equalsIgnoreCase("close"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /v1/automation_status HTTP/2.0\r\nHost: x\r\n\r\n",
                "GET /v1/automation_status HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /v1/automation_status HTTP/0.9\r\nHost: x\r\n\r\n",
                "GET /v1/automation_status HTTP/1.2\r\nHost: x\r\n\r\n",
            })
    void otherVersionsAreNotSupported(String request) throws IOException {
        String answer = Wire.raw(mock.baseUri(), request);
        assertThat(answer).startsWith("HTTP/1.1 505 ").contains("X-RackConnect-Mock-Reason: ");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n",
                "Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n",
            })
    void anOfferToUpgradeIsIgnored(String offer) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            for (int i = 0; i < 2; i++) {
                Wire.Answer answer =
                        Wire.exchange(socket, "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + offer + "\r\n");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers("Upgrade")).isEmpty();
                assertThat(answer.body()).isEqualTo("DEPLOYED");
            }
        }
    }

    @Test
    void aClientOfHttp10GetsOneAnswerAndTheEnd() throws IOException {
        for (String host : new String[] {"", "Host: localhost\r\n"}) {
            String answer = Wire.raw(mock.baseUri(), "GET " + STATUS + " HTTP/1.0\r\n" + host + "\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Content-Length: 8\r\n")
                    .endsWith("\r\n\r\nDEPLOYED");
            assertThat(answer).doesNotContainIgnoringCase("chunked").doesNotContainIgnoringCase("keep-alive");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/automation_status",
                "v1/automation_status?format=JSON",
                "v1/nothing",
                "__admin/rackconnect/health",
                "__admin/rackconnect/openapi.json",
                "__admin/rackconnect/nothing",
            })
    void aClientOfHttp10ThatWantsToStayIsToldWhetherItMay(String target) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            for (int i = 0; i < 3; i++) {
                Wire.Answer answer =
                        Wire.exchange(socket, "GET /" + target + " HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
                assertThat(answer.headers("Transfer-Encoding")).isEmpty();
                if (!answer.headers("Connection").stream().anyMatch("keep-alive"::equalsIgnoreCase)) {
                    assertThat(socket.getInputStream().read())
                            .as("what isn't kept is closed")
                            .isEqualTo(-1);
                    return;
                }
                assertThat(answer.headers("Content-Length")).hasSize(1);
            }
        }
    }

    @Test
    void chunksInHttp10EndTheConnectionAfterTheAnswer() throws IOException {
        String request = "POST " + STATUS
                + " HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        String answer = Wire.raw(mock.baseUri(), request + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("keep-alive");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).hasSize(2);
        assertThat(mock.requests()).noneMatch(recorded -> recorded.target().contains("smuggled"));
    }

    @Test
    void aClientOfHttp10IsNeverToldToContinue() throws IOException {
        for (String target : new String[] {STATUS, "/__admin/rackconnect/clock/advance"}) {
            String answer = Wire.raw(
                    mock.baseUri(),
                    "POST " + target
                            + " HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n{\"by\":\"1s\"}");
            assertThat(answer).matches("(?s)HTTP/1\\.1 [2-4]\\d\\d .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100-continue", "100-Continue"})
    void aClientOfHttp11IsToldToContinueBeforeItSendsABody(String expectation) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            InputStream in = socket.getInputStream();
            Wire.write(
                    socket,
                    "POST",
                    "/__admin/rackconnect/clock/advance",
                    "Expect: " + expectation,
                    "Content-Type: application/json",
                    "Content-Length: 11");
            assertThat(Wire.read(in, true).status()).isEqualTo(100);
            assertThat(Wire.exchange(socket, "{\"by\":\"1s\"}").status()).isEqualTo(200);
            assertThat(Wire.send(socket, "GET", STATUS).body()).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void aClientThatSendsItsBodyWithoutWaitingIsAnsweredOnce() throws IOException {
        String body = "{\"by\":\"1s\"}";
        String answer = Wire.raw(
                mock.baseUri(),
                "POST /__admin/rackconnect/clock/advance HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                        + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        assertThat(answer.replaceFirst("^HTTP/1\\.1 100 Continue\r\n\r\n", "")).startsWith("HTTP/1.1 200 ");
        assertThat(answer.split("HTTP/1\\.1 200 ", -1)).hasSize(2);
    }

    @Test
    void anyOtherExpectationFails() throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.send(socket, "GET", STATUS, "Expect: wonders");
            assertThat(answer.status()).isEqualTo(417);
            assertThat(answer.headers("X-RackConnect-Mock-Reason")).hasSize(1);
        }
    }

    @Test
    void aBodyThatWillNotBeTakenIsRefusedBeforeItIsSent() throws IOException {
        for (String continues : new String[] {"Expect: 100-continue", "X-No-Expectation: 1"}) {
            try (Socket socket = Wire.connect(mock.baseUri())) {
                Wire.Answer answer = Wire.send(
                        socket,
                        "POST",
                        "/__admin/rackconnect/clock/advance",
                        continues,
                        "Content-Length: " + (1024 * 1024 + 1));
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.reason()).startsWith("body-too-large");
                assertThat(answer.headers("Date")).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close",
                "Connection: Close",
                "connection: CLOSE",
                "Connection: foo, close",
                "Connection: keep-alive, close",
                "Connection: foo\r\nConnection: close",
                "Connection: close\r\nConnection: foo",
                "Connection: ,close,",
            })
    void closeInAnyConnectionFieldCloses(String field) throws IOException {
        String request = "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n";
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.exchange(socket, request + request);
            assertThat(answer.body()).isEqualTo("DEPLOYED");
            assertThat(isKept(answer)).isFalse();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .isEmpty();
        }
    }

    @Test
    void withoutCloseAConnectionIsKept() throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            for (int i = 0; i < 200; i++) {
                Wire.Answer answer = Wire.send(socket, "GET", i % 2 == 0 ? STATUS : "/nothing");
                assertThat(answer.status()).isEqualTo(i % 2 == 0 ? 200 : 404);
                assertThat(isKept(answer)).isTrue();
            }
        }
    }
}
