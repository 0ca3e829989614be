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
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who trusts the authority accepts its certificate for the six hosts, and none that it signed for another domain: asked
 * of each verifier in the same way, so that only the name differs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifiersTest {
    private static final String OURS = Region.ORD.host();
    private static final String THEIRS = "www.example.org";

    private final TlsIdentity good;
    private final TlsIdentity bad;
    private final RackConnectMockServer goodMock;
    private final RackConnectMockServer badMock;
    private Path directory = Path.of("");

    VerifiersTest() throws Exception {
        CertificateAuthority authority =
                new CertificateAuthority(InstantSource.system().instant());
        good = authority.issue();
        bad = authority.issue(THEIRS);
        goodMock = mock(good);
        badMock = mock(bad);
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
        badMock.close();
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

    @Test
    void bothComeFromTheSameAuthority() {
        assertThat(bad.authority()).isEqualTo(good.authority());
    }

    @Test
    void opensslsVerify() throws Exception {
        assertThat(verify(good).successfulOutput()).contains(": OK");
        Programs.Ended refused = verify(bad);
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

    @Test
    void opensslsClient() throws Exception {
        assertThat(sClient(goodMock, OURS).exitCode()).isZero();
        Programs.Ended refused = sClient(badMock, THEIRS);
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

    @Test
    void curl() throws Exception {
        assertThat(curl(goodMock, OURS).exitCode()).isZero();
        assertThat(curl(badMock, THEIRS).exitCode())
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

    @Test
    void python() throws Exception {
        String script = """
                import socket, ssl, sys
                plain = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
                ssl.create_default_context().wrap_socket(plain, server_hostname=sys.argv[2])
                print('trusted')
                """;
        assertThat(run("python3", "-c", script, port(goodMock), OURS).successfulOutput())
                .isEqualTo("trusted\n");
        Programs.Ended refused = run("python3", "-c", script, port(badMock), THEIRS);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).contains("permitted subtree violation");
    }

    @Test
    void node() throws Exception {
        String script = """
                const [port, servername] = process.argv.slice(1);
                const socket = require('tls').connect({ host: '127.0.0.1', port, servername }, () => {
                  console.log('trusted');
                  socket.end();
                });
                """;
        assertThat(run("node", "-e", script, port(goodMock), OURS).successfulOutput())
                .isEqualTo("trusted\n");
        Programs.Ended refused = run("node", "-e", script, port(badMock), THEIRS);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).containsIgnoringCase("permitted subtree violation");
    }

    @Test
    void java() throws Exception {
        shakeHands(goodMock, OURS);
        assertThatThrownBy(() -> shakeHands(badMock, THEIRS))
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
