package io.github.rackconnectmock.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time in a {@code Retry-After} field (RFC 9110, 10.2.3). The answer says it in whole seconds, rounded up and divided by
 * the speed of the mock's clock, since a client waits in real time. Immutable.
 *
 * @param time how long; {@code null} for what is left of the incident, of the timed step or of the rate window
 */
public record RetryAfter(@Nullable Duration time) {
    /** What is left of the incident, of the timed step or of the rate window. */
    public static final RetryAfter END = new RetryAfter(null);

    /** Always so long. */
    public static RetryAfter of(Duration time) {
        return new RetryAfter(time);
    }
}
