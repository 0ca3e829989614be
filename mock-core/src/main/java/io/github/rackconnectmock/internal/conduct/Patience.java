package io.github.rackconnectmock.internal.conduct;

/** How long a client went on to ask before it was told the end, since the status was last not terminal. */
final class Patience {
    long first = Observed.NEVER;
    long last = Observed.NEVER;
    long lastNumber;
    long asked;

    /** The longest time between two requests; -1 for none. It isn't forgotten when the status stops being terminal. */
    long longestPause = -1;

    long longestPauseFirst;
    long longestPauseSecond;

    /** In a copy: whether it was told the end, and so has no reason to ask on. */
    boolean toldTheEnd;

    Patience() {}

    Patience(Patience other, boolean toldTheEnd) {
        first = other.first;
        last = other.last;
        lastNumber = other.lastNumber;
        asked = other.asked;
        longestPause = other.longestPause;
        longestPauseFirst = other.longestPauseFirst;
        longestPauseSecond = other.longestPauseSecond;
        this.toldTheEnd = toldTheEnd;
    }

    void reopens() {
        first = Observed.NEVER;
        last = Observed.NEVER;
        asked = 0;
    }

    void asked(Attempt request) {
        long at = request.atMicros();
        if (asked == 0) {
            first = at;
        } else if (at - last > longestPause) {
            longestPause = Math.max(0, at - last);
            longestPauseFirst = lastNumber;
            longestPauseSecond = request.number();
        }
        // A connection that failed is known only at its end; a request may have come meanwhile.
        last = asked == 0 ? at : Math.max(last, at);
        lastNumber = request.number();
        asked++;
    }

    /** The time from the first request to the last. */
    long lasted() {
        return asked == 0 ? 0 : last - first;
    }
}
