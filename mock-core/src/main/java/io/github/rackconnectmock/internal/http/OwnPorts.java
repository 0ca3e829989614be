package io.github.rackconnectmock.internal.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ports of single servers, each closed while a scenario says that nothing listens there. Meanwhile the port is kept by a
 * socket that is bound and doesn't listen, so that no other program gets it. Used on the event loop only.
 */
// What fails is tried again.
@SuppressWarnings("FutureReturnValueIgnored")
final class OwnPorts {
    /** How late a port may follow the mock's time when it runs. */
    private static final long TICK_MILLIS = 10;

    private static final long AGAIN_MILLIS = 1;
    private static final int MOST_TRIES = 1_000;

    private final EventLoop loop;
    private final BiFunction<Integer, String, ChannelFuture> bind;
    private final Predicate<String> listens;
    private final BooleanSupplier mayChange;
    private final Map<String, Port> ports = new LinkedHashMap<>();
    private @Nullable ScheduledFuture<?> timer;
    private boolean closed;

    /** A port, which is open, closed, or on its way from one to the other. */
    private static final class Port {
        final InetSocketAddress address;

        @Nullable
        Channel open;

        @Nullable
        ChannelFuture opening;

        @Nullable
        SocketChannel keeper;

        Port(Channel open) {
            this.address = (InetSocketAddress) open.localAddress();
            this.open = open;
        }
    }

    /**
     * No ports yet.
     *
     * @param bind listens on a port for a server
     * @param listens whether something listens now at a server's port
     * @param mayChange whether the scenario can say that nothing listens
     */
    OwnPorts(
            EventLoop loop,
            BiFunction<Integer, String, ChannelFuture> bind,
            Predicate<String> listens,
            BooleanSupplier mayChange) {
        this.loop = loop;
        this.bind = bind;
        this.listens = listens;
        this.mayChange = mayChange;
    }

    /** A port that listens for a server. */
    void add(String server, Channel open) {
        ports.put(server, new Port(open));
    }

    /** Closes all for good. */
    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel(false);
        }
        for (Port port : ports.values()) {
            if (port.open != null) {
                port.open.close();
            }
            if (port.opening != null) {
                port.opening.channel().close();
            }
            release(port);
        }
        ports.clear();
    }

    /** Opens and closes ports as the scenario says now, then calls back. */
    void update(Runnable done) {
        update(done, MOST_TRIES);
    }

    private void update(Runnable done, int tries) {
        if (ports.isEmpty()) {
            done.run();
            return;
        }
        boolean settled = true;
        boolean mayChangeByTime = mayChange.getAsBoolean();
        watch(mayChangeByTime);
        // A scenario that was loaded meanwhile opens what another closed.
        if (mayChangeByTime || ports.values().stream().anyMatch(port -> port.open == null)) {
            for (Map.Entry<String, Port> each : ports.entrySet()) {
                boolean wanted = listens.test(each.getKey());
                settled &= wanted ? opens(each.getKey(), each.getValue()) : closes(each.getValue());
            }
        }
        if (settled || tries == 0 || closed) {
            done.run();
        } else {
            loop.schedule(() -> update(done, tries - 1), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Looks at the time again and again, where it matters. */
    private void watch(boolean mayChangeByTime) {
        if (mayChangeByTime && timer == null && !closed) {
            timer = loop.scheduleWithFixedDelay(
                    () -> update(() -> {}), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        } else if (!mayChangeByTime && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Whether the port is open. If not, it is on its way. */
    private boolean opens(String server, Port port) {
        if (port.open != null) {
            return true;
        }
        if (port.opening == null) {
            port.opening = bind.apply(port.address.getPort(), server);
        }
        boolean opened = opened(port);
        if (opened) {
            release(port);
        }
        return opened;
    }

    /** Whether a port that is on its way to be open has come to it. */
    private static boolean opened(Port port) {
        ChannelFuture opening = port.opening;
        if (opening == null || !opening.isDone()) {
            return false;
        }
        port.opening = null;
        if (!opening.isSuccess()) {
            // Not every system lets two sockets be bound to one port.
            release(port);
            return false;
        }
        port.open = opening.channel();
        return true;
    }

    /** Whether the port is closed. A channel that is closed may still listen until the loop has looked at it once more. */
    private static boolean closes(Port port) {
        if (port.opening != null && !opened(port)) {
            return false;
        }
        if (port.open != null) {
            port.open.close();
            port.open = null;
        }
        if (port.keeper == null) {
            port.keeper = keeper(port.address);
        }
        return port.keeper != null;
    }

    private static @Nullable SocketChannel keeper(InetSocketAddress address) {
        SocketChannel made = null;
        try {
            made = SocketChannel.open();
            made.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            made.bind(address);
            return made;
        } catch (IOException e) {
            closeQuietly(made);
            return null;
        }
    }

    private static void release(Port port) {
        closeQuietly(port.keeper);
        port.keeper = null;
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
