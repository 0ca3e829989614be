package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.RateWindow;
import java.time.Duration;
import java.time.Instant;

/** One server's rate limit: so many requests in a window, then none until it closes. Guarded by its server's life. */
public final class FixedWindow {
    private RateLimit limit;

    // When the window closes, as two numbers. With thousands of servers that are asked in turn, each further object
    // costs time.
    private long closingSecond = Long.MIN_VALUE;
    private int closingNano;
    private int used;

    /** A window of a limit that no request has opened yet. */
    public FixedWindow(RateLimit limit) {
        this.limit = limit;
    }

    RateLimit limit() {
        return limit;
    }

    /** Takes another limit, under which the window goes on. */
    void limit(RateLimit other) {
        limit = other;
    }

    /** Takes one request's place in the window, opening one if none is open. */
    public boolean tryAcquire(Instant now) {
        if (!isOpen(now)) {
            Instant closing = openingFor(now).plus(limit.window());
            closingSecond = closing.getEpochSecond();
            closingNano = closing.getNano();
            used = 0;
        }
        if (used == limit.requests()) {
            return false;
        }
        used++;
        return true;
    }

    /** What is left of it at this time. */
    public RateWindow at(Instant now) {
        if (!isOpen(now)) {
            return new RateWindow(limit, limit.requests(), Duration.ZERO);
        }
        Instant closing = Instant.ofEpochSecond(closingSecond, closingNano);
        return new RateWindow(limit, limit.requests() - used, Duration.between(now, closing));
    }

    void reset() {
        closingSecond = Long.MIN_VALUE;
    }

    private boolean isOpen(Instant now) {
        return now.getEpochSecond() < closingSecond
                || (now.getEpochSecond() == closingSecond && now.getNano() < closingNano);
    }

    private Instant openingFor(Instant now) {
        return switch (limit.alignment()) {
            case FIRST_REQUEST -> now;
            case CLOCK_MINUTE -> {
                Duration sinceEpoch = Duration.between(Instant.EPOCH, now);
                yield Instant.EPOCH.plus(limit.window().multipliedBy(sinceEpoch.dividedBy(limit.window())));
            }
        };
    }
}
