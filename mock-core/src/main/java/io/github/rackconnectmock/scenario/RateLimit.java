package io.github.rackconnectmock.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many requests each server may make. Immutable.
 *
 * @param requests at least 1; 30 in the real API (documented)
 * @param window longer than zero, at most ten years; a minute in the real API (documented)
 * @param alignment where windows begin
 * @param answer what a refused request gets; {@code null} for 403 and a sentence (documented)
 * @param atOnce how many requests of a server may be under way together, at least 1; {@code null} for any number
 */
public record RateLimit(
        int requests,
        Duration window,
        Alignment alignment,
        FaultEffect.@Nullable Answer answer,
        @Nullable Integer atOnce) {
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
        return new RateLimit(requests, window, Alignment.FIRST_REQUEST, null, null);
    }

    /** The same limit with windows that begin elsewhere. */
    public RateLimit alignment(Alignment where) {
        return new RateLimit(requests, window, where, answer, atOnce);
    }

    /** The same limit with another answer to a refused request; it has a status. */
    public RateLimit answer(FaultEffect.Answer refusal) {
        return new RateLimit(requests, window, alignment, refusal, atOnce);
    }

    /** The same limit, and at most so many requests of a server under way together. */
    public RateLimit atOnce(int most) {
        return new RateLimit(requests, window, alignment, answer, most);
    }

    /** Whether windows of the other limit go on under this one. */
    public boolean hasWindowOf(@Nullable RateLimit other) {
        return other != null
                && requests == other.requests
                && window.equals(other.window)
                && alignment == other.alignment;
    }

    /** Such as {@code 30/1m}. */
    @Override
    public String toString() {
        return requests + "/" + Durations.format(window);
    }
}
