package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.api.Exchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The last exchanges, bounded by count and by bytes, the oldest forgotten first. Safe for use by several threads. */
public final class RequestJournal {
    private final int size;
    private final long mostBytes;
    private final Consumer<Exchange> ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final ArrayDeque<Exchange> exchanges = new ArrayDeque<>();
    private long bytes;
    private long received;
    private long changes;
    private int waiting;

    /**
     * An empty journal.
     *
     * @param size how many exchanges it holds at most, 0 or more
     * @param mostBytes about how many bytes of memory they take at most
     * @param ended gets each exchange when it has ended, on the event loop, so it must not wait
     */
    public RequestJournal(int size, long mostBytes, Consumer<Exchange> ended) {
        this.size = size;
        this.mostBytes = mostBytes;
        this.ended = ended;
    }

    /** Adds an exchange and gives it its number. */
    public void add(Exchange exchange) {
        lock.lock();
        try {
            exchange.number(++received);
            if (size > 0) {
                exchanges.addLast(exchange);
                bytes += exchange.weight();
                while (exchanges.size() > size || bytes > mostBytes) {
                    bytes -= exchanges.removeFirst().weight();
                }
            }
            change();
        } finally {
            lock.unlock();
        }
    }

    /** Says what became of an exchange. */
    public void end(Exchange exchange, Exchange.Outcome outcome) {
        if (!exchange.end(outcome)) {
            return;
        }
        lock.lock();
        try {
            change();
        } finally {
            lock.unlock();
        }
        ended.accept(exchange);
    }

    /** The exchanges it holds, the oldest first; a copy. */
    public List<Exchange> exchanges() {
        lock.lock();
        try {
            return new ArrayList<>(exchanges);
        } finally {
            lock.unlock();
        }
    }

    /** How many exchanges there were since the last {@link #clear}, those forgotten included. */
    public long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all exchanges and counts from 1 again. */
    public void clear() {
        lock.lock();
        try {
            exchanges.clear();
            bytes = 0;
            received = 0;
            change();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets those exchanges that are as wanted. They stay counted. */
    public void remove(Predicate<Exchange> unwanted) {
        lock.lock();
        try {
            exchanges.removeIf(exchange -> {
                boolean removed = unwanted.test(exchange);
                bytes -= removed ? exchange.weight() : 0;
                return removed;
            });
            change();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the exchanges are as wanted. The predicate runs on the caller's thread, outside the lock, so that it may
     * take its time and ask the mock.
     *
     * @param timeout how long to wait at most, in real time
     * @return whether they came to be as wanted in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean await(Predicate<List<Exchange>> wanted, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long seen;
            List<Exchange> now;
            lock.lock();
            try {
                seen = changes;
                now = new ArrayList<>(exchanges);
            } finally {
                lock.unlock();
            }
            if (wanted.test(now)) {
                return true;
            }
            if (!awaitChange(seen, deadline)) {
                return false;
            }
        }
    }

    private boolean awaitChange(long seen, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting++;
            while (changes == seen) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(left);
            }
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private void change() {
        changes++;
        if (waiting > 0) {
            changed.signalAll();
        }
    }
}
