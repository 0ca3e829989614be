package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 1 of the PROXY protocol: a load balancer sends the client's address in a line before the first request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyProtocolTest {
    private final ProxyProtocolClient client = new ProxyProtocolClient();
    private final RackConnectMockServer mock = client.mock;

    @AfterAll
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void theAddressIsTheClientsOnEveryWay(Way way) throws IOException {
        try (Socket socket = way.open(mock, "10.181.1.12")) {
            for (int i = 0; i < 2; i++) {
                assertThat(Wire.send(socket, "GET", "/v1/automation_status").status())
                        .isEqualTo(200);
                assertThat(client.lastServer()).isEqualTo(way.saysAddress() ? "four" : "peer");
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
        client.assertAsks(server, line + "\r\n");
    }

    /** A name among them would have to be looked up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 fd00::12 10.0.0.1 4711 80",
                "PROXY TCP4 10.181.1.12 fd00::1 4711 80",
                "PROXY TCP4 fd00::12 fd00::1 4711 80",
                "PROXY TCP6 10.181.1.12 10.0.0.1 4711 80",
                "PROXY TCP6 fd00::12 10.0.0.1 4711 80",
                "PROXY UDP4 10.181.1.12 10.0.0.1 4711 80",
                "PROXY UDP6 fd00::12 fd00::1 4711 80",
                "PROXY TCP5 10.181.1.12 10.0.0.1 4711 80",
                "PROXY tcp4 10.181.1.12 10.0.0.1 4711 80",
                "PROXY TCP4 10.181.1.12 10.0.0.1 4711 65536",
                "PROXY TCP4 10.181.1.12 10.0.0.1 -1 80",
                "PROXY TCP4 10.181.1 10.0.0.1 4711 80",
                "PROXY TCP4 10.181.1.256 10.0.0.1 4711 80",
                "PROXY TCP4 10.181.1.12 10.0.0.1 4711 80 80",
                "PROXY  TCP4 10.181.1.12 10.0.0.1 4711 80",
                "PROXY TCP4 web1.example 10.0.0.1 4711 80",
                "PROXY TCP4 10.181.1.12 balancer.example 4711 80",
                "PROXY TCP4 localhost localhost 4711 80",
                "PROXY TCP4 10.181.1.12 10.0.0.1 4711",
                "PROXY TCP4 10.181.1.12 10.0.0.1 port 80",
                "PROXY TCP4",
                "PROXY ",
                "PROXY TCP4 10.181.1.12 10.0.0.1 4711 80 and so on, with no end in sight: it is longer than any line"
                        + " can be",
            })
    void aLineThatIsNotExactlyTheProtocolIsDropped(String line) throws IOException {
        client.assertDropped(line + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "GARBAGE", "\u0016"})
    void whatIsNoHeaderIsNotWaitedFor(String shorterThanAnyHeader) throws IOException {
        assertThat(Wire.raw(mock.baseUri(), shorterThanAnyHeader + "\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "PATCH", "P", "PROPFIND", "PROX"})
    void aMethodThatBeginsLikeALineIsAMethod(String method) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.send(socket, method, "/v1/automation_status", "Content-Length: 0");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.reason()).isEqualTo("method-not-allowed; method=" + method);
        }
    }

    @Test
    void aLineMayComeInPieces() throws IOException {
        client.assertMayComeByteByByte("PROXY TCP4 10.181.1.12 10.0.0.1 4711 80\r\n", "four");
    }
}
