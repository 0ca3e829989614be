package io.github.rackconnectmock.standalone.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.Base64;

/**
 * The least that a server on Netty does: one event loop, the HTTP codec, and the same answer to every request. It is
 * what the mock's own work is measured against.
 */
public final class BareNetty {
    private BareNetty() {}

    /**
     * Serves until the process ends.
     *
     * @param arguments port, content type, and body in base64
     */
    public static void main(String[] arguments) throws InterruptedException {
        byte[] bytes = Base64.getDecoder().decode(arguments[2]);
        // A constant that no write may release.
        ByteBuf body = Unpooled.unreleasableBuffer(
                        Unpooled.directBuffer(bytes.length).writeBytes(bytes))
                .asReadOnly();
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .newHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, arguments[1])
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length));
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new ConstantAnswer(headers, body));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    /** A write or close that fails closes the connection, so nothing waits for their futures. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static final class ConstantAnswer extends ChannelInboundHandlerAdapter {
        private final HttpHeaders headers;
        private final ByteBuf body;
        private boolean keepAlive = true;

        ConstantAnswer(HttpHeaders headers, ByteBuf body) {
            this.headers = headers;
            this.body = body;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                keepAlive = HttpUtil.isKeepAlive(request);
            }
            if (message instanceof LastHttpContent) {
                FullHttpResponse response = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.OK,
                        body.duplicate(),
                        headers,
                        LastHttpContent.EMPTY_LAST_CONTENT.trailingHeaders());
                if (keepAlive) {
                    context.write(response, context.voidPromise());
                } else {
                    context.write(response).addListener(ChannelFutureListener.CLOSE);
                }
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
