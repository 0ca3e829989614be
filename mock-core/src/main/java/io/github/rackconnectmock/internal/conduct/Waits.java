package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.Operation;
import org.jspecify.annotations.Nullable;

/** What one client did after one kind of answer, such as a 503. */
final class Waits {
    /** The word of an answer that the client didn't wait for. */
    static final String ABANDONED = "abandoned";

    /** Those after another kind of answer, which came first later. */
    @Nullable
    Waits next;

    final int status;
    final String word;
    final Ended last = new Ended();
    long count;

    /** Whether no request came after the last one yet. */
    boolean open;

    /** Whether the last one's operation wasn't asked for after it yet. */
    boolean unasked;

    @Nullable
    Operation operation;

    /** The shortest time until the next request; -1 before there was one. */
    long shortest = -1;

    long shortestFirst;
    long shortestSecond;

    Waits(int status, String word) {
        this.status = status;
        this.word = word;
    }

    /** A copy, with all that follow. */
    Waits(Waits other) {
        this(other.status, other.word);
        next = other.next == null ? null : new Waits(other.next);
        last.number = other.last.number;
        last.micros = other.last.micros;
        count = other.count;
        open = other.open;
        unasked = other.unasked;
        operation = other.operation;
        shortest = other.shortest;
        shortestFirst = other.shortestFirst;
        shortestSecond = other.shortestSecond;
    }

    void ended(Observed answered) {
        count++;
        last.set(answered);
        open = true;
        unasked = true;
        operation = answered.operation();
    }

    /** The last one wasn't such an answer. Nobody asks for anything before an answer that it still waits for. */
    void takeBack() {
        count--;
        open = false;
        unasked = false;
    }

    void begun(Observed request) {
        if ((!open && !(unasked && request.operation() == operation)) || !last.isBefore(request)) {
            return;
        }
        if (open) {
            open = false;
            long wait = last.until(request);
            if (shortest < 0 || wait < shortest) {
                shortest = wait;
                shortestFirst = last.number;
                shortestSecond = request.number();
            }
        }
        if (request.operation() == operation) {
            unasked = false;
        }
    }
}
