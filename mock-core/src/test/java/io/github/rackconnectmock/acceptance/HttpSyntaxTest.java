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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that break the syntax of HTTP/1.1, or nearly do: which are refused with a reason, and which are read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpSyntaxTest {
    private static final String STATUS = "/v1/automation_status";

    /** What may stand behind a request as if it were the next one; it must never be answered. */
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    private final RackConnectMockServer mock = Mocks.unlimited();

    @AfterAll
    void close() {
        mock.close();
    }

    /** Sends this, and expects one answer with a reason and a date, and then the end of the connection. */
    private Wire.Answer refused(String request) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            Wire.Answer answer = Wire.read(in, false);
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .as("what follows a refusal")
                    .isEmpty();
            assertThat(answer.headers("X-RackConnect-Mock-Reason")).as("reason").hasSize(1);
            assertThat(answer.headers("Date")).as("date").hasSize(1);
            assertThat(answer.header("Content-Type")).startsWith("text/plain");
            assertThat(answer.body()).doesNotContain("Exception", "\tat ", "netty", "jetty", "<");
            return answer;
        }
    }

    private void assertUnreadable(String request) throws IOException {
        Wire.Answer answer = refused(request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).startsWith("unreadable-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a\r\nHost: a\r\n",
                "Host: a\r\nHost: b\r\n",
                "Host: a b\r\n",
                "Host: a/b\r\n",
                "Host: a@b\r\n",
                "Host: localhost:port\r\n",
                "Host: localhost:99999\r\n",
                "Host: [::1\r\n",
                "Host: \u0001\r\n",
                "Host : a\r\n",
            })
    void aHostThatIsMissingDoubledOrBadIsABadRequest(String host) throws IOException {
        assertUnreadable("GET " + STATUS + " HTTP/1.1\r\n" + host + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:",
                "localhost:80",
                "127.0.0.1",
                "[::1]",
                "[::1]:8089",
                "a.example",
                "a_b",
                "x-1.example:65535",
            })
    void aGoodHostIsRead(String host) throws IOException {
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status", "Host: " + host)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/automation_status",
                "x:/v1/automation_status",
                "http:/v1/automation_status",
                "http://",
                "http:///v1/automation_status",
                "?format=JSON",
                "/v1/\u0001",
                "/v1/\u007f",
                "/v1/automation status",
                "/v1/automation_status\u0000",
                "/v1/automation_status\u000b",
            })
    void aTargetThatIsNoneIsABadRequest(String target) throws IOException {
        assertUnreadable("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "/v1/../__admin/mappings", "/v1/../__admin/rackconnect/health", "//", "/.."})
    void aTargetThatIsNoPathOfTheMocksIsRefusedWithAReason(String target) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer exact = Wire.send(socket, "GET", target);
            assertThat(exact.status()).isIn(400, 404);
            assertThat(exact.reason()).matches("(unreadable-request|unknown-path).*");
            assertThat(exact.body()).doesNotContain("<");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: b\r\n folded",
                "X-A: b\r\n\tfolded",
                " X-A: b",
                "X A: b",
                "X-A : b",
                "X-A",
                ": b",
                "X-A: a\u0000b",
                "X-A: a\rb",
                "X\u0001A: b",
            })
    void aFieldThatIsNoneIsABadRequest(String field) throws IOException {
        assertUnreadable("GET " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n");
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
    void aLengthOrCodingThatIsNoneIsABadRequestAndTheBodyNoRequest(String field) throws IOException {
        assertUnreadable("POST " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n" + SMUGGLED);
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
    void aChunkThatIsNoneIsABadRequest(String body) throws IOException {
        assertUnreadable(
                "POST " + STATUS + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body + SMUGGLED);
    }

    /** Some read the line's end within the quotes as part of the extension, others as the end of the line. */
    @Test
    void aQuotedLineEndInAChunksExtensionSmugglesNothing() throws IOException {
        assertUnreadable("GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/automation_status HTTP/1.1\nHost: x\n\n",
                "GET /v1/automation_status HTTP/1.1\r\nHost: x\n\r\n",
                "\r\nGET /v1/automation_status HTTP/1.1\r\nHost: x\r\n\r\n",
                "\n\nGET /v1/automation_status HTTP/1.1\nHost: x\n\n",
                "GET /v1/automation_status HTTP/1.1\r\nhOST:x\r\n\r\n",
                "GET /v1/automation_status HTTP/1.1\r\nHost:  x \t\r\nX-Empty:\r\n\r\n",
                "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\nX-Latin: \u00e4\r\n\r\n",
                "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
                "GET /v1/automation_status?a=b?c/d HTTP/1.1\r\nHost: x\r\n\r\n",
            })
    void whatIsUnusualButReadableIsAnswered(String request) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            for (int i = 0; i < 2; i++) {
                assertThat(Wire.exchange(socket, request).body()).isEqualTo("DEPLOYED");
            }
        }
    }

    @Test
    void targetsOfEightThousandBytesAreReadAndTooLongOnesRefused() throws IOException {
        String longTarget = STATUS + "?" + "x".repeat(8000);
        assertThat(Wire.get(mock.baseUri(), longTarget.substring(1)).status()).isEqualTo(200);
        Wire.Answer tooLong = refused("GET " + STATUS + "?" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(tooLong.status()).isEqualTo(414);
        assertThat(tooLong.reason()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"one, 100000, 1", "many, 1000, 100", "names, 10, 10000"})
    void tooLongFieldsAreRefused(String kind, int length, int count) throws IOException {
        String fields = ("X-Big: " + "x".repeat(length) + "\r\n").repeat(count);
        Wire.Answer answer = refused("GET " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
        assertThat(answer.status()).as(kind).isEqualTo(431);
    }

    @Test
    void methodsHaveACase() throws IOException {
        for (String method : new String[] {"get", "Get", "head"}) {
            try (Socket socket = Wire.connect(mock.baseUri())) {
                Wire.Answer answer = Wire.send(socket, method, STATUS);
                assertThat(answer.status()).as(method).isEqualTo(405);
                assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
                assertThat(answer.reason()).isEqualTo("method-not-allowed; method=" + method);
            }
        }
    }

    @Test
    void anUnknownCharsetIsNoMatterAndDoesNotBreakTheJournal() throws IOException {
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status", "Content-Type: text/plain; charset=bogus")
                        .status())
                .isEqualTo(200);
        assertThat(Wire.get(mock.baseUri(), "__admin/rackconnect/requests").status())
                .isEqualTo(200);
        Wire.Answer requests = Wire.get(mock.baseUri(), "__admin/requests");
        assertThat(requests.status()).isEqualTo(200);
        assertThat(requests.body()).contains("charset=bogus");
    }
}
