package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer has whoever gave it: a date, a HEAD wherever there is a GET, and no raw control characters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerHeadersTest {
    private final RackConnectMockServer mock =
            RackConnectMockServer.builder().frozen(true).start();

    @AfterAll
    void close() {
        mock.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/automation_status",
                "v1/automation_status?format=yaml",
                "v1/nothing",
                "as/nobody/v1/gateway_ip",
                "__admin/rackconnect/health",
                "__admin/rackconnect/servers",
                "__admin/rackconnect/servers/nobody",
                "__admin/rackconnect/openapi.json",
                "__admin/rackconnect/nothing",
                "__admin/mappings",
                "__admin/nothing",
                "__admin",
            })
    void theDateIsTheMocks(String target) throws IOException {
        mock.clock().advance(Duration.ofDays(3));
        for (String method : List.of("GET", "HEAD", "POST")) {
            Wire.Answer answer = Wire.send(method, mock.baseUri(), target, "Content-Length: 0");
            ZonedDateTime date = ZonedDateTime.parse(answer.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME);
            assertThat(date.toInstant()).isEqualTo(mock.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__admin/rackconnect/health",
                "__admin/rackconnect/servers",
                "__admin/rackconnect/servers/web1",
                "__admin/rackconnect/clock",
                "__admin/rackconnect/scenario",
                "__admin/rackconnect/openapi.json",
            })
    void headIsAnsweredWhereverGetIs(String target) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer head = Wire.send(socket, "HEAD", "/" + target);
            Wire.Answer get = Wire.send(socket, "GET", "/" + target);
            assertThat(head.status()).isEqualTo(200);
            assertThat(get.status()).isEqualTo(200);
            assertThat(head.headers("Content-Type")).isEqualTo(get.headers("Content-Type"));
            assertThat(head.header("Content-Length"))
                    .isEqualTo(Integer.toString(get.body().getBytes(StandardCharsets.UTF_8).length));
        }
    }

    @Test
    void headOfARouteThatOnlyTakesAPostIsNotAllowed() throws IOException {
        Wire.Answer answer = Wire.send("HEAD", mock.baseUri(), "__admin/rackconnect/reset");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    /** The lines go to a terminal, which some characters clear, colour or turn around. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\u0085", "\u009b31m", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff"})
    void controlCharactersReachNoLine(String characters) throws IOException {
        String utf8 = new String(characters.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (String request : List.of(
                "GET /v1/" + utf8 + " HTTP/1.1\r\nHost: x\r\n",
                "GET /v1/gateway_ip?format=" + utf8 + " HTTP/1.1\r\nHost: x\r\n",
                "GET /as/" + utf8 + "/v1/gateway_ip HTTP/1.1\r\nHost: x\r\n",
                "GET /v1/gateway_ip HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + utf8 + "\r\n",
                "GET http://" + utf8 + ".example/ HTTP/1.1\r\nHost: x\r\n",
                "CONNECT " + utf8 + ".example:443 HTTP/1.1\r\nHost: x\r\n")) {
            String answer = Wire.raw(mock.baseUri(), request + "Connection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 4");
            assertThat(answer.substring(0, answer.indexOf("\r\n\r\n"))).matches("(?s)[\\r\\n -~]*");
        }
        assertThat(mock.requests()).hasSizeGreaterThan(3);
        for (var request : mock.requests()) {
            assertThat(request.toString()).doesNotContain(characters.substring(0, 1));
            assertThat(request.toString()).doesNotContain(utf8);
        }
    }
}
