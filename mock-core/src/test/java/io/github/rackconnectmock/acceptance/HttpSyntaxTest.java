package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of requests that break the syntax of HTTP/1.1, or nearly do: some are refused with a reason, some are read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpSyntaxTest {
    private static final String STATUS = "/v1/automation_status";

    private final RackConnectMockServer mock = Mocks.unlimited();

    @AfterAll
    void close() {
        mock.close();
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
                "Host: %zz\r\n",
                "Host: a%4\r\n",
                "Host: \u0001\r\n",
                "Host : a\r\n",
            })
    void aMissingDoubledOrInvalidHostIsABadRequest(String host) throws IOException {
        Refusals.assertUnreadable(mock, "GET " + STATUS + " HTTP/1.1\r\n" + host + "\r\n");
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
                "a%5fb",
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
    void anInvalidTargetIsABadRequest(String target) throws IOException {
        Refusals.assertUnreadable(mock, "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "/v1/../__admin/mappings", "/v1/../__admin/rackconnect/health", "//", "/.."})
    void aTargetThatIsNoPathOfTheMockIsRefusedWithAReason(String target) throws IOException {
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
    void anInvalidFieldIsABadRequest(String field) throws IOException {
        Refusals.assertUnreadable(mock, "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n");
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
        Wire.Answer tooLong =
                Refusals.refused(mock, "GET " + STATUS + "?" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(tooLong.status()).isEqualTo(414);
        assertThat(tooLong.reason()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"one, 100000, 1", "many, 1000, 100", "names, 10, 10000"})
    void tooLongFieldsAreRefused(String kind, int length, int count) throws IOException {
        String fields = ("X-Big: " + "x".repeat(length) + "\r\n").repeat(count);
        Wire.Answer answer = Refusals.refused(mock, "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
        assertThat(answer.status()).as(kind).isEqualTo(431);
    }

    @Test
    void theCaseOfAMethodMatters() throws IOException {
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
    void anUnknownCharsetIsAnsweredAndDoesNotBreakTheJournal() throws IOException {
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
