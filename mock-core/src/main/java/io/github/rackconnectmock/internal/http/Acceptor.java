package io.github.rackconnectmock.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Sets up each new connection of a port. */
final class Acceptor extends ChannelInitializer<SocketChannel> {
    private final HttpFront front;
    private final boolean speaksTls;
    private final @Nullable String server;

    /**
     * An acceptor of one port.
     *
     * @param speaksTls whether TLS is spoken there from the first byte on
     * @param server the server that every client of the port is; {@code null} for none
     */
    Acceptor(HttpFront front, boolean speaksTls, @Nullable String server) {
        this.front = front;
        this.speaksTls = speaksTls;
        this.server = server;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        Client client = new Client(channel.remoteAddress().getAddress(), server, null, false);
        HttpConnection connection = new HttpConnection(front, client);
        channel.pipeline().addLast(connection);
        if (server == null) {
            channel.pipeline()
                    .addFirst(new ProxyProtocolDetector(named -> begin(
                            channel, connection, named.map(client::withPeer).orElse(client))));
        } else {
            begin(channel, connection, client);
        }
        channel.pipeline().addFirst(new Counter(connection));
    }

    private void begin(SocketChannel channel, HttpConnection connection, Client known) {
        if (speaksTls) {
            String next = channel.pipeline().context(connection).name();
            channel.pipeline()
                    .addBefore(
                            next,
                            null,
                            new ClientHelloReader(host -> channel.pipeline()
                                    .addBefore(next, null, TlsStarter.of(front, connection, known, host))));
        } else {
            connection.begin(known);
        }
    }

    /** Counts the bytes that come, before any handler keeps them. */
    private static final class Counter extends ChannelInboundHandlerAdapter {
        private final HttpConnection connection;

        Counter(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            connection.received(((ByteBuf) read).readableBytes());
            context.fireChannelRead(read);
        }
    }
}
