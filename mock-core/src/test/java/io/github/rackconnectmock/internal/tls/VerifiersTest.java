package io.github.rackconnectmock.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.acceptance.Programs;
import io.github.rackconnectmock.acceptance.Wire;
import io.github.rackconnectmock.scenario.Region;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who trusts the authority accepts its certificate for each host that the mock stands for, and none that it signed for another: asked
 * of each verifier in the same way, so that only the name differs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifiersTest {
    /** One of each kind. */
    private static final List<String> OURS = List.of(
            Region.ORD.host(),
            "identity.api.rackspacecloud.com",
            "lon.identity.api.rackspacecloud.com",
            "ord.servers.api.rackspacecloud.com");

    private static final List<String> THEIRS = List.of(
            "www.example.org",
            "evil.api.rackconnect.rackspace.com",
            "rackspacecloud.com",
            "api.rackspacecloud.com",
            "evil.servers.api.rackspacecloud.com");

    private final TlsIdentity good;
    private final Map<String, TlsIdentity> bad = new LinkedHashMap<>();
    private final RackConnectMockServer goodMock;
    private final Map<String, RackConnectMockServer> badMocks = new LinkedHashMap<>();
    private Path directory = Path.of("");

    VerifiersTest() throws Exception {
        CertificateAuthority authority =
                new CertificateAuthority(InstantSource.system().instant());
        good = authority.issue();
        goodMock = mock(good);
        for (String host : THEIRS) {
            TlsIdentity identity = authority.issue(host);
            bad.put(host, identity);
            badMocks.put(host, mock(identity));
        }
    }

    private static RackConnectMockServer mock(TlsIdentity identity) throws IOException, GeneralSecurityException {
        return Identities.mock(identity);
    }

    @BeforeAll
    void writeWhatIsTrusted(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("ca.pem"), good.authorityPem());
    }

    @AfterAll
    void close() {
        goodMock.close();
        badMocks.values().forEach(RackConnectMockServer::close);
    }

    private Programs.Ended run(String... command) throws IOException, InterruptedException {
        Programs.assumeInstalled(command[0]);
        String authority = directory.resolve("ca.pem").toString();
        return Programs.run(
                directory, Map.of("SSL_CERT_FILE", authority, "NODE_EXTRA_CA_CERTS", authority), List.of(command));
    }

    private static String port(RackConnectMockServer mock) {
        return Integer.toString(mock.httpsUri().getPort());
    }

    private static Stream<String> theirs() {
        return THEIRS.stream();
    }

    private RackConnectMockServer badMock(String host) {
        return Objects.requireNonNull(badMocks.get(host));
    }

    @Test
    void allComeFromTheSameAuthority() {
        assertThat(bad.values()).allSatisfy(each -> assertThat(each.authority()).isEqualTo(good.authority()));
    }

    @ParameterizedTest
    @MethodSource("theirs")
    void opensslsVerify(String theirs) throws Exception {
        assertThat(verify(good).successfulOutput()).contains(": OK");
        Programs.Ended refused = verify(Objects.requireNonNull(bad.get(theirs)));
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).contains("permitted subtree violation");
    }

    private Programs.Ended verify(TlsIdentity identity) throws Exception {
        Path leaf = Files.writeString(
                directory.resolve("leaf.pem"), TlsIdentity.pem(identity.chain().get(0)));
        Path intermediate = Files.writeString(
                directory.resolve("intermediate.pem"),
                TlsIdentity.pem(identity.chain().get(1)));
        return run(
                "openssl",
                "verify",
                // Python 3.13 and later verify so.
                "-x509_strict",
                "-purpose",
                "sslserver",
                "-CAfile",
                directory.resolve("ca.pem").toString(),
                "-untrusted",
                intermediate.toString(),
                leaf.toString());
    }

    @ParameterizedTest
    @MethodSource("theirs")
    void opensslsClient(String theirs) throws Exception {
        for (String ours : OURS) {
            assertThat(sClient(goodMock, ours).exitCode()).isZero();
        }
        Programs.Ended refused = sClient(badMock(theirs), theirs);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).contains("permitted subtree violation");
    }

    private Programs.Ended sClient(RackConnectMockServer mock, String host) throws Exception {
        return run(
                "openssl",
                "s_client",
                "-brief",
                "-verify_return_error",
                "-connect",
                "127.0.0.1:" + port(mock),
                "-servername",
                host,
                "-verify_hostname",
                host,
                "-CAfile",
                directory.resolve("ca.pem").toString());
    }

    @ParameterizedTest
    @MethodSource("theirs")
    void curl(String theirs) throws Exception {
        for (String ours : OURS) {
            assertThat(curl(goodMock, ours).exitCode()).isZero();
        }
        assertThat(curl(badMock(theirs), theirs).exitCode())
                .as("the code for a certificate that can't be verified")
                .isEqualTo(60);
    }

    private Programs.Ended curl(RackConnectMockServer mock, String host) throws Exception {
        return run(
                "curl",
                "--silent",
                "--show-error",
                "--cacert",
                directory.resolve("ca.pem").toString(),
                "--connect-to",
                host + ":443:127.0.0.1:" + port(mock),
                "https://" + host + "/");
    }

    @ParameterizedTest
    @MethodSource("theirs")
    void python(String theirs) throws Exception {
        String script = """
                import socket, ssl, sys
                plain = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
                ssl.create_default_context().wrap_socket(plain, server_hostname=sys.argv[2])
                print('trusted')
                """;
        for (String ours : OURS) {
            assertThat(run("python3", "-c", script, port(goodMock), ours).successfulOutput())
                    .isEqualTo("trusted\n");
        }
        Programs.Ended refused = run("python3", "-c", script, port(badMock(theirs)), theirs);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).contains("permitted subtree violation");
    }

    @ParameterizedTest
    @MethodSource("theirs")
    void node(String theirs) throws Exception {
        String script = """
                const [port, servername] = process.argv.slice(1);
                const socket = require('tls').connect({ host: '127.0.0.1', port, servername }, () => {
                  console.log('trusted');
                  socket.end();
                });
                """;
        for (String ours : OURS) {
            assertThat(run("node", "-e", script, port(goodMock), ours).successfulOutput())
                    .isEqualTo("trusted\n");
        }
        Programs.Ended refused = run("node", "-e", script, port(badMock(theirs)), theirs);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).containsIgnoringCase("permitted subtree violation");
    }

    @ParameterizedTest
    @MethodSource("theirs")
    void java(String theirs) throws Exception {
        for (String ours : OURS) {
            shakeHands(goodMock, ours);
        }
        assertThatThrownBy(() -> shakeHands(badMock(theirs), theirs))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("name constraints");
    }

    private static void shakeHands(RackConnectMockServer mock, String host) throws IOException {
        try (Socket plain = Wire.connect(mock.httpsUri());
                SSLSocket tls = Wire.tls(plain, mock.sslContext(), host)) {
            assertThat(tls.isConnected()).isTrue();
        }
    }
}
