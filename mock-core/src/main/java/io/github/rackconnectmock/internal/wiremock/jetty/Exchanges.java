package io.github.rackconnectmock.internal.wiremock.jetty;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The exchanges under way. Safe for use by several threads. */
public final class Exchanges {
    // WireMock's Request says nothing of its connection; what handles it, does so on the connection's thread. Not
    // static:
    // each mock has its own exchanges, and no thread outlives its mock.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Exchange> current = new ThreadLocal<>();

    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closed = lock.newCondition();
    private volatile boolean draining;

    /** The exchange that this thread is handling. */
    public Exchange current() {
        Exchange exchange = current.get();
        if (exchange == null) {
            throw new IllegalStateException("no request is being handled on this thread");
        }
        return exchange;
    }

    void enter(Exchange exchange) {
        open.add(exchange);
        current.set(exchange);
    }

    void leave() {
        current.remove();
    }

    void close(Exchange exchange) {
        open.remove(exchange);
        if (draining) {
            lock.lock();
            try {
                closed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until no answer is due any more within the patience, counted from now. Interrupted, it waits no longer. */
    void drain(Duration patience) {
        draining = true;
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && isAnyDue(deadline)) {
                // A closing exchange may slip by between the look and the wait: look again soon.
                closed.awaitNanos(Math.min(left, 5_000_000));
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean isAnyDue(long deadline) {
        long now = System.nanoTime();
        return open.stream().anyMatch(exchange -> exchange.isDueWithin(deadline - now, now));
    }
}
