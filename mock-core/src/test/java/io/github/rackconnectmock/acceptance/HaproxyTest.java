package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HAProxy before the mock: its headers of the PROXY protocol, and its own checks, which name no address. */
class HaproxyTest {
    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {"send-proxy", "send-proxy-v2", "send-proxy-v2-ssl", "send-proxy-v2 proxy-v2-options unique-id"})
    void theClientsAddressComesThroughAndItsChecksFindTheMockUp(String option) throws Exception {
        Programs.assumeInstalled("haproxy");
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .httpsPort(0)
                .scenario(Scenario.builder()
                        .rateLimit(null)
                        .server(CloudServer.named("balancer").sourceIp("127.0.0.1"))
                        .server(CloudServer.named("client").sourceIp("127.0.0.21"))
                        .build())
                .start()) {
            Wire.wakeIfWanted(mock.baseUri());
            int plain = freePort();
            int tls = freePort();
            int statistics = freePort();
            Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), """
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 20s
                  timeout server 20s
                frontend plain
                  bind 127.0.0.1:%d
                  default_backend mock
                frontend tls
                  mode tcp
                  bind 127.0.0.1:%d
                  default_backend mock-tls
                frontend statistics
                  bind 127.0.0.1:%d
                  stats enable
                  stats uri /stats
                backend mock
                  option httpchk
                  http-check send meth GET uri /__admin/rackconnect/health ver HTTP/1.1 hdr Host localhost
                  http-check expect status 200
                  server mock 127.0.0.1:%d %s check check-send-proxy inter 100ms fall 1 rise 1
                backend mock-tls
                  mode tcp
                  server mock 127.0.0.1:%d %s check check-send-proxy inter 100ms fall 1 rise 1
                """.formatted(
                    plain, tls, statistics, mock.port(), option, mock.httpsUri().getPort(), option));
            Process haproxy = new ProcessBuilder("haproxy", "-db", "-f", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("haproxy.log").toFile())
                    .start();
            try {
                URI front = URI.create("http://127.0.0.1:" + plain + "/");
                assertThat(Waiting.until(() -> checks(statistics).split("L7OK|L4OK", -1).length == 3))
                        .as("both checks find the mock up: %s", Files.readString(directory.resolve("haproxy.log")))
                        .isTrue();
                assertThat(Wire.getFrom("127.0.0.21", front, "v1/automation_status")
                                .body())
                        .isEqualTo("DEPLOYED");
                assertThat(lastServer(mock)).isEqualTo("client");
                try (Socket socket = Wire.connect(URI.create("https://127.0.0.1:" + tls), "127.0.0.21")) {
                    Socket secure = Wire.tls(socket, mock.sslContext(), "localhost");
                    assertThat(Wire.send(secure, "GET", "/v1/automation_status").body())
                            .isEqualTo("DEPLOYED");
                    assertThat(lastServer(mock)).isEqualTo("client");
                }
            } finally {
                haproxy.destroy();
                assertThat(haproxy.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void theMockIsUpForAHaproxyThatOnlyConnects() throws IOException {
        // What a check without a request does: it connects, says whose check it is, and leaves.
        try (RackConnectMockServer mock = Mocks.unlimited()) {
            for (int i = 0; i < 20; i++) {
                try (Socket socket = Wire.connect(mock.baseUri())) {
                    socket.getOutputStream().write("\r\n\r\n\0\r\nQUIT\n \0\0\0".getBytes(StandardCharsets.ISO_8859_1));
                    socket.setSoLinger(true, 0);
                }
            }
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status").status())
                    .isEqualTo(200);
            assertThat(mock.requests()).hasSize(1);
        }
    }

    private static String checks(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(Wire.PATIENCE_MILLIS);
            return Wire.raw(socket, "GET /stats;csv HTTP/1.0\r\n\r\n");
        } catch (IOException notYet) {
            return "";
        }
    }

    private static String lastServer(RackConnectMockServer mock) {
        return String.valueOf(mock.requests().get(mock.requests().size() - 1).server());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
