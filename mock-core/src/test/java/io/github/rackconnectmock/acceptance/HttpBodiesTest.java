package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths and chunks of bodies: what breaks the syntax of HTTP/1.1 is refused, and no body is read as a request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpBodiesTest {
    private static final String STATUS = "/v1/automation_status";

    /** What may stand behind a request as if it were the next one; it must never be answered. */
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    private final RackConnectMockServer mock = Mocks.unlimited();

    @AfterAll
    void close() {
        mock.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: nonsense",
                "Content-Length: -1",
                "Content-Length: +5",
                "Content-Length: 0x5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: identity",
            })
    void anInvalidLengthOrCodingIsABadRequestAndTheBodyNoRequest(String field) throws IOException {
        Refusals.assertUnreadable(mock, "POST " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n" + SMUGGLED);
    }

    @Test
    void aLengthBesideChunksIsRefusedOrTheChunksCount() throws IOException {
        String answers = Wire.raw(
                mock.baseUri(),
                "POST " + STATUS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "0\r\n\r\n" + SMUGGLED);
        // The connection is closed after the answer (RFC 9112, 6.1).
        assertThat(answers).matches("(?s)HTTP/1\\.1 (400|405) .*");
        assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nabc\r\n0\r\n\r\n",
                "-3\r\nabc\r\n0\r\n\r\n",
                "+3\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "\r\nabc\r\n0\r\n\r\n",
                "3\nabc\r\n0\r\n\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
                "3;a=\"\r\nabc\r\n0\r\n\r\n",
                "3;a=\"b\r\n\"\r\nabc\r\n0\r\n\r\n",
                "3;a\u0001\r\nabc\r\n0\r\n\r\n",
            })
    void anInvalidChunkIsABadRequest(String body) throws IOException {
        Refusals.assertUnreadable(
                mock,
                "POST " + STATUS + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body + SMUGGLED);
    }

    /** Some read the line's end within the quotes as part of the extension, others as the end of the line. */
    @Test
    void aQuotedLineEndInAChunksExtensionSmugglesNothing() throws IOException {
        Refusals.assertUnreadable(
                mock,
                "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "1;a=\"\r\nX\r\n0\r\n\r\n" + SMUGGLED + "\"\r\nX\r\n0\r\n\r\n");
        assertThat(mock.requests()).noneMatch(request -> request.target().contains("smuggled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3\r\nabc\r\n0\r\n\r\n",
                "3;a=b\r\nabc\r\n0\r\n\r\n",
                "3;a=\"b;c\"\r\nabc\r\n0\r\n\r\n",
                "0003\r\nabc\r\n000\r\n\r\n",
                "0\r\nX-Trailer: a\r\n\r\n",
                "A\r\n0123456789\r\n0\r\n\r\n",
            })
    void goodChunksAreReadAndTheConnectionGoesOn(String body) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            String chunked = " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
            assertThat(Wire.exchange(socket, "POST " + STATUS + chunked).status())
                    .isEqualTo(405);
            assertThat(Wire.exchange(socket, "GET " + STATUS + chunked).body()).isEqualTo("DEPLOYED");
            assertThat(Wire.send(socket, "GET", STATUS).body()).isEqualTo("DEPLOYED");
        }
    }
}
