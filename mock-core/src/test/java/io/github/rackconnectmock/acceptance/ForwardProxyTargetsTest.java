package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Absolute-form targets, and targets of CONNECT: those that are answered, and those that are refused, with the reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardProxyTargetsTest {
    private static final String DFW = "dfw.api.rackconnect.rackspace.com";
    private static final String STATUS = "/v1/automation_status";

    private final RackConnectMockServer mock = Mocks.unlimited();

    @AfterAll
    void close() {
        mock.close();
    }

    private Wire.Answer ask(String target, String host) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            return Wire.send(socket, "GET", target, "Host: " + host);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://dfw.api.rackconnect.rackspace.com, dfw.api.rackconnect.rackspace.com",
        "http://DFW.API.RackConnect.RackSpace.COM, dfw.api.rackconnect.rackspace.com",
        "HTTP://dfw.api.rackconnect.rackspace.com, dfw.api.rackconnect.rackspace.com",
        "http://dfw.api.rackconnect.rackspace.com:80, dfw.api.rackconnect.rackspace.com",
        "http://dfw.api.rackconnect.rackspace.com:, dfw.api.rackconnect.rackspace.com",
        "http://dfw.api.rackconnect.rackspace.com, DFW.api.rackconnect.rackspace.com:80",
        "https://dfw.api.rackconnect.rackspace.com, dfw.api.rackconnect.rackspace.com",
        "https://dfw.api.rackconnect.rackspace.com:443, dfw.api.rackconnect.rackspace.com",
        "http://dfw.api.rackconnect.rackspace.com, other.example",
        "http://dfw.api.rackconnect.rackspace.com, lon.api.rackconnect.rackspace.com",
        "http://dfw.api.rackconnect.rackspace.com, localhost",
        "http://dfw.api.rackconnect.rackspace.com., dfw.api.rackconnect.rackspace.com.",
    })
    void theTargetCountsAndNotTheHost(String origin, String host) throws IOException {
        assertThat(ask(origin + STATUS, host).body()).isEqualTo("DEPLOYED");
    }

    @Test
    void theTargetsRegionCountsAndNotTheHosts() throws IOException {
        Wire.Answer answer = ask("http://lon.api.rackconnect.rackspace.com" + STATUS, DFW);
        assertThat(answer.reason()).isEqualTo("wrong-region; server=DFW; host=LON");
    }

    @ParameterizedTest
    @CsvSource({
        "http://dfw.api.rackconnect.rackspace.com:8080, dfw.api.rackconnect.rackspace.com",
        "https://dfw.api.rackconnect.rackspace.com:8443, dfw.api.rackconnect.rackspace.com",
        "ftp://dfw.api.rackconnect.rackspace.com, dfw.api.rackconnect.rackspace.com",
        "ws://dfw.api.rackconnect.rackspace.com, dfw.api.rackconnect.rackspace.com",
        "http://other.example, other.example",
        "http://xdfw.api.rackconnect.rackspace.com, xdfw.api.rackconnect.rackspace.com",
        "http://x.dfw.api.rackconnect.rackspace.com, x.dfw.api.rackconnect.rackspace.com",
        "http://dfw.api.rackconnect.rackspace.com.other.example, dfw.api.rackconnect.rackspace.com.other.example",
        "http://api.rackconnect.rackspace.com, api.rackconnect.rackspace.com",
        "http://192.0.2.1, 192.0.2.1",
        "http://[2001:db8::1], [2001:db8::1]",
        "http://localhost.other.example, localhost.other.example",
    })
    void anotherServiceIsRefused(String origin, String shown) throws IOException {
        for (String host : new String[] {DFW, "localhost"}) {
            Wire.Answer answer = ask(origin + STATUS, host);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.reason()).startsWith("proxy-refused; host=" + shown);
            assertThat(answer.headers("Date")).hasSize(1);
        }
    }

    /** The part before an {@code @} is no host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://dfw.api.rackconnect.rackspace.com@other.example",
                "http://dfw.api.rackconnect.rackspace.com:80@other.example",
                "http://127.0.0.1@other.example",
                "http://other.example\\@dfw.api.rackconnect.rackspace.com",
                "http://other.example#@dfw.api.rackconnect.rackspace.com",
            })
    void aUserInTheTargetIsNoHost(String origin) throws IOException {
        Wire.Answer answer = ask(origin + STATUS, DFW);
        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.reason()).matches("(proxy-refused; host=other\\.example|unreadable-request).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost"})
    void theMocksOwnAddressIsAnsweredAsIfItWereAPath(String name) throws IOException {
        String own = "http://" + name + ":" + mock.port();
        for (String host : new String[] {name + ":" + mock.port(), DFW, "other.example"}) {
            assertThat(ask(own + STATUS, host).body()).isEqualTo("DEPLOYED");
            assertThat(ask(own + "/as/web1" + STATUS + "?format=JSON", host).status())
                    .isEqualTo(200);
            assertThat(ask(own + "/nothing", host).reason()).isEqualTo("unknown-path; path=/nothing");
            assertThat(ask(own + "/__admin/rackconnect/health", host).status()).isEqualTo(200);
            assertThat(ask(own + "/__admin/mappings", host).status()).isEqualTo(200);
        }
    }

    @Test
    void anotherPortOfTheMocksAddressIsNotTheMock() throws IOException {
        Wire.Answer answer = ask("http://127.0.0.1:1" + STATUS, "127.0.0.1:1");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).startsWith("proxy-refused; host=127.0.0.1");
    }

    @Test
    void anAbsoluteTargetWithoutAPathIsTheRoot() throws IOException {
        assertThat(ask("http://" + DFW, DFW).reason()).isEqualTo("unknown-path; path=/");
        assertThat(ask("http://" + DFW + "?format=JSON", DFW).reason()).startsWith("unknown-path; path=/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dfw.api.rackconnect.rackspace.com",
                "dfw.api.rackconnect.rackspace.com:",
                "dfw.api.rackconnect.rackspace.com:0",
                "dfw.api.rackconnect.rackspace.com:65536",
                "dfw.api.rackconnect.rackspace.com:99999999999",
                "dfw.api.rackconnect.rackspace.com:-443",
                "dfw.api.rackconnect.rackspace.com:https",
                "http://dfw.api.rackconnect.rackspace.com:443/",
                "/v1/automation_status",
                "[::1:443",
                ":443",
                "*",
                "[::1",
                "[fe80::1%25eth0]:443",
                "/",
                "a b:443",
                "\u00e9:443",
            })
    void aConnectWithoutAPossiblePortIsABadRequest(String authority) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.send(socket, "CONNECT", authority);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.reason()).startsWith("unreadable-request");
            assertThat(answer.headers("Date")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:443, example.com",
        "dfw.api.rackconnect.rackspace.com.evil.example:443, dfw.api.rackconnect.rackspace.com.evil.example",
        "evil-dfw.api.rackconnect.rackspace.com:443, evil-dfw.api.rackconnect.rackspace.com",
        "api.rackconnect.rackspace.com:443, api.rackconnect.rackspace.com",
        "dfw.api.rackconnect.rackspace.com%00.evil.example:443, dfw.api.rackconnect.rackspace.com%00.evil.example",
        "dfw.api.rackconnect.rackspace.com:8080, dfw.api.rackconnect.rackspace.com:8080",
        "dfw.api.rackconnect.rackspace.com:8443, dfw.api.rackconnect.rackspace.com:8443",
        "dfw.api.rackconnect.rackspace.com:1, dfw.api.rackconnect.rackspace.com:1",
        "dfw.api.rackconnect.rackspace.com:22, dfw.api.rackconnect.rackspace.com:22",
        "dfw.api.rackconnect.rackspace.com:81, dfw.api.rackconnect.rackspace.com:81",
        "dfw.api.rackconnect.rackspace.com:442, dfw.api.rackconnect.rackspace.com:442",
        "dfw.api.rackconnect.rackspace.com:65535, dfw.api.rackconnect.rackspace.com:65535",
        "localhost:443, localhost",
        "127.0.0.1:1, 127.0.0.1",
        "[::1]:443, [::1]",
    })
    void aTunnelToAnotherHostOrPortIsRefused(String authority, String shown) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.send(socket, "CONNECT", authority, "Host: " + DFW);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.reason()).isEqualTo("proxy-refused; host=" + shown);
            assertThat(answer.headers("Date")).hasSize(1);
        }
    }

    @Test
    void aRefusedHostIsShownInPartIfItIsLong() throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.send(socket, "CONNECT", "x".repeat(5000) + ":443", "Host: x");
            assertThat(answer.reason()).isEqualTo("proxy-refused; host=" + "x".repeat(77) + "...");
        }
    }

    /** A control character of the client's must neither reach the answer's head nor keep the answer back. */
    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nX-Injected: 1", "a\u0000b", "a\u001bb", "\u0085", "\u202e"})
    void aUserWithControlCharactersIsAnswered(String user) throws IOException {
        String credentials = Base64.getEncoder().encodeToString((user + ":x").getBytes(StandardCharsets.UTF_8));
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.send(
                    socket,
                    "GET",
                    "http://" + DFW + STATUS,
                    "Host: " + DFW,
                    "Proxy-Authorization: Basic " + credentials);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.reason()).startsWith("unknown-source; server=");
            assertThat(answer.headers("X-Injected")).isEmpty();
            assertThat(answer.reason()).matches("[ -~]*");
        }
    }
}
