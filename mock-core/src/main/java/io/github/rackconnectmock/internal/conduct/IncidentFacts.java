package io.github.rackconnectmock.internal.conduct;

import org.jspecify.annotations.Nullable;

/** How one client came through one incident. Guarded by its client's facts. */
final class IncidentFacts {
    final String name;

    @Nullable
    IncidentFacts next;

    // The last time that struck it; null once it has had a right answer after that time's end.
    @Nullable
    Struck pending;

    /** The longest from an end to the first right answer, in microseconds. */
    long longest;

    /** The request with that answer. */
    long longestNumber;

    /** Whether it was struck a second time before it had a right answer. */
    boolean missed;

    IncidentFacts(String name) {
        this.name = name;
    }

    /** A copy, with those after it. */
    IncidentFacts(IncidentFacts other) {
        name = other.name;
        pending = other.pending;
        longest = other.longest;
        longestNumber = other.longestNumber;
        missed = other.missed;
        next = other.next == null ? null : new IncidentFacts(other.next);
    }

    void struck(Struck by) {
        Struck before = pending;
        if (before != null && before.occurrence() != by.occurrence()) {
            missed = true;
        }
        pending = by;
    }

    /** The client has a right answer. */
    void answered(Observed request) {
        Struck by = pending;
        if (by == null || request.atMicros() < by.end()) {
            return;
        }
        pending = null;
        long took = request.endedMicros() - by.end();
        if (longestNumber == 0 || took > longest) {
            longest = took;
            longestNumber = request.number();
        }
    }
}
