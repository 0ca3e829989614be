package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.scenario.IpLiteral;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells a PROXY protocol header (versions 1 and 2) from all else, as soon as a byte differs: Netty's own detection waits for
 * twelve bytes. What begins like a header and isn't one is cut off.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class ProxyProtocolDetector extends ByteToMessageDecoder {
    private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION_2 = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    private final Consumer<Optional<InetAddress>> next;

    /**
     * A detector.
     *
     * @param next adds the handlers of what follows, behind this one; called once, with the address that a header names, or
     *     none where the real peer asks
     */
    ProxyProtocolDetector(Consumer<Optional<InetAddress>> next) {
        this.next = next;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        boolean first = beginsLike(in, VERSION_1);
        boolean second = beginsLike(in, VERSION_2);
        if (!first && !second) {
            next.accept(Optional.empty());
            context.pipeline().remove(this);
        } else if (in.readableBytes() >= (first ? VERSION_1.length : VERSION_2.length)) {
            context.pipeline()
                    .addAfter(context.name(), null, new Header(next))
                    .addAfter(context.name(), null, new HAProxyMessageDecoder())
                    .remove(this);
        }
    }

    private static boolean beginsLike(ByteBuf in, byte[] start) {
        int length = Math.min(in.readableBytes(), start.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the header says. */
    private static final class Header extends ChannelInboundHandlerAdapter {
        private final Consumer<Optional<InetAddress>> next;

        Header(Consumer<Optional<InetAddress>> next) {
            this.next = next;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (!(read instanceof HAProxyMessage header)) {
                context.fireChannelRead(read);
                return;
            }
            try {
                HAProxyProxiedProtocol protocol = header.proxiedProtocol();
                if (header.command() == HAProxyCommand.LOCAL || protocol == HAProxyProxiedProtocol.UNKNOWN) {
                    next.accept(Optional.empty());
                } else if (protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6) {
                    Optional<InetAddress> named = IpLiteral.parse(String.valueOf(header.sourceAddress()));
                    if (named.isEmpty()) {
                        context.close();
                        return;
                    }
                    next.accept(named);
                } else {
                    context.close();
                    return;
                }
            } finally {
                header.release();
            }
            context.pipeline().remove(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // No header that the protocol knows.
            context.close();
        }
    }
}
