package io.github.rackconnectmock.internal.wiremock.jetty;

import com.github.tomakehurst.wiremock.core.FaultInjector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.io.SocketChannelEndPoint;
import wiremock.org.eclipse.jetty.io.ssl.SslConnection;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.util.Callback;

/**
 * WireMock's faults on whatever connection a request came by: plain, TLS, through the proxy, behind the PROXY protocol.
 * WireMock's own know only the first two.
 */
final class ConnectionFaults implements FaultInjector {
    private static final byte[] GARBAGE = "\u0007garbage\r\n\u0001\u0002\u0003".getBytes(StandardCharsets.ISO_8859_1);

    private final EndPoint endPoint;

    ConnectionFaults(HttpServletRequest request) {
        this.endPoint = Request.getBaseRequest(request).getHttpChannel().getEndPoint();
    }

    @Override
    public void connectionResetByPeer() {
        Socket socket = socket(endPoint);
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void emptyResponseAndCloseConnection() {
        endPoint.close();
    }

    @Override
    public void malformedResponseChunk() {
        write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII), GARBAGE);
    }

    @Override
    public void randomDataAndCloseConnection() {
        write(GARBAGE);
    }

    private void write(byte[]... parts) {
        ByteBuffer[] buffers = new ByteBuffer[parts.length];
        for (int i = 0; i < parts.length; i++) {
            buffers[i] = ByteBuffer.wrap(parts[i]);
        }
        endPoint.write(Callback.from(endPoint::close), buffers);
    }

    private static Socket socket(EndPoint endPoint) {
        if (endPoint instanceof SslConnection.DecryptedEndPoint decrypted) {
            return socket(decrypted.getSslConnection().getEndPoint());
        }
        if (endPoint instanceof EndPoint.Wrapper wrapper) {
            return socket(wrapper.unwrap());
        }
        return ((SocketChannelEndPoint) endPoint).getChannel().socket();
    }
}
