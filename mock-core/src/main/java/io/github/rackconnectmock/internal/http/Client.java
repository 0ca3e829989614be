package io.github.rackconnectmock.internal.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, as far as the connection tells.
 *
 * @param peer the address that opened it, or that the PROXY protocol named
 * @param user the server that the forward proxy was told, or whose port was asked; {@code null} for none
 * @param tunnel the host of the tunnel that it has become; {@code null} for none
 * @param tls whether TLS is spoken
 */
record Client(
        InetAddress peer, @Nullable String user, @Nullable String tunnel, boolean tls) {
    Client withPeer(InetAddress named) {
        return new Client(named, user, tunnel, tls);
    }

    Client inTunnel(String host, @Nullable String told) {
        return new Client(peer, told == null ? user : told, host, false);
    }

    Client withTls() {
        return new Client(peer, user, tunnel, true);
    }
}
