package io.github.rackconnectmock.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Speaks TLS from its first byte on. The certificate may have to be made first, which takes long and happens elsewhere; until
 * then what comes is kept.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class TlsStarter extends ChannelInboundHandlerAdapter {
    /** A ClientHello is some hundred bytes; this is more than any needs before it is answered. */
    private static final int MOST_WAITING = 64 * 1024;

    private final HttpFront front;
    private final HttpConnection connection;
    private final Client client;
    private final boolean plainToo;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean asked;

    /**
     * A handler that is replaced by those of TLS and HTTP.
     *
     * @param plainToo whether a first byte that isn't TLS's begins a plain request, as in a tunnel
     */
    TlsStarter(HttpFront front, HttpConnection connection, Client client, boolean plainToo) {
        this.front = front;
        this.connection = connection;
        this.client = client;
        this.plainToo = plainToo;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        // The decoder that CONNECT came through still hands on the end of that request.
        if (!(read instanceof ByteBuf bytes) || !bytes.isReadable()) {
            ReferenceCountUtil.release(read);
            return;
        }
        waiting.add(bytes);
        waitingBytes += bytes.readableBytes();
        if (asked) {
            if (waitingBytes > MOST_WAITING) {
                context.close();
            }
            return;
        }
        asked = true;
        if (plainToo && bytes.getByte(bytes.readerIndex()) != HttpFront.TLS_HANDSHAKE) {
            connection.begin(client);
            pass(context);
        } else {
            front.whenTlsIsReady(ready -> start(context, ready), failure -> connection.drop());
        }
    }

    private void start(ChannelHandlerContext context, SSLContext tls) {
        if (context.isRemoved()) {
            return;
        }
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(false);
        ChannelPipeline pipeline = context.pipeline();
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(HttpFront.HEAD_MILLIS);
        // The client may be gone; what is under way is told by then.
        handler.setCloseNotifyFlushTimeoutMillis(0);
        pipeline.addAfter(context.name(), null, handler);
        connection.begin(client.withTls());
        pass(context);
    }

    private void pass(ChannelHandlerContext context) {
        for (ByteBuf bytes = waiting.poll(); bytes != null; bytes = waiting.poll()) {
            context.fireChannelRead(bytes);
        }
        context.fireChannelReadComplete();
        context.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
