package io.github.rackconnectmock.internal.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The open connections of a front: what they hold together, and when their patience ends. Used on the event loop only. */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connections {
    private static final int DRAIN_MILLIS = 2;

    /** Each is asked a few times a second what there is to tell. */
    static final int MOST_STREAMS = 32;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final long sweepMillis;
    private final long start;
    private final Set<HttpConnection> open = new HashSet<>();
    private final ByteBudget budget;
    private @Nullable ScheduledFuture<?> ticks;
    private int tick;
    private boolean stopping;
    private int streams;

    /**
     * No connections yet.
     *
     * @param mostBytes what they may hold together
     * @param nanoTime the time that their patience goes by, in nanoseconds
     * @param sweepMillis how often they are looked at
     */
    Connections(EventLoop loop, long mostBytes, LongSupplier nanoTime, long sweepMillis) {
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.sweepMillis = sweepMillis;
        this.start = nanoTime.getAsLong();
        this.budget = new ByteBudget(mostBytes, open);
    }

    ByteBudget budget() {
        return budget;
    }

    /** Seconds since the start, as coarse as a connection's patience. */
    int tick() {
        return tick;
    }

    /** Whether each answer is its connection's last. */
    boolean isStopping() {
        return stopping;
    }

    void opened(HttpConnection connection) {
        open.add(connection);
        if (ticks == null && !stopping) {
            ticks = loop.scheduleAtFixedRate(this::sweep, sweepMillis, sweepMillis, TimeUnit.MILLISECONDS);
        }
    }

    void closed(HttpConnection connection) {
        open.remove(connection);
    }

    /** An answer begins that goes on until its client leaves; whether there may be one more. */
    boolean opensStream() {
        if (streams >= MOST_STREAMS) {
            return false;
        }
        streams++;
        return true;
    }

    void closedStream() {
        streams--;
    }

    private void sweep() {
        tick = (int) ((nanoTime.getAsLong() - start) / NANOS_PER_SECOND);
        for (HttpConnection connection : List.copyOf(open)) {
            connection.sweep(tick);
        }
    }

    /**
     * Finishes the answers that are due in time, and drops all other connections.
     *
     * @param deadline as {@link System#nanoTime} tells it
     * @param ended called when all are closed
     */
    void stop(long deadline, Runnable ended) {
        stopping = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
        List.copyOf(open).forEach(connection -> connection.stop(deadline));
        drain(deadline, ended);
    }

    private void drain(long deadline, Runnable ended) {
        if (open.stream().allMatch(HttpConnection::isIdle) || System.nanoTime() - deadline >= 0) {
            List.copyOf(open).forEach(HttpConnection::drop);
            // The system frees a port only when the loop selects again, and it selects before it runs what is
            // scheduled.
            loop.schedule(ended, 0, TimeUnit.NANOSECONDS);
        } else {
            loop.schedule(() -> drain(deadline, ended), DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
