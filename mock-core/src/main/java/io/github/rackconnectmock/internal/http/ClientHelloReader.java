package io.github.rackconnectmock.internal.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the host that a client names when it begins TLS (RFC 6066, 3), and hands on what it has read. */
final class ClientHelloReader extends AbstractSniHandler<Void> {
    /** More than any client's first message needs. */
    private static final int LONGEST = 64 * 1024;

    private final Consumer<@Nullable String> next;

    /** @param next gets the host, {@code null} for none, and adds the handlers of what follows behind this one */
    ClientHelloReader(Consumer<@Nullable String> next) {
        // Idle connections are closed elsewhere.
        super(LONGEST, 0);
        this.next = next;
    }

    @Override
    protected Future<Void> lookup(ChannelHandlerContext context, @Nullable String host) {
        return context.executor().newSucceededFuture(null);
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, @Nullable String host, Future<Void> done) {
        next.accept(host);
        context.pipeline().remove(this);
    }
}
