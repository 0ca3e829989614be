package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.api.Exchange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges in the order in which they came, and about how many bytes they take. Their weights stand beside them, so that the
 * oldest is forgotten without a look at it: it has long left the processor's caches, and to fetch it back took a fifth of the
 * event loop's time (measured). Not safe for use by several threads.
 */
final class HeldExchanges {
    private static final int FIRST_CAPACITY = 64;

    private @Nullable Exchange[] ring = new Exchange[FIRST_CAPACITY];
    private long[] weights = new long[FIRST_CAPACITY];
    private int first;
    private int size;
    private long weight;

    int size() {
        return size;
    }

    /** About how many bytes of memory all of them take. */
    long weight() {
        return weight;
    }

    void add(Exchange exchange, long itsWeight) {
        if (size == ring.length) {
            grow();
        }
        int place = place(size++);
        ring[place] = exchange;
        weights[place] = itsWeight;
        weight += itsWeight;
    }

    /** Forgets the oldest; there must be one. */
    void removeFirst() {
        ring[first] = null;
        weight -= weights[first];
        first = place(1);
        size--;
    }

    void removeIf(Predicate<Exchange> unwanted) {
        List<Exchange> all = copy();
        clear();
        for (Exchange exchange : all) {
            if (!unwanted.test(exchange)) {
                add(exchange, exchange.weight());
            }
        }
    }

    void clear() {
        Arrays.fill(ring, null);
        first = 0;
        size = 0;
        weight = 0;
    }

    /** The exchanges, the oldest first. */
    List<Exchange> copy() {
        List<Exchange> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Exchange exchange = ring[place(i)];
            if (exchange != null) {
                all.add(exchange);
            }
        }
        return all;
    }

    /** The capacity is a power of two. */
    private int place(int index) {
        return (first + index) & (ring.length - 1);
    }

    private void grow() {
        @Nullable Exchange[] larger = new Exchange[2 * ring.length];
        long[] largerWeights = new long[larger.length];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[place(i)];
            largerWeights[i] = weights[place(i)];
        }
        ring = larger;
        weights = largerWeights;
        first = 0;
    }
}
