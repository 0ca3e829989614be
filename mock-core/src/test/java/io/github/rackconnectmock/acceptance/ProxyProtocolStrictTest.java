package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Headers of the PROXY protocol: what isn't exactly the protocol is dropped, where it names no address the real peer asks,
 * and what only begins like a header is no header.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyProtocolStrictTest {
    private static final String GET =
            "GET /v1/automation_status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String VERSION_2 = "\r\n\r\n\0\r\nQUIT\n";

    /** From 10.181.1.12 to 10.0.0.1, port 4711 to 443. */
    private static final String FOUR = "\n\u00b5\u0001\f\n\0\0\u0001\u0012g\u0001\u00bb";

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("peer").sourceIp("127.0.0.1"))
                    .server(CloudServer.named("four").sourceIp("10.181.1.12"))
                    .build())
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    private static String header(int versionAndCommand, int family, String content) {
        return VERSION_2
                + (char) versionAndCommand
                + (char) family
                + (char) (content.length() >> 8)
                + (char) (content.length() & 0xff)
                + content;
    }

    private void assertDropped(String header) throws IOException {
        int before = mock.requests().size();
        for (URI base : List.of(mock.baseUri(), mock.httpsUri())) {
            assertThat(untilTheEnd(base, header + GET)).isEmpty();
        }
        assertThat(mock.requests()).hasSize(before);
    }

    private static String untilTheEnd(URI base, String request) throws IOException {
        try {
            return Wire.raw(base, request);
        } catch (SocketException reset) {
            return "";
        }
    }

    private void assertAsks(String server, String header) throws IOException {
        assertThat(Wire.raw(mock.baseUri(), header + GET)).startsWith("HTTP/1.1 200 ");
        assertThat(mock.requests().get(mock.requests().size() - 1).server()).isEqualTo(server);
        try (Socket socket = Wire.connect(mock.httpsUri())) {
            socket.getOutputStream().write(header.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(Wire.raw(Wire.tls(socket, mock.sslContext(), "localhost"), GET))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(mock.requests().get(mock.requests().size() - 1).server()).isEqualTo(server);
        }
    }

    @Test
    void aHeaderWithAnAddressIsBelieved() throws IOException {
        assertAsks("four", header(0x21, 0x11, FOUR));
    }

    @ParameterizedTest
    @CsvSource({
        "0x22, 0x11",
        "0x2f, 0x11",
        "0x11, 0x11",
        "0x31, 0x11",
        "0x01, 0x11",
        "0x21, 0x12",
        "0x21, 0x13",
        "0x21, 0x1f",
        "0x21, 0x41",
        "0x21, 0xf1",
        "0x21, 0x10",
    })
    void anUnassignedCommandVersionFamilyOrTransportIsDropped(String command, String family) throws IOException {
        assertDropped(header(Integer.decode(command), Integer.decode(family), FOUR));
    }

    @Test
    void aContentThatIsTooShortForItsFamilyIsDropped() throws IOException {
        assertDropped(header(0x21, 0x11, FOUR.substring(1)));
        assertDropped(header(0x21, 0x21, FOUR));
        assertDropped(header(0x21, 0x11, ""));
    }

    @ParameterizedTest
    @CsvSource({"0x20, 0x00", "0x20, 0x11", "0x20, 0x21", "0x21, 0x00"})
    void whereTheHeaderNamesNoAddressTheRealPeerAsks(String command, String family) throws IOException {
        for (String content : List.of("", FOUR, FOUR.repeat(18))) {
            assertAsks("peer", header(Integer.decode(command), Integer.decode(family), content));
        }
    }

    /** A type, a length in two bytes, and what it says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0001\0\bhttp/1.1",
                "\u0002\0!dfw.api.rackconnect.rackspace.com",
                "\u0004\0\0",
                "\u0005\0\u0004uniq",
                "\u00ea\0\u0006\u0001vpc-1",
                "\u0001\0\u0002h2\u0004\0\u0003\0\0\0\u0003\0\u0004abcd",
            })
    void furtherFieldsAreReadOver(String fields) throws IOException {
        assertAsks("four", header(0x21, 0x11, FOUR + fields));
    }

    @Test
    void fieldsMayBeLong() throws IOException {
        assertAsks("four", header(0x21, 0x11, FOUR + "\u0004\u0008\0" + "\0".repeat(0x800)));
    }

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
            })
    void aLineThatIsNotExactlyTheProtocolIsDropped(String line) throws IOException {
        assertDropped(line + "\r\n");
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

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r\n\r\n", "\n", "\r\n\r\n\r\n"})
    void emptyLinesBeginLikeVersion2AndAreNoHeader(String lines) throws IOException {
        assertThat(Wire.raw(mock.baseUri(), lines + GET)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aHeaderMayComeByteByByte() throws IOException {
        String line = "PROXY TCP4 10.181.1.12 10.0.0.1 4711 80\r\n";
        String tlvs = header(0x21, 0x11, FOUR + "\u0001\0\bhttp/1.1");
        for (String header : List.of(line, tlvs, header(0x21, 0x11, FOUR))) {
            try (Socket socket = Wire.connect(mock.baseUri())) {
                sendSingly(socket, header + GET);
                assertThat(Wire.raw(socket, "")).startsWith("HTTP/1.1 200 ");
                assertThat(mock.requests().get(mock.requests().size() - 1).server())
                        .isEqualTo("four");
            }
            try (Socket socket = Wire.connect(mock.httpsUri())) {
                sendSingly(socket, header);
                assertThat(Wire.raw(Wire.tls(socket, mock.sslContext(), "localhost"), GET))
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    private static void sendSingly(Socket socket, String text) throws IOException {
        socket.setTcpNoDelay(true);
        for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            socket.getOutputStream().write(each);
        }
    }
}
