package io.github.rackconnectmock.internal.wiremock.jetty;

import io.github.rackconnectmock.scenario.IpLiteral;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import wiremock.org.eclipse.jetty.io.AbstractConnection;
import wiremock.org.eclipse.jetty.io.Connection;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.server.AbstractConnectionFactory;
import wiremock.org.eclipse.jetty.server.ConnectionFactory;
import wiremock.org.eclipse.jetty.server.Connector;
import wiremock.org.eclipse.jetty.server.DetectorConnectionFactory;
import wiremock.org.eclipse.jetty.server.ProxyConnectionFactory;

/**
 * Stands before Jetty's reader of the PROXY protocol, for what that does badly: it would look a name up that a line of
 * version 1 gives instead of an address, and waits for a whole header where the first byte shows that there is none.
 */
final class ProxyProtocolGuard extends DetectorConnectionFactory {
    ProxyProtocolGuard() {
        super(new BadLine());
    }

    @Override
    protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer buffer) {
        byte first = buffer.get(buffer.position());
        if (first == 'P' || first == '\r') {
            super.nextProtocol(connector, endPoint, buffer);
        } else {
            upgradeToConnectionFactory(afterProxyProtocol(connector), connector, endPoint);
        }
    }

    private static ConnectionFactory afterProxyProtocol(Connector connector) {
        Iterator<ConnectionFactory> factories =
                connector.getConnectionFactories().iterator();
        while (!(factories.next() instanceof ProxyConnectionFactory)) {
            // The next one is looked at.
        }
        return factories.next();
    }

    private static final class BadLine extends AbstractConnectionFactory implements ConnectionFactory.Detecting {
        private static final String PREFIX = "PROXY ";

        /** The longest line there can be, with its end. */
        private static final int LONGEST = 107;

        BadLine() {
            super("bad-proxy-line");
        }

        @Override
        public Detection detect(ByteBuffer buffer) {
            byte[] bytes = new byte[Math.min(LONGEST, buffer.remaining())];
            buffer.duplicate().get(bytes);
            String start = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!start.startsWith(PREFIX.substring(0, Math.min(PREFIX.length(), start.length())))) {
                return Detection.NOT_RECOGNIZED;
            }
            int end = start.indexOf('\r');
            if (end < 0) {
                return bytes.length < LONGEST ? Detection.NEED_MORE_BYTES : Detection.RECOGNIZED;
            }
            return isGood(start.substring(0, end).split(" ", -1)) ? Detection.NOT_RECOGNIZED : Detection.RECOGNIZED;
        }

        private static boolean isGood(String[] fields) {
            return fields[1].equals("UNKNOWN")
                    || (fields.length == 6
                            && IpLiteral.parse(fields[2]).isPresent()
                            && IpLiteral.parse(fields[3]).isPresent());
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            return new CutOff(connector, endPoint);
        }
    }

    private static final class CutOff extends AbstractConnection implements Connection.UpgradeTo {
        CutOff(Connector connector, EndPoint endPoint) {
            super(endPoint, connector.getExecutor());
        }

        @Override
        public void onUpgradeTo(ByteBuffer rest) {}

        @Override
        public void onOpen() {
            super.onOpen();
            close();
        }

        @Override
        public void onFillable() {}
    }
}
