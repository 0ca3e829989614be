package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's address as a load balancer says it, in a header before the first request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyProtocolTest {
    private static final String GET =
            "GET /v1/automation_status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String VERSION_2 = "\r\n\r\n\0\r\nQUIT\n";

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("peer").sourceIp("127.0.0.1"))
                    .server(CloudServer.named("four").sourceIp("10.181.1.12"))
                    .server(CloudServer.named("six").sourceIp("fd00::12"))
                    .build())
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    private String lastServer() {
        return String.valueOf(mock.requests().get(mock.requests().size() - 1).server());
    }

    @ParameterizedTest
    @EnumSource
    void theAddressIsTheClientsOnEveryWay(Way way) throws IOException {
        try (Socket socket = way.open(mock, "10.181.1.12")) {
            for (int i = 0; i < 2; i++) {
                assertThat(Wire.send(socket, "GET", "/v1/automation_status").status())
                        .isEqualTo(200);
                assertThat(lastServer()).isEqualTo(way.saysAddress() ? "four" : "peer");
            }
        }
        try (Socket socket = way.open(mock, "10.9.9.9")) {
            Wire.Answer answer = Wire.send(socket, "GET", "/v1/automation_status");
            assertThat(answer.status()).isEqualTo(way.saysAddress() ? 403 : 200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 10.181.1.12 10.0.0.1 4711 80, four",
        "PROXY TCP6 fd00::12 fd00::1 4711 80, six",
        "PROXY UNKNOWN, peer",
        "PROXY UNKNOWN fd00::12 fd00::1 4711 80, peer",
    })
    void versionOneIsALine(String line, String server) throws IOException {
        assertThat(Wire.raw(mock.baseUri(), line + "\r\n" + GET)).startsWith("HTTP/1.1 200 ");
        assertThat(lastServer()).isEqualTo(server);
    }

    @Test
    void versionTwoIsBinary() throws IOException {
        String six = "\u00fd" + "\0".repeat(14) + "\u0012" + "\0".repeat(16) + "\0\1\0\2";
        assertThat(Wire.raw(mock.baseUri(), VERSION_2 + "!!\0$" + six + GET)).startsWith("HTTP/1.1 200 ");
        assertThat(lastServer()).isEqualTo("six");
        assertThat(Wire.raw(mock.baseUri(), VERSION_2 + " \0\0\0" + GET))
                .as("the load balancer's own health check")
                .startsWith("HTTP/1.1 200 ");
        assertThat(lastServer()).isEqualTo("peer");
    }

    /** A name among them would have to be looked up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 web1.example 10.0.0.1 4711 80",
                "PROXY TCP4 10.181.1.12 balancer.example 4711 80",
                "PROXY TCP4 localhost localhost 4711 80",
                "PROXY TCP4 10.181.1.12 10.0.0.1 4711",
                "PROXY TCP4 10.181.1.12 10.0.0.1 port 80",
                "PROXY TCP4",
                "PROXY ",
                "PROXY TCP4 10.181.1.12 10.0.0.1 4711 80 and so on, with no end in sight: it is longer than any line can be",
            })
    void aLineThatIsNoneIsCutOff(String line) throws IOException {
        int before = mock.requests().size();
        assertThat(Wire.raw(mock.baseUri(), line + "\r\n" + GET)).isEmpty();
        assertThat(mock.requests()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "GARBAGE", "\u0016"})
    void whatIsNoHeaderIsNotWaitedFor(String shorterThanAnyHeader) throws IOException {
        assertThat(Wire.raw(mock.baseUri(), shorterThanAnyHeader + "\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aLineMayComeInPieces() throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.setTcpNoDelay(true);
            for (byte each : "PROXY TCP4 10.181.1.12 10.0.0.1 4711 80\r\n".getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(each);
            }
            assertThat(Wire.raw(socket, GET)).startsWith("HTTP/1.1 200 ");
            assertThat(lastServer()).isEqualTo("four");
        }
    }
}
