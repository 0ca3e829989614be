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

/** A mock, and a client that acts as the load balancer before it. */
final class ProxyProtocolClient implements AutoCloseable {
    static final String GET = "GET /v1/automation_status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    /** From 10.181.1.12 to 10.0.0.1, port 4711 to 443, in version 2. */
    static final String FOUR = "\n\u00b5\u0001\f\n\0\0\u0001\u0012g\u0001\u00bb";

    final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("peer").sourceIp("127.0.0.1"))
                    .server(CloudServer.named("four").sourceIp("10.181.1.12"))
                    .server(CloudServer.named("six").sourceIp("fd00::12"))
                    .build())
            .start();

    @Override
    public void close() {
        mock.close();
    }

    /** A header of version 2. */
    static String version2(int versionAndCommand, int family, String content) {
        return "\r\n\r\n\0\r\nQUIT\n"
                + (char) versionAndCommand
                + (char) family
                + (char) (content.length() >> 8)
                + (char) (content.length() & 0xff)
                + content;
    }

    String lastServer() {
        return String.valueOf(mock.requests().get(mock.requests().size() - 1).server());
    }

    /** The connection is closed, on both ports, and nothing is answered. */
    void assertDropped(String header) throws IOException {
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

    /** The request is this server's, on both ports. */
    void assertAsks(String server, String header) throws IOException {
        assertThat(Wire.raw(mock.baseUri(), header + GET)).startsWith("HTTP/1.1 200 ");
        assertThat(lastServer()).isEqualTo(server);
        try (Socket socket = Wire.connect(mock.httpsUri())) {
            socket.getOutputStream().write(header.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(Wire.raw(Wire.tls(socket, mock.sslContext(), "localhost"), GET))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(lastServer()).isEqualTo(server);
        }
    }

    /** The server is found though each byte comes in a packet of its own, on both ports. */
    void assertMayComeByteByByte(String header, String server) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            sendSingly(socket, header + GET);
            assertThat(Wire.raw(socket, "")).startsWith("HTTP/1.1 200 ");
            assertThat(lastServer()).isEqualTo(server);
        }
        try (Socket socket = Wire.connect(mock.httpsUri())) {
            sendSingly(socket, header);
            assertThat(Wire.raw(Wire.tls(socket, mock.sslContext(), "localhost"), GET))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(lastServer()).isEqualTo(server);
        }
    }

    private static void sendSingly(Socket socket, String text) throws IOException {
        socket.setTcpNoDelay(true);
        for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            socket.getOutputStream().write(each);
        }
    }
}
