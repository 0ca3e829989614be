package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that end their sending side: what is due still comes, and a connection that waits for input ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HalfCloseTest {
    private static final String HOST = Region.DFW.host();

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                    .server(Mocks.ill(Fault.hang()))
                    .server(CloudServer.named("late")
                            .sourceIp("10.181.1.13")
                            .step(Step.after(Duration.ZERO).fault(Fault.delay(Duration.ofMillis(200)))))
                    .build())
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n";
    }

    /** Everything up to the end of the connection, which must come; a reset is an end too. */
    private static String untilTheEnd(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "PLAIN.*")
    void allThatIsDueComesAndThenTheEnd(Way way) throws IOException {
        try (Socket socket = way.open(mock, "10.181.1.11")) {
            socket.getOutputStream().write(bytes(get("/first") + get("/as/late/v1/automation_status") + get("/last")));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            assertThat(Wire.read(in, false).reason()).isEqualTo("unknown-path; path=/first");
            assertThat(Wire.read(in, false).body()).isEqualTo("DEPLOYED");
            assertThat(Wire.read(in, false).reason()).isEqualTo("unknown-path; path=/last");
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void answersOfTheControlApiAndOfWireMockComeToo() throws IOException {
        for (String path : List.of("/__admin/rackconnect/servers", "/__admin/mappings")) {
            try (Socket socket = Wire.connect(mock.baseUri())) {
                socket.getOutputStream().write(bytes("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                socket.shutdownOutput();
                assertThat(Wire.read(socket.getInputStream(), false).body()).endsWith("}");
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "TUNNEL"})
    void afterTheClientsCloseNotifyAnAnswerThatIsDueComes(Way way) throws IOException {
        try (Socket plain = way.open(mock, "10.181.1.11")) {
            SSLSocket socket = (SSLSocket) plain;
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            socket.getOutputStream().write(bytes(get("/as/late/v1/automation_status")));
            socket.shutdownOutput();
            assertThat(Wire.read(socket.getInputStream(), false).body()).isEqualTo("DEPLOYED");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "PLAIN_TUNNEL", "TLS", "TUNNEL"})
    void duringAHangTheEndOfInputEndsTheConnection(Way way) throws Exception {
        int before = mock.requests().size();
        try (Socket socket = way.open(mock, "10.181.1.11")) {
            socket.getOutputStream().write(bytes(get("/as/ill/v1/automation_status") + get("/behind")));
            assertThat(mock.awaitRequests(requests -> requests.size() > before, Duration.ofSeconds(20)))
                    .isTrue();
            socket.shutdownOutput();
            assertThat(untilTheEnd(socket)).isEmpty();
        }
        assertThat(mock.requests()).noneMatch(request -> request.target().equals("/behind"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "PROXY TCP4 10.181",
                "PROXY TCP4 10.181.1.11 10.0.0.1 4711 80\r\n",
                "\r\n\r\n\0\r\nQUIT\n",
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f1234",
                "G",
                "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\n",
                "POST /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
                "POST /v1/automation_status HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
                "POST /__admin/rackconnect/reset HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
                "POST /__admin/mappings HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
                "\u0016\u0003\u0001",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 the beginning of a hello",
            })
    void inputThatEndsTooSoonEndsTheConnection(String beginning) throws IOException {
        for (URI base : List.of(mock.baseUri(), mock.httpsUri())) {
            try (Socket socket = Wire.connect(base)) {
                socket.getOutputStream().write(bytes(beginning));
                socket.shutdownOutput();
                assertThat(untilTheEnd(socket)).doesNotContain("200 OK");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0016\u0003",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 the beginning of a hello",
                "GET /v1/automation_status HTTP/1.1\r\n",
            })
    void aTunnelInWhichInputEndsTooSoonEnds(String beginning) throws IOException {
        for (int port : new int[] {80, 443}) {
            try (Socket socket = Wire.connect(mock.baseUri())) {
                assertThat(Wire.connectTunnel(socket, HOST, port).status()).isEqualTo(200);
                socket.getOutputStream().write(bytes(beginning));
                socket.shutdownOutput();
                assertThat(untilTheEnd(socket)).doesNotContain("200 OK");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTunnelOrConnectionThatIsIdleEndsWithItsClient(Way way) throws IOException {
        try (Socket socket = way.open(mock, "10.181.1.11")) {
            assertThat(Wire.send(socket, "GET", "/v1/automation_status", "Host: " + HOST)
                            .status())
                    .isEqualTo(200);
            socket.shutdownOutput();
            assertThat(untilTheEnd(socket)).isEmpty();
        }
    }
}
