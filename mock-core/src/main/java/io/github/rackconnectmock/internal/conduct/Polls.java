package io.github.rackconnectmock.internal.conduct;

/** The requests of one client for one operation. */
final class Polls {
    long count;
    long lastAt;
    long lastNumber;
    /** The shortest time between two of them; -1 before there are two. */
    long shortest = -1;

    long shortestFirst;
    long shortestSecond;

    Polls() {}

    Polls(Polls other) {
        count = other.count;
        lastAt = other.lastAt;
        lastNumber = other.lastNumber;
        shortest = other.shortest;
        shortestFirst = other.shortestFirst;
        shortestSecond = other.shortestSecond;
    }

    void add(long number, long at) {
        if (count > 0) {
            long interval = Math.max(0, at - lastAt);
            if (shortest < 0 || interval < shortest) {
                shortest = interval;
                shortestFirst = lastNumber;
                shortestSecond = number;
            }
        }
        count++;
        lastAt = at;
        lastNumber = number;
    }
}
