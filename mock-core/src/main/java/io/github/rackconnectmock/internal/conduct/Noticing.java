package io.github.rackconnectmock.internal.conduct;

/**
 * When something about a server came to be, and when its client was told. It may come to be several times; each time is judged by
 * itself. The answer that was the last before its end may still be under way at its end.
 */
final class Noticing {
    private long begun = Observed.NEVER;
    private boolean told;
    private long earlierBegun = Observed.NEVER;
    private long earlierEnded;

    boolean everBegun;
    boolean everTold;

    /** The longest time until the client was told; -1 if it never was. */
    long slowest = -1;

    long slowestNumber;

    /** The longest time that it lasted without the client being told, of the times that are over; -1 if there is none. */
    private long longestMissed = -1;

    Noticing() {}

    Noticing(Noticing other) {
        begun = other.begun;
        told = other.told;
        earlierBegun = other.earlierBegun;
        earlierEnded = other.earlierEnded;
        everBegun = other.everBegun;
        everTold = other.everTold;
        slowest = other.slowest;
        slowestNumber = other.slowestNumber;
        longestMissed = other.longestMissed;
    }

    /** Forgets what the client did. */
    void startOver() {
        told = false;
        earlierBegun = Observed.NEVER;
        everBegun = lasts();
        everTold = false;
        slowest = -1;
        longestMissed = -1;
    }

    boolean lasts() {
        return begun != Observed.NEVER;
    }

    void begins(long at) {
        begun = at;
        told = false;
        everBegun = true;
    }

    void ends(long at) {
        if (!lasts()) {
            return;
        }
        longestMissed = longestMissed();
        earlierBegun = told ? Observed.NEVER : begun;
        earlierEnded = at;
        begun = Observed.NEVER;
    }

    /** The client has an answer that tells it. */
    void told(Observed request) {
        long askedAt = request.atMicros();
        long toldAt = request.endedMicros();
        long number = request.number();
        everTold = true;
        if (lasts() && askedAt >= begun) {
            if (!told) {
                told = true;
                add(toldAt - begun, number);
            }
        } else if (earlierBegun != Observed.NEVER && askedAt >= earlierBegun && askedAt <= earlierEnded) {
            add(toldAt - earlierBegun, number);
            earlierBegun = Observed.NEVER;
        }
    }

    private void add(long took, long number) {
        if (took > slowest) {
            slowest = Math.max(0, took);
            slowestNumber = number;
        }
    }

    /** Whether it lasts and the client wasn't told yet. */
    boolean isUntold() {
        return lasts() && !told;
    }

    long longestMissed() {
        return earlierBegun == Observed.NEVER ? longestMissed : Math.max(longestMissed, earlierEnded - earlierBegun);
    }
}
