package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels of the forward proxy: what their 200 says, and that TLS and plain HTTP both work in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TunnelTest {
    private static final String DFW = Region.DFW.host();
    private static final String GET = "GET /v1/automation_status HTTP/1.1\r\nHost: " + DFW + "\r\n\r\n";

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("web1").sourceIp("10.181.1.11").region(Region.DFW))
                    .server(Mocks.ill(Fault.reset()))
                    .server(CloudServer.named("named").sourceIp("10.181.1.13"))
                    .build())
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    private String lastServer() {
        return Objects.requireNonNullElse(
                mock.requests().get(mock.requests().size() - 1).server(), "none");
    }

    private static String connect(int port, String fields) {
        return "CONNECT " + DFW + ":" + port + " HTTP/1.1\r\nHost: " + DFW + ":" + port + "\r\n" + fields + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({"80, HTTP/1.1", "443, HTTP/1.1", "80, HTTP/1.0", "443, HTTP/1.0"})
    void theAnswerHasNeitherALengthNorACoding(int port, String version) throws IOException {
        for (String host : new String[] {DFW, DFW.toUpperCase(Locale.ROOT), DFW + "."}) {
            try (Socket socket = Wire.connect(mock.baseUri())) {
                Wire.Answer answer = Wire.exchange(
                        socket, "CONNECT " + host + ":" + port + " " + version + "\r\nHost: " + host + "\r\n\r\n");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers("Content-Length")).isEmpty();
                assertThat(answer.headers("Transfer-Encoding")).isEmpty();
                assertThat(answer.headers("Connection")).doesNotContain("close");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443})
    void plainHttpWorksInATunnel(int port) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(Wire.connectTunnel(socket, DFW, port).status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                assertThat(Wire.exchange(socket, GET).body()).isEqualTo("DEPLOYED");
            }
            assertThat(Wire.send(socket, "GET", "/__admin/mappings", "Host: localhost")
                            .status())
                    .as("the control API is hidden in tunnels")
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443})
    void tlsWorksInATunnel(int port) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(Wire.connectTunnel(socket, DFW, port).status()).isEqualTo(200);
            Socket tls = Wire.tls(socket, mock.sslContext(), DFW);
            for (int i = 0; i < 3; i++) {
                assertThat(Wire.exchange(tls, GET).body()).isEqualTo("DEPLOYED");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443})
    void theClientsHelloMayComeInConnectsOwnPacket(int port) throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket plain = Wire.connect(mock.baseUri())) {
                WrappedSocket socket = new WrappedSocket(plain).beginningWith(connect(port, ""));
                assertThat(Wire.exchange(Wire.tls(socket, mock.sslContext(), DFW), GET)
                                .body())
                        .isEqualTo("DEPLOYED");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443})
    void aPlainRequestMayComeInConnectsOwnPacket(int port) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.getOutputStream().write((connect(port, "") + GET + GET).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(Wire.read(in, true).status()).isEqualTo(200);
            assertThat(Wire.read(in, false).body()).isEqualTo("DEPLOYED");
            assertThat(Wire.read(in, false).body()).isEqualTo("DEPLOYED");
        }
    }

    /** Otherwise bytes of TLS come one by one, and no byte but the first tells what it is. */
    @Test
    void whatComesByteByByteIsToldApartToo() throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.setTcpNoDelay(true);
            for (byte each : (connect(80, "") + GET).getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(each);
            }
            InputStream in = socket.getInputStream();
            assertThat(Wire.read(in, true).status()).isEqualTo(200);
            assertThat(Wire.read(in, false).body()).isEqualTo("DEPLOYED");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443})
    void theProxysUserIsKnownInTheTunnel(int port) throws IOException {
        String user = "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString("named:x".getBytes(StandardCharsets.UTF_8)) + "\r\n";
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.getOutputStream().write((connect(port, user) + GET).getBytes(StandardCharsets.US_ASCII));
            assertThat(Wire.read(socket.getInputStream(), true).status()).isEqualTo(200);
            assertThat(Wire.read(socket.getInputStream(), false).body()).isEqualTo("DEPLOYED");
            assertThat(lastServer()).isEqualTo("named");
        }
        try (Socket plain = Wire.connect(mock.baseUri())) {
            WrappedSocket socket = new WrappedSocket(plain).beginningWith(connect(port, user));
            Wire.exchange(Wire.tls(socket, mock.sslContext(), DFW), GET);
            assertThat(lastServer()).isEqualTo("named");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTunnelsHostCounts(Region region) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(Wire.connectTunnel(socket, region.host(), 80).status()).isEqualTo(200);
            Wire.Answer answer = Wire.exchange(socket, GET);
            if (region == Region.DFW) {
                assertThat(answer.status()).isEqualTo(200);
            } else {
                assertThat(answer.reason()).isEqualTo("wrong-region; server=DFW; host=" + region);
            }
        }
    }

    /** Below TLS, for TLS would say a clean end first. */
    @ParameterizedTest
    @ValueSource(ints = {80, 443})
    void theFaultResetSendsNothingBeforeTheReset(int port) throws IOException {
        try (Socket plain = Wire.connect(mock.baseUri())) {
            WrappedSocket socket = new WrappedSocket(plain).beginningWith(connect(port, ""));
            SSLSocket tls = (SSLSocket) mock.sslContext().getSocketFactory().createSocket(socket, DFW, 443, true);
            tls.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThat(Wire.exchange(tls, GET).status()).isEqualTo(200);
            String ill = GET.replace("/v1/", "/as/ill/v1/");
            assertThatThrownBy(() -> Wire.exchange(tls, ill))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
            assertThat(socket.lastRecordOfTls()).isNotEqualTo(WrappedSocket.ALERT);
        }
    }
}
