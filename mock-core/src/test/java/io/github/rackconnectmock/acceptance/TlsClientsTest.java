package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of TLS: versions, names, application protocols, resumed sessions, and how a connection ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsClientsTest {
    private static final String DFW = Region.DFW.host();

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                    .server(CloudServer.named("web2").sourceIp("10.181.1.12"))
                    .build())
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    private SSLSocket client(Socket socket, @Nullable String serverName, String... versions) throws IOException {
        SSLSocket tls = (SSLSocket) mock.sslContext().getSocketFactory().createSocket(socket, null, 0, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setServerNames(serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
        if (versions.length > 0) {
            parameters.setProtocols(versions);
        }
        tls.setSSLParameters(parameters);
        return tls;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsWorkAndTheEndIsAnnounced(String version) throws IOException {
        try (Socket plain = Wire.connect(mock.httpsUri())) {
            WrappedSocket socket = new WrappedSocket(plain);
            SSLSocket tls = client(socket, DFW, version);
            String answer = Wire.raw(
                    tls, "GET /v1/automation_status HTTP/1.1\r\nHost: " + DFW + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("DEPLOYED");
            assertThat(tls.getSession().getProtocol()).isEqualTo(version);
            if (version.equals("TLSv1.2")) {
                // TLS 1.3 hides what kind of record it is.
                assertThat(socket.lastRecordOfTls()).as("close_notify").isEqualTo(WrappedSocket.ALERT);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "other.example",
        "localhost",
        "lon.api.rackconnect.rackspace.com",
        "DFW.api.rackconnect.rackspace.com"
    })
    void theServersNameMayBeMissingOrAnother(String name) throws IOException {
        for (int tunnel = 0; tunnel < 2; tunnel++) {
            try (Socket plain = Wire.connect(tunnel == 0 ? mock.httpsUri() : mock.baseUri())) {
                if (tunnel == 1) {
                    assertThat(Wire.connectTunnel(plain, DFW).status()).isEqualTo(200);
                }
                SSLSocket tls = client(plain, name.isEmpty() ? null : name);
                assertThat(Wire.send(tls, "GET", "/v1/automation_status", "Host: " + DFW)
                                .body())
                        .isEqualTo("DEPLOYED");
            }
        }
    }

    /** A client that offers HTTP/2 must get HTTP/1.1 or no protocol as the answer. */
    @Test
    void noProtocolButHttp11IsChosen() throws IOException {
        for (boolean tunnel : new boolean[] {false, true}) {
            try (Socket plain = Wire.connect(tunnel ? mock.baseUri() : mock.httpsUri())) {
                if (tunnel) {
                    Wire.connectTunnel(plain, DFW);
                }
                SSLSocket tls = client(plain, DFW);
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
                tls.setSSLParameters(parameters);
                assertThat(Wire.send(tls, "GET", "/v1/automation_status").body())
                        .isEqualTo("DEPLOYED");
                assertThat(tls.getApplicationProtocol()).isIn("http/1.1", "");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionThatIsResumedAsAnotherUserIsTheOtherUsers(String version) throws IOException {
        SSLContext trust = mock.sslContext();
        for (int i = 0; i < 4; i++) {
            String user = i % 2 == 0 ? "web1" : "web2";
            try (Socket socket = Wire.connect(mock.baseUri())) {
                Wire.connectTunnel(
                        socket,
                        DFW,
                        "Proxy-Authorization: Basic "
                                + Base64.getEncoder().encodeToString((user + ":x").getBytes(StandardCharsets.UTF_8)));
                SSLSocket tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, DFW, 443, true);
                tls.setEnabledProtocols(new String[] {version});
                Wire.send(tls, "GET", "/v1/automation_status", "Connection: close");
                assertThat(tls.getInputStream().read()).isEqualTo(-1);
                assertThat(mock.requests().get(mock.requests().size() - 1).server())
                        .isEqualTo(user);
            }
        }
    }

    /** Notes whether a server asks for a certificate. */
    private static final class NoCertificate extends X509ExtendedKeyManager {
        private boolean asked;

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            asked = true;
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
            asked = true;
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void noCertificateIsAskedFor(String version) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("mock", mock.caCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        NoCertificate certificate = new NoCertificate();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {certificate}, trust.getTrustManagers(), null);
        for (boolean tunnel : new boolean[] {false, true}) {
            try (Socket plain = Wire.connect(tunnel ? mock.baseUri() : mock.httpsUri())) {
                if (tunnel) {
                    Wire.connectTunnel(plain, DFW);
                }
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, DFW, 443, true);
                tls.setEnabledProtocols(new String[] {version});
                assertThat(Wire.send(tls, "GET", "/v1/automation_status").body())
                        .isEqualTo("DEPLOYED");
            }
        }
        assertThat(certificate.asked).isFalse();
    }

    @Test
    void plainHttpOnThePortWithTlsEndsTheConnection() throws IOException {
        try (Socket socket = Wire.connect(mock.httpsUri())) {
            assertThat(Wire.raw(socket, "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .doesNotContain("DEPLOYED");
        }
    }
}
