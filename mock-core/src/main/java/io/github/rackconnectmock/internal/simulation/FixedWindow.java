package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.RateWindow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One server's rate limit: so many requests in a window, then none until it closes. Guarded by its server's life. */
final class FixedWindow {
    private final RateLimit limit;
    private @Nullable Instant opened;
    private int used;

    FixedWindow(RateLimit limit) {
        this.limit = limit;
    }

    /** Takes one request's place in the window, opening one if none is open. */
    boolean tryAcquire(Instant now) {
        if (!isOpen(now)) {
            opened = openingFor(now);
            used = 0;
        }
        if (used == limit.requests()) {
            return false;
        }
        used++;
        return true;
    }

    RateWindow at(Instant now) {
        if (!isOpen(now)) {
            return new RateWindow(limit, limit.requests(), Duration.ZERO);
        }
        return new RateWindow(limit, limit.requests() - used, Duration.between(now, closing()));
    }

    void reset() {
        opened = null;
    }

    private boolean isOpen(Instant now) {
        return opened != null && now.isBefore(closing());
    }

    private Instant closing() {
        return opened == null ? Instant.MIN : opened.plus(limit.window());
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
