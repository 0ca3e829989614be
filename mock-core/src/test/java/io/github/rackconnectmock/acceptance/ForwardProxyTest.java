package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forward proxy: the hosts it answers for, the requests it refuses, and the server that asks through it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardProxyTest {
    private static final String ORD = Region.ORD.host();
    private static final String STATUS = "/v1/automation_status";

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("first").region(Region.ORD).sourceIp("10.181.1.11"))
                    .server(CloudServer.named("other").region(Region.ORD).sourceIp("10.181.1.12"))
                    .server(CloudServer.named("six").region(Region.ORD).sourceIp("fd00::12"))
                    .server(CloudServer.named("local").region(Region.ORD).sourceIp("127.0.0.5"))
                    .server(CloudServer.named("dallas").region(Region.DFW).sourceIp("127.0.0.6"))
                    .build())
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks through a tunnel to a host, which CONNECT named with these header lines. */
    private Wire.Answer askThroughTunnel(String host, String target, String... connectHeaders) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(Wire.connectTunnel(socket, host, connectHeaders).status())
                    .isEqualTo(200);
            return Wire.send(Wire.tls(socket, mock.sslContext(), host), "GET", target, "Host: " + host);
        }
    }

    /** Asks the proxy for an absolute URL, without TLS. */
    private Wire.Answer askAbsolute(String host, String path, String... headers) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            String[] all = Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = "Host: " + host;
            return Wire.send(socket, "GET", "http://" + host + path, all);
        }
    }

    private String lastServer() {
        return Objects.requireNonNullElse(
                mock.requests().get(mock.requests().size() - 1).server(), "none");
    }

    // Hosts it answers for.

    @ParameterizedTest
    @EnumSource
    void theSixHostsAreAnsweredForAndTheServersRegionMustBeTheHosts(Region region) throws IOException {
        for (Wire.Answer answer :
                List.of(askThroughTunnel(region.host(), STATUS), askAbsolute(region.host(), STATUS))) {
            if (region == Region.ORD) {
                assertThat(answer.status()).isEqualTo(200);
            } else {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.reason()).isEqualTo("wrong-region; server=ORD; host=" + region);
            }
        }
    }

    @Test
    void withoutAProxyTheHostsRegionMustBeTheServersToo() throws IOException {
        for (URI base : List.of(mock.baseUri(), mock.httpsUri())) {
            try (Socket plain = Wire.connect(base);
                    Socket socket = base.getScheme().equals("https")
                            ? Wire.tls(plain, mock.sslContext(), Region.LON.host())
                            : plain) {
                Wire.Answer wrong = Wire.send(socket, "GET", STATUS, "Host: " + Region.LON.host());
                assertThat(wrong.reason()).isEqualTo("wrong-region; server=ORD; host=LON");
                assertThat(Wire.send(socket, "GET", STATUS, "Host: " + ORD).status())
                        .isEqualTo(200);
                assertThat(Wire.send(socket, "GET", STATUS, "Host: localhost").status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "CONNECT ORD.api.rackconnect.RACKSPACE.com:443 HTTP/1.1\r\nHost: x\r\n\r\n",
                "CONNECT ord.api.rackconnect.rackspace.com.:443 HTTP/1.1\r\nHost: x\r\n\r\n",
                "CONNECT ord.api.rackconnect.rackspace.com:443 HTTP/1.0\r\n\r\n",
                "CONNECT ord.api.rackconnect.rackspace.com:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            })
    void aTunnelIsAskedForInSeveralWays(String connect) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.getOutputStream().write(connect.getBytes(StandardCharsets.US_ASCII));
            assertThat(Wire.read(socket.getInputStream(), false).status()).isEqualTo(200);
            Socket tls = Wire.tls(socket, mock.sslContext(), ORD);
            assertThat(Wire.send(tls, "GET", STATUS, "Host: " + ORD).body()).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void theTunnelsHostCountsAndNotTheHeaderInIt() throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.connectTunnel(socket, ORD);
            Socket tls = Wire.tls(socket, mock.sslContext(), ORD);
            assertThat(Wire.send(tls, "GET", STATUS, "Host: " + Region.LON.host())
                            .status())
                    .isEqualTo(200);
        }
    }

    // Hosts it refuses.

    @Test
    void absoluteRequestsForOtherHostsAreRefusedAndNotSentOn() throws IOException {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String authority = "127.0.0.1:" + elsewhere.getLocalPort();
            Wire.Answer absolute = askAbsolute(authority, "/");
            assertThat(absolute.status()).isEqualTo(403);
            assertThat(absolute.reason()).isEqualTo("proxy-refused; host=127.0.0.1");
            try (Socket socket = Wire.connect(mock.baseUri())) {
                assertThat(Wire.send(socket, "CONNECT", authority, "Host: " + authority)
                                .status())
                        .isEqualTo(403);
            }
            assertThat(askThroughTunnelAbsolutely(authority).reason()).isEqualTo("proxy-refused; host=127.0.0.1");

            elsewhere.setSoTimeout(100);
            assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(askAbsolute("example.com", STATUS).reason()).isEqualTo("proxy-refused; host=example.com");
    }

    private Wire.Answer askThroughTunnelAbsolutely(String authority) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.connectTunnel(socket, ORD);
            Socket tls = Wire.tls(socket, mock.sslContext(), ORD);
            return Wire.send(tls, "GET", "http://" + authority + "/", "Host: " + authority);
        }
    }

    // The server that asks.

    @ParameterizedTest
    @CsvSource({
        "other:x, other",
        "other:, other",
        "other, other",
        "other:a:b, other",
        "10.181.1.12:x, other",
        "fd00::12:x, six",
        "fd00::12:, six",
        "FD00:0:0:0:0:0:0:12:x, six",
    })
    void theProxysUserIsANameOrAnAddress(String credentials, String server) throws IOException {
        String header = "Proxy-Authorization: " + basic(credentials);
        assertThat(askThroughTunnel(ORD, STATUS, header).status()).isEqualTo(200);
        assertThat(lastServer()).isEqualTo(server);
        assertThat(askAbsolute(ORD, STATUS, header).status()).isEqualTo(200);
        assertThat(lastServer()).isEqualTo(server);
    }

    @ParameterizedTest
    @CsvSource({
        "missing:x, missing",
        "Other:x, Other",
        "10.181.1:x, 10.181.1",
        "no body:x, no?body",
    })
    void aUserThatIsNoServerIsUnknown(String credentials, String shown) throws IOException {
        Wire.Answer answer = askThroughTunnel(ORD, STATUS, "Proxy-Authorization: " + basic(credentials));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("unknown-source; server=" + shown);
        assertThat(askThroughTunnel(ORD, STATUS, "Proxy-Authorization: " + basic("10.9.9.9:x"))
                        .reason())
                .isEqualTo("unknown-source; address=10.9.9.9");
    }

    @Test
    void credentialsThatAreNoBase64AreUnknown() throws IOException {
        assertThat(askThroughTunnel(ORD, STATUS, "Proxy-Authorization: Basic !?")
                        .reason())
                .isEqualTo("unknown-source; server=Basic?!?");
    }

    @ParameterizedTest
    @ValueSource(strings = {":", ":secret", ""})
    void anEmptyUserNamesNoServerAndThePeerCounts(String credentials) throws IOException {
        String header = "Proxy-Authorization: " + basic(credentials);
        assertThat(askThroughTunnel(ORD, STATUS, header).status()).isEqualTo(200);
        assertThat(lastServer()).isEqualTo("first");
        assertThat(askAbsolute(ORD, STATUS, header).status()).isEqualTo(200);
        assertThat(lastServer()).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "Digest username=\"other\"", "Basic", ""})
    void anotherSchemeNamesNoServerAndThePeerCounts(String credentials) throws IOException {
        assertThat(askThroughTunnel(ORD, STATUS, "Proxy-Authorization: " + credentials)
                        .status())
                .isEqualTo(200);
        assertThat(lastServer()).isEqualTo("first");
    }

    @Test
    void theBaseUrlComesBeforeTheProxysUserAndThatBeforeXForwardedForAndThatBeforeThePeer() throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri(), "127.0.0.5")) {
            Wire.connectTunnel(socket, ORD, "Proxy-Authorization: " + basic("other:x"));
            Socket tls = Wire.tls(socket, mock.sslContext(), ORD);
            String forwarded = "X-Forwarded-For: fd00::12";
            Wire.send(tls, "GET", "/as/first" + STATUS, forwarded);
            assertThat(lastServer()).isEqualTo("first");
            Wire.send(tls, "GET", STATUS, forwarded);
            assertThat(lastServer()).isEqualTo("other");
        }
        try (Socket socket = Wire.connect(mock.baseUri(), "127.0.0.5")) {
            Wire.connectTunnel(socket, ORD);
            Socket tls = Wire.tls(socket, mock.sslContext(), ORD);
            Wire.send(tls, "GET", STATUS, "X-Forwarded-For: fd00::12");
            assertThat(lastServer()).isEqualTo("six");
            Wire.send(tls, "GET", STATUS);
            assertThat(lastServer()).isEqualTo("local");
        }
    }
}
