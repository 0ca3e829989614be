package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.api.Exchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands each exchange that has ended to a listener, on one thread of its own, in the order in which they ended. No answer waits
 * for it: what comes faster than the listener takes it is left out and counted. Safe for use by several threads.
 */
public final class Follower implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final int SHARE_OF_THE_HEAP = 32;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final long mostBytes;
    private final Consumer<Exchange> listener;
    private final Consumer<String> errors;
    private final Thread thread;
    private final Object lock = new Object();

    // Guarded by the lock.
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
    private long bytes;
    private long leftOut;
    private boolean closing;

    /**
     * Begins to follow. What waits takes a small share of the heap at most.
     *
     * @param listener gets the exchanges; it may take its time, and may fail
     * @param errors gets a line for each failure, and for exchanges that are left out
     */
    public Follower(Consumer<Exchange> listener, Consumer<String> errors) {
        this(listener, errors, Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);
    }

    /** The same, with about how many bytes of memory may wait. */
    Follower(Consumer<Exchange> listener, Consumer<String> errors, long mostBytes) {
        this.listener = listener;
        this.errors = errors;
        this.mostBytes = mostBytes;
        thread = new Thread(null, this::follow, "rackconnect-mock-listener", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    /** Says that an exchange has ended. Never waits for the listener. */
    public void ended(Exchange exchange) {
        synchronized (lock) {
            long weight = exchange.weight();
            if (waiting.size() < MOST_WAITING && bytes + weight <= mostBytes) {
                waiting.add(exchange);
                bytes += weight;
                lock.notifyAll();
            } else {
                leftOut++;
            }
        }
    }

    /** Hands on what is waiting, as long as that goes quickly, and ends. An interrupt of the caller stays set. */
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        // A listener may close the mock.
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        for (Exchange exchange = next(); exchange != null; exchange = next()) {
            tell(exchange);
        }
    }

    /** The next exchange; {@code null} when there is none any more. */
    private @Nullable Exchange next() {
        synchronized (lock) {
            while (waiting.isEmpty() && !closing) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    // Only closing ends it; a listener may have interrupted its own thread.
                }
            }
            Exchange next = waiting.poll();
            bytes -= next == null ? 0 : next.weight();
            return next;
        }
    }

    private void tell(Exchange exchange) {
        try {
            listener.accept(exchange);
        } catch (RuntimeException e) {
            errors.accept("the listener of requests failed: " + e.getMessage());
        }
        long missing;
        synchronized (lock) {
            missing = leftOut;
            leftOut = 0;
        }
        if (missing > 0) {
            errors.accept("the listener of requests is too slow: it was not given " + missing + " requests");
        }
    }
}
