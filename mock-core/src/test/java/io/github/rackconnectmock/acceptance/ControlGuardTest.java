package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Web pages in a browser on the mock's machine: they can neither read nor change the mock, from an origin of their own
 * or under a name of their own that resolves to this machine (DNS rebinding).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlGuardTest {
    private static final List<String> CONTROL = List.of(
            "__admin",
            "__admin/",
            "__admin/mappings",
            "__admin/requests",
            "__admin/docs",
            "__admin/nothing",
            "__admin/rackconnect/health",
            "__admin/rackconnect/servers/web1",
            "__admin/rackconnect/nothing");

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("web1")
                            .sourceIp("10.181.1.11")
                            .step(Step.on("go").name("gone")))
                    .build())
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    private static void assertRefused(Wire.Answer answer, int status, String reason) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.reason()).startsWith(reason);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.headers("Date")).hasSize(1);
        assertNoCors(answer);
    }

    private static void assertNoCors(Wire.Answer answer) {
        assertThat(answer.headers())
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1.evil.example",
                "Origin: http://localhost.evil.example",
                "Origin: file://",
                "Origin: nonsense",
                "origin: HTTP://EVIL.EXAMPLE",
                "Sec-Fetch-Site: cross-site",
                "sec-fetch-site: cross-site",
                "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin",
            })
    void aForeignOriginIsForbidden(String field) throws IOException {
        for (String target : CONTROL) {
            for (String method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
                assertRefused(
                        Wire.send(method, mock.baseUri(), target, field, "Content-Length: 0"), 403, "foreign-origin");
            }
        }
    }

    @Test
    void aForeignPageChangesNothing() throws IOException {
        Wire.get(mock.baseUri(), "v1/automation_status");
        int requests = mock.requests().size();
        for (String target : List.of(
                "__admin/rackconnect/reset",
                "__admin/rackconnect/servers/web1/signals/go",
                "__admin/reset",
                "__admin/shutdown")) {
            for (String field : List.of("Origin: http://evil.example", "Sec-Fetch-Site: cross-site")) {
                Wire.Answer answer = Wire.send("POST", mock.baseUri(), target, field, "Content-Length: 0");
                assertThat(answer.status()).isEqualTo(403);
            }
            Wire.Answer answer = Wire.send("POST", mock.baseUri(), target, "Host: evil.example", "Content-Length: 0");
            assertThat(answer.status()).isEqualTo(421);
        }
        assertThat(mock.requests()).hasSizeGreaterThanOrEqualTo(requests);
        assertThat(mock.server("web1").state().step()).isEqualTo("start");
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status").status()).isEqualTo(200);
    }

    @Test
    void thereIsNoPermissionForOtherOrigins() throws IOException {
        String[] preflight = {
            "Origin: http://evil.example", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: x"
        };
        for (String target : List.of("__admin/rackconnect/health", "__admin/mappings", "v1/automation_status", "x")) {
            assertNoCors(Wire.send("OPTIONS", mock.baseUri(), target, preflight));
            assertNoCors(Wire.get(mock.baseUri(), target, "Origin: http://evil.example"));
            assertNoCors(Wire.get(mock.baseUri(), target));
        }
    }

    @Test
    void theOperationsDoNotAskForAnOrigin() throws IOException {
        for (String field :
                List.of("Origin: http://evil.example", "Sec-Fetch-Site: cross-site", "Host: evil.example")) {
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status", field).body())
                    .isEqualTo("DEPLOYED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void aBrowsersOwnRequestsAreAnswered(String site) throws IOException {
        String authority = "localhost:" + mock.port();
        for (String target : List.of("__admin/rackconnect/health", "__admin/mappings")) {
            assertThat(Wire.get(mock.baseUri(), target, "Host: " + authority, "Sec-Fetch-Site: " + site)
                            .status())
                    .isEqualTo(200);
            assertThat(Wire.get(
                                    mock.baseUri(),
                                    target,
                                    "Host: " + authority,
                                    "Origin: http://" + authority,
                                    "Sec-Fetch-Site: " + site)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8089",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "notlocalhost.example",
                "1.2.3.4.5",
                "evil.example.",
            })
    void aForeignNameIsMisdirected(String host) throws IOException {
        for (String target : CONTROL) {
            for (String method : List.of("GET", "POST")) {
                assertRefused(
                        Wire.send(method, mock.baseUri(), target, "Host: " + host, "Content-Length: 0"),
                        421,
                        "unknown-host");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:8089",
                "10.1.2.3",
                "[::1]",
                "[::1]:8089",
                "localhost",
                "LOCALHOST:1",
                "mock.localhost",
                "a.b.LocalHost:8089",
                "mock",
                "mock-1:8089",
                "Mock_1",
            })
    void theMocksOwnNamesAreAnswered(String host) throws IOException {
        for (String target : List.of("__admin/rackconnect/health", "__admin/mappings")) {
            assertThat(Wire.get(mock.baseUri(), target, "Host: " + host).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theSameHoldsOverTls() throws IOException {
        URI base = mock.httpsUri();
        try (Socket plain = Wire.connect(base);
                Socket tls = Wire.tls(plain, mock.sslContext(), "localhost")) {
            assertThat(Wire.send(tls, "GET", "/__admin/rackconnect/health").status())
                    .isEqualTo(200);
            assertThat(Wire.send(tls, "GET", "/__admin/rackconnect/health", "Host: evil.example")
                            .status())
                    .isEqualTo(421);
        }
        try (Socket plain = Wire.connect(base);
                Socket tls = Wire.tls(plain, mock.sslContext(), "localhost")) {
            assertThat(Wire.send(tls, "GET", "/__admin/rackconnect/health", "Origin: https://evil.example")
                            .status())
                    .isEqualTo(403);
        }
    }
}
