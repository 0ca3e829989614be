package io.github.rackconnectmock.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many requests each server may make.
 *
 * @param requests at least 1; 30 in the real API (documented)
 * @param window longer than zero, at most ten years; a minute in the real API (documented)
 * @param alignment where windows begin
 */
public record RateLimit(int requests, Duration window, Alignment alignment) {
    /** 30 requests a minute, the window opening with a request. */
    public static final RateLimit DOCUMENTED = of(30, Duration.ofMinutes(1));

    /** Where windows begin; the published description says only that "the counter resets each minute". */
    public enum Alignment {
        /** With the server's first request after its last window closed, the default (inferred). */
        FIRST_REQUEST,
        /** On the mock's clock: at full minutes, for a window of a minute (inferred). */
        CLOCK_MINUTE
    }

    /** No limit, for {@link Scenario.Builder#rateLimit}: always {@code null}. */
    public static @Nullable RateLimit none() {
        return null;
    }

    /** A limit whose windows open with a request. */
    public static RateLimit of(int requests, Duration window) {
        return new RateLimit(requests, window, Alignment.FIRST_REQUEST);
    }

    /** Such as {@code 30/1m}. */
    @Override
    public String toString() {
        return requests + "/" + Durations.format(window);
    }
}
