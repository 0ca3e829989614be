package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Opening;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
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
import org.jspecify.annotations.Nullable;

/**
 * Speaks TLS from its first byte on, unless a fault strikes. The certificate may have to be made first, which takes long and
 * happens elsewhere, and a fault may have it wait; until then what comes is kept.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class TlsStarter extends ChannelInboundHandlerAdapter {
    /** A ClientHello is some hundred bytes; this is more than any needs before it is answered. */
    private static final int MOST_WAITING = 64 * 1024;

    private final HttpFront front;
    private final HttpConnection connection;
    private final Client client;
    private final @Nullable String host;
    private final boolean plainToo;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean held;
    private boolean asked;
    private boolean deaf;

    private TlsStarter(
            HttpFront front, HttpConnection connection, Client client, @Nullable String host, boolean plainToo) {
        this.front = front;
        this.connection = connection;
        this.client = client;
        this.host = host;
        this.plainToo = plainToo;
    }

    /**
     * A handler that is replaced by those of TLS and HTTP.
     *
     * @param host the host that the client names; {@code null} for none
     */
    static TlsStarter of(HttpFront front, HttpConnection connection, Client client, @Nullable String host) {
        return new TlsStarter(front, connection, client, host, false);
    }

    /** The same in a tunnel, where a first byte that isn't TLS's begins a plain request. */
    static TlsStarter inTunnel(HttpFront front, HttpConnection connection, Client client) {
        return new TlsStarter(front, connection, client, client.tunnel(), true);
    }

    /** Only keeps what comes, until it goes on. */
    void hold() {
        held = true;
    }

    /** Goes on with what has come. */
    void goOn(ChannelHandlerContext context) {
        held = false;
        if (!waiting.isEmpty()) {
            begin(context);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        // The decoder that CONNECT came through still hands on the end of that request.
        if (deaf || !(read instanceof ByteBuf bytes) || !bytes.isReadable()) {
            ReferenceCountUtil.release(read);
            return;
        }
        waiting.add(bytes);
        waitingBytes += bytes.readableBytes();
        if (waitingBytes > MOST_WAITING) {
            context.close();
        } else if (!held && !asked) {
            begin(context);
        }
    }

    private void begin(ChannelHandlerContext context) {
        asked = true;
        ByteBuf first = waiting.element();
        if (plainToo && first.getByte(first.readerIndex()) != HttpFront.TLS_HANDSHAKE) {
            connection.begin(client);
            pass(context);
            return;
        }
        Opening opening = front.dispatcher().opening(Fault.Stage.TLS, client, host);
        connection.opens(opening);
        AppliedFault fault = opening.fault();
        if (fault == null) {
            startTls(context, null);
        } else {
            connection.later(fault.delay(), () -> strike(context, fault.effect()));
        }
    }

    private void strike(ChannelHandlerContext context, FaultEffect fault) {
        if (fault instanceof FaultEffect.Delay) {
            startTls(context, null);
        } else if (fault instanceof FaultEffect.Certificate certificate) {
            startTls(context, certificate.problem());
        } else if (fault instanceof FaultEffect.Hang) {
            deaf = true;
            release();
            connection.ignore();
        } else if (fault instanceof FaultEffect.Empty) {
            context.close();
        } else {
            connection.reset();
        }
    }

    /** @param problem what is to be wrong with the certificate; {@code null} for nothing */
    private void startTls(ChannelHandlerContext context, FaultEffect.Certificate.@Nullable Problem problem) {
        front.whenTlsIsReady(problem, ready -> start(context, ready), failure -> connection.drop());
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
        release();
    }

    private void release() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
