package io.github.rackconnectmock.internal.wiremock.jetty;

import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.http.HttpVersion;
import wiremock.org.eclipse.jetty.io.Connection;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.io.ssl.SslConnection;
import wiremock.org.eclipse.jetty.server.Connector;
import wiremock.org.eclipse.jetty.server.SslConnectionFactory;
import wiremock.org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Makes a client's connection itself the tunnel: TLS begins on the connection that CONNECT came on, and its requests are
 * answered there. There is no second socket, so the source address, resets and all else are the client's own.
 */
final class TunnelConnectionFactory extends SslConnectionFactory {
    TunnelConnectionFactory(SslContextFactory.Server tls) {
        super(tls, HttpVersion.HTTP_1_1.asString());
    }

    /** The connection that takes over after the answer to CONNECT. */
    Connection open(Connector connector, EndPoint endPoint, Tunnel tunnel) {
        Connection connection = newConnection(connector, endPoint);
        ((TunnelConnection) connection).tunnel = tunnel;
        return connection;
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        return new TunnelConnection(connector, endPoint, engine);
    }

    /** The tunnel that an end point is at the end of; {@code null} for none. */
    static @Nullable Tunnel of(EndPoint endPoint) {
        return endPoint instanceof SslConnection.DecryptedEndPoint decrypted
                        && decrypted.getSslConnection() instanceof TunnelConnection connection
                ? connection.tunnel
                : null;
    }

    private static final class TunnelConnection extends SslConnection {
        private volatile @Nullable Tunnel tunnel;

        TunnelConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
            super(connector.getByteBufferPool(), connector.getExecutor(), endPoint, engine);
        }
    }
}
