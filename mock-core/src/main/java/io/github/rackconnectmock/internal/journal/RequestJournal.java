package io.github.rackconnectmock.internal.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** The last requests, the oldest forgotten first. Safe for use by several threads. */
public final class RequestJournal {
    private final int size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final ArrayDeque<RecordedRequest> requests = new ArrayDeque<>();
    private long received;

    /**
     * An empty journal.
     *
     * @param size how many requests it holds, 0 or more
     */
    public RequestJournal(int size) {
        this.size = size;
    }

    /** Adds a request, made for its number. */
    public RecordedRequest add(LongFunction<RecordedRequest> request) {
        lock.lock();
        try {
            RecordedRequest recorded = request.apply(++received);
            if (size > 0) {
                if (requests.size() == size) {
                    requests.removeFirst();
                }
                requests.addLast(recorded);
            }
            changed.signalAll();
            return recorded;
        } finally {
            lock.unlock();
        }
    }

    /** The requests it holds, the oldest first; a copy. */
    public List<RecordedRequest> requests() {
        lock.lock();
        try {
            return new ArrayList<>(requests);
        } finally {
            lock.unlock();
        }
    }

    /** How many requests there were since the last {@link #clear}, those forgotten included. */
    public long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all requests and counts from 1 again. */
    public void clear() {
        lock.lock();
        try {
            requests.clear();
            received = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until its requests are as wanted, looking anew at each request that comes in.
     *
     * @param timeout how long to wait at most, in real time
     * @return whether they came to be as wanted in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean await(Predicate<List<RecordedRequest>> wanted, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!wanted.test(List.copyOf(requests))) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
