package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is open in this process, as Linux reports it. */
class NothingElseListensTest {
    private static final Path SELF = Path.of("/proc/self");
    private static final String LISTENING = "0A";

    private record Endpoint(InetAddress address, int port) {}

    private record Connection(Endpoint local, Endpoint remote, String state) {}

    @Test
    void onlyTheBoundAddressIsListenedOnAndNoOtherServerIsAsked() throws IOException {
        assumeTrue(Files.isReadable(SELF.resolve("net/tcp")), "left out: this isn't Linux");
        Set<Connection> before = open();
        try (RackConnectMockServer mock =
                        RackConnectMockServer.builder().httpsPort(0).start();
                Socket tunnel = Way.TUNNEL.open(mock, "none");
                Socket refused = Wire.connect(mock.baseUri())) {
            URI serversPort = URI.create("https://ord.api.rackconnect.rackspace.com/");
            int portOfWeb1 = ((InetSocketAddress) mock.proxySelector("web1")
                            .select(serversPort)
                            .get(0)
                            .address())
                    .getPort();
            assertThat(Wire.send(tunnel, "GET", "/v1/automation_status").status())
                    .isEqualTo(200);
            // An address without a host (RFC 5737): a program that asked it would still be waiting.
            assertThat(Wire.send(refused, "CONNECT", "192.0.2.1:443").status()).isEqualTo(403);

            Set<Connection> opened = new LinkedHashSet<>(open());
            opened.removeAll(before);

            InetAddress bound = InetAddress.getLoopbackAddress();
            assertThat(opened)
                    .filteredOn(connection -> connection.state().equals(LISTENING))
                    .extracting(Connection::local)
                    .containsExactlyInAnyOrder(
                            new Endpoint(bound, mock.port()),
                            new Endpoint(bound, mock.httpsUri().getPort()),
                            new Endpoint(bound, portOfWeb1));
            assertThat(opened)
                    .filteredOn(connection -> !connection.state().equals(LISTENING))
                    .isNotEmpty()
                    .allSatisfy(connection -> assertThat(
                                    connection.remote().address().isLoopbackAddress())
                            .isTrue());
        }
    }

    /** The TCP sockets of this process. */
    private static Set<Connection> open() throws IOException {
        Set<String> own;
        try (Stream<Path> descriptors = Files.list(SELF.resolve("fd"))) {
            own = descriptors.map(NothingElseListensTest::target).collect(Collectors.toSet());
        }
        Set<Connection> open = new LinkedHashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : Files.readAllLines(SELF.resolve(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (own.contains("socket:[" + fields[9] + "]")) {
                    open.add(new Connection(endpoint(fields[1]), endpoint(fields[2]), fields[3]));
                }
            }
        }
        return open;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }

    /** Such as {@code 0100007F:1F90}: words of 32 bits, each with its lowest byte first. */
    private static Endpoint endpoint(String text) {
        String[] parts = text.split(":", -1);
        byte[] bytes = HexFormat.of().parseHex(parts[0]);
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = bytes[i / 4 * 4 + 3 - i % 4];
        }
        try {
            return new Endpoint(InetAddress.getByAddress(address), Integer.parseInt(parts[1], 16));
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
