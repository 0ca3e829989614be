package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Rule;

/** What a rate limit made of one client's requests, and what the documented one would have made of them. */
final class LimitUse {
    private static final long DOCUMENTED_WINDOW = RateLimit.DOCUMENTED.window().toNanos() / 1_000;

    boolean counted;
    long refused;
    long firstRefused;
    String firstRefusal = "";

    /** The number of the first request that the documented limit would have refused; 0 for none. */
    long firstBeyondDocumented;

    private long windowOpened = Observed.NEVER;
    private int usedInWindow;

    LimitUse() {}

    LimitUse(LimitUse other) {
        counted = other.counted;
        refused = other.refused;
        firstRefused = other.firstRefused;
        firstRefusal = other.firstRefusal;
        firstBeyondDocumented = other.firstBeyondDocumented;
    }

    /** Whether only a refusal can still tell something. */
    boolean isKnown() {
        return firstBeyondDocumented != 0;
    }

    /** Counts a request, if a limit does. */
    void add(Observed request) {
        if (!request.isLimited()) {
            return;
        }
        counted = true;
        if (request.rule() == Rule.RATE_LIMITED && refused++ == 0) {
            firstRefused = request.number();
            firstRefusal = request.reasonText();
        }
        long at = request.atMicros();
        if (windowOpened == Observed.NEVER || at - windowOpened >= DOCUMENTED_WINDOW) {
            windowOpened = at;
            usedInWindow = 0;
        }
        if (++usedInWindow > RateLimit.DOCUMENTED.requests() && firstBeyondDocumented == 0) {
            firstBeyondDocumented = request.number();
        }
    }
}
