package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.conduct.Observed;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.RetryAfter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The field {@code Retry-After} (RFC 9110, 10.2.3), as seconds or as a date. */
final class RetryAfterField {
    private static final int MOST_DIGITS = 9;
    private static final double MICROS = 1_000_000;
    private static final double NANOS = 1_000_000_000;

    private RetryAfterField() {}

    /**
     * The mock's time before which the client is not to ask again, in microseconds. Seconds are a client's real ones, so that
     * the mock's time goes on by more of them where it is sped up; a date is the mock's.
     *
     * @param now when the answer ended
     * @return {@link Observed#NEVER} for a field that is neither
     */
    static long end(String field, long now, MovableClock clock) {
        String text = field.strip();
        if (!text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            double speed = clock.isFrozen() ? 1 : clock.speed();
            return now + (long) (Long.parseLong(text) * speed * MICROS);
        }
        try {
            return MovableClock.micros(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Observed.NEVER;
        }
    }

    /**
     * What the field says: whole seconds of a client's real time, rounded up.
     *
     * @param now the mock's time of the answer
     * @param end when the cause ends; {@code null} where that isn't known
     */
    static long seconds(RetryAfter told, Instant now, @Nullable Instant end, MovableClock clock) {
        Duration left = told.time() != null ? told.time() : end == null ? Duration.ZERO : Duration.between(now, end);
        double speed = clock.isFrozen() ? 1 : clock.speed();
        return (long) Math.max(0, Math.ceil(left.toNanos() / NANOS / speed));
    }
}
