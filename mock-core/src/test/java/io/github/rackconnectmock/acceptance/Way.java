package io.github.rackconnectmock.acceptance;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The ways a client can come to a mock with a TLS port. */
enum Way {
    PLAIN(false, false, Before.NOTHING),
    PLAIN_BEHIND_PROXY_V1(false, false, Before.VERSION_1),
    PLAIN_BEHIND_PROXY_V2(false, false, Before.VERSION_2),
    PLAIN_TUNNEL(false, true, Before.NOTHING),
    PLAIN_TUNNEL_BEHIND_PROXY_V1(false, true, Before.VERSION_1),
    PLAIN_TUNNEL_BEHIND_PROXY_V2(false, true, Before.VERSION_2),
    TLS(true, false, Before.NOTHING),
    TLS_BEHIND_PROXY_V1(true, false, Before.VERSION_1),
    TLS_BEHIND_PROXY_V2(true, false, Before.VERSION_2),
    TUNNEL(true, true, Before.NOTHING),
    TUNNEL_BEHIND_PROXY_V1(true, true, Before.VERSION_1),
    TUNNEL_BEHIND_PROXY_V2(true, true, Before.VERSION_2);

    private enum Before {
        NOTHING,
        VERSION_1,
        VERSION_2
    }

    private final boolean tls;
    private final boolean tunnel;
    private final Before before;

    Way(boolean tls, boolean tunnel, Before before) {
        this.tls = tls;
        this.tunnel = tunnel;
        this.before = before;
    }

    /** Whether the client's address is the one that the PROXY protocol says, instead of its own. */
    boolean saysAddress() {
        return before != Before.NOTHING;
    }

    /**
     * An open connection, ready for a request to DFW's host.
     *
     * @param source the IPv4 address that a PROXY protocol's header says, where the way has one
     */
    Socket open(RackConnectMockServer mock, String source) throws IOException {
        if (Wire.AWAKE) {
            mock.wireMock();
        }
        URI base = tls && !tunnel ? mock.httpsUri() : mock.baseUri();
        Socket socket = Wire.connect(base);
        if (before == Before.VERSION_1) {
            String line = "PROXY TCP4 " + source + " 10.0.0.1 4711 443\r\n";
            socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
        } else if (before == Before.VERSION_2) {
            socket.getOutputStream().write(version2(source));
        }
        if (tunnel) {
            int port = tls ? 443 : 80;
            int status = Wire.connectTunnel(socket, Region.DFW.host(), port).status();
            if (status != 200) {
                throw new IOException("no tunnel to port " + port + ": " + status);
            }
        }
        return tls ? Wire.tls(socket, mock.sslContext(), Region.DFW.host()) : socket;
    }

    private static byte[] version2(String source) throws IOException {
        byte[] header =
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\fSSSSDDDD\u0012g\u0001\u00bb".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(InetAddress.getByName(source).getAddress(), 0, header, 16, 4);
        return header;
    }
}
