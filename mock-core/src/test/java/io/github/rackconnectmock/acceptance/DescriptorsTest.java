package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that connect and leave, at any moment and in any way: no descriptor of theirs stays open. */
class DescriptorsTest {
    private static final SSLContext ANYONE = anyone();

    /** For connections of the test's own that are just being closed. */
    private static final int SLACK = 5;

    private static final String HANG = "GET /as/ill/v1/automation_status HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final List<String> MOMENTS = List.of(
            "",
            "PROXY TCP4 10.",
            "GET /v1/automation_status HTTP/1.1\r\n",
            "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx",
            "GET /__admin/rackconnect/servers HTTP/1.1\r\nHost: x\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc",
            "CONNECT dfw.api.rackconnect.rackspace.com:443 HTTP/1.1\r\nHost: x\r\n\r\n",
            "CONNECT dfw.api.rackconnect.rackspace.com:443 HTTP/1.1\r\nHost: x\r\n\r\n\u0016\u0003\u0001",
            "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\n\r\n".repeat(50));

    @BeforeAll
    static void linuxTells() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "left out: this isn't Linux");
    }

    /** How many are open once the mock has everything loaded that it needs. */
    private static long settled(MockMain.Running mock) throws Exception {
        for (int i = 0; i < 3; i++) {
            Wire.get(mock.base(), "v1/automation_status");
            Wire.get(mock.base(), "__admin/rackconnect/health");
            overTls(mock.https(), false);
        }
        return mock.jvm().descriptors();
    }

    private static void assertFreed(MockMain.Running mock, long before) throws Exception {
        assertThat(Waiting.until(() -> mock.jvm().descriptors() <= before + SLACK))
                .as("%d descriptors before, %d after", before, mock.jvm().descriptors())
                .isTrue();
        assertThat(Wire.get(mock.base(), "v1/automation_status").body()).isEqualTo("DEPLOYED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsThatComeAndGoLeaveNone(boolean reset) throws Exception {
        try (MockMain.Running mock = MockMain.start();
                Crowd crowd = new Crowd()) {
            long before = settled(mock);
            for (int round = 0; round < 10; round++) {
                for (String moment : MOMENTS) {
                    crowd.join(mock.base(), 15, moment);
                    crowd.join(mock.https(), 15, moment);
                }
                crowd.leave(reset);
            }
            assertFreed(mock, before);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsOfTlsThatComeAndGoLeaveNone(boolean reset) throws Exception {
        try (MockMain.Running mock = MockMain.start()) {
            long before = settled(mock);
            for (int i = 0; i < 500; i++) {
                overTls(mock.https(), reset);
                throughTunnel(mock.base(), reset);
            }
            assertFreed(mock, before);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hangsWhoseClientsLeaveFreeTheirs(boolean reset) throws Exception {
        int size = Crowd.size(500);
        try (MockMain.Running mock = MockMain.start();
                Crowd crowd = new Crowd()) {
            long before = settled(mock);
            for (String behind : List.of(
                    "",
                    "GET /behind HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /behind HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200),
                    "POST /behind HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000))) {
                crowd.join(mock.base(), size / 4, HANG + behind);
            }
            int hanging = crowd.size();
            assertThat(Waiting.until(() -> Wire.get(mock.base(), "__admin/rackconnect/servers/ill")
                            .body()
                            .contains("{\"automation_status\":" + hanging + "}")))
                    .as("all have asked")
                    .isTrue();
            crowd.push();
            crowd.leave(reset);
            assertFreed(mock, before);
        }
    }

    private static void overTls(URI https, boolean reset) throws Exception {
        try (Socket plain = Wire.connect(https)) {
            ask(plain, reset);
        }
    }

    private static void throughTunnel(URI base, boolean reset) throws Exception {
        try (Socket plain = Wire.connect(base)) {
            Wire.connectTunnel(plain, "dfw.api.rackconnect.rackspace.com");
            ask(plain, reset);
        }
    }

    private static void ask(Socket plain, boolean reset) throws Exception {
        Socket tls = ANYONE.getSocketFactory().createSocket(plain, "localhost", 443, true);
        String get = "GET /v1/automation_status HTTP/1.1\r\nHost: dfw.api.rackconnect.rackspace.com\r\n\r\n";
        assertThat(Wire.exchange(tls, get).body()).isEqualTo("DEPLOYED");
        if (reset) {
            plain.setSoLinger(true, 0);
            plain.close();
        } else {
            closeQuietly(tls);
        }
    }

    private static void closeQuietly(Socket tls) throws IOException {
        try {
            tls.close();
        } catch (SocketException closedByTheMockFirst) {
            assertThat(tls.isClosed()).isTrue();
        }
    }

    /** Trusts all certificates: the mock's authority is in another JVM. */
    private static SSLContext anyone() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
