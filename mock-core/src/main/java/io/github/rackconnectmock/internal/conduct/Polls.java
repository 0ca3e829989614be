package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.Operation;
import org.jspecify.annotations.Nullable;

/** The requests of one client for one operation. */
final class Polls {
    final @Nullable Operation operation;
    /** Those for another operation, first asked for later. */
    @Nullable
    Polls next;

    private long lastAt = Observed.NEVER;
    private long lastNumber;
    /** The shortest time between two of them; -1 before there are two. */
    long shortest = -1;

    long shortestFirst;
    long shortestSecond;

    Polls(@Nullable Operation operation) {
        this.operation = operation;
    }

    /** A copy, with all that follow. */
    Polls(Polls other) {
        operation = other.operation;
        next = other.next == null ? null : new Polls(other.next);
        lastAt = other.lastAt;
        lastNumber = other.lastNumber;
        shortest = other.shortest;
        shortestFirst = other.shortestFirst;
        shortestSecond = other.shortestSecond;
    }

    void add(long number, long at) {
        if (lastAt != Observed.NEVER) {
            long interval = Math.max(0, at - lastAt);
            if (shortest < 0 || interval < shortest) {
                shortest = interval;
                shortestFirst = lastNumber;
                shortestSecond = number;
            }
        }
        lastAt = at;
        lastNumber = number;
    }
}
