package io.github.rackconnectmock.internal.http;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one event loop that all mocks of a JVM share: a daemon thread that begins with the first mock and ends soon after the
 * last is closed. Safe for use by several threads.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class SharedEventLoop {
    /** A test class closes one mock and starts the next: the thread is worth keeping that long. */
    private static final long LINGER_MILLIS = 500;

    private static final Object LOCK = new Object();

    private static final State STATE = new State();

    /** Guarded by the lock. */
    private static final class State {
        private @Nullable MultiThreadIoEventLoopGroup group;
        private int users;
        private long releases;
        private long lingerMillis = LINGER_MILLIS;
    }

    private SharedEventLoop() {}

    /** The loop, for as long as it isn't {@linkplain #release released}. */
    static EventLoop acquire() {
        NettyDefaults.apply();
        synchronized (LOCK) {
            MultiThreadIoEventLoopGroup group = STATE.group;
            if (group == null) {
                group = new MultiThreadIoEventLoopGroup(1, SharedEventLoop::thread, NioIoHandler.newFactory());
                STATE.group = group;
            }
            STATE.users++;
            return group.next();
        }
    }

    /** From now on it ends at once with the last mock. The end of a JVM waits 300 ms for a thread that waits for the system. */
    static void dontLinger() {
        synchronized (LOCK) {
            STATE.lingerMillis = 0;
        }
    }

    static void release() {
        synchronized (LOCK) {
            MultiThreadIoEventLoopGroup group = STATE.group;
            STATE.users--;
            if (STATE.users == 0 && group != null) {
                long release = ++STATE.releases;
                group.schedule(() -> endUnlessUsedSince(release), STATE.lingerMillis, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void endUnlessUsedSince(long release) {
        synchronized (LOCK) {
            MultiThreadIoEventLoopGroup group = STATE.group;
            if (STATE.users == 0 && STATE.releases == release && group != null) {
                STATE.group = null;
                group.shutdownGracefully(0, LINGER_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static Thread thread(Runnable loop) {
        Thread thread = new Thread(null, loop, "rackconnect-mock", 0, false);
        thread.setDaemon(true);
        // A thread keeps the class loader of the thread that started it, which may be a test's.
        thread.setContextClassLoader(SharedEventLoop.class.getClassLoader());
        return thread;
    }
}
