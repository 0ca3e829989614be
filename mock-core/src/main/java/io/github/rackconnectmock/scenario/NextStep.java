package io.github.rackconnectmock.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step that is still to come.
 *
 * @param name its name
 * @param waitsFor what it waits for; of requests, only those still missing
 * @param in how long until it begins, on the mock's clock; {@code null} where that depends on more than time
 */
public record NextStep(
        String name, Trigger waitsFor, @Nullable Duration in) {

    /** Such as {@code gateway-ready after 18s} or {@code give-up on signal give-up}; seconds are rounded up. */
    @Override
    public String toString() {
        return name + " " + (in == null ? waitsFor.toString() : "after " + Durations.format(roundedUp(in)));
    }

    /** A duration for people: rounded up to full seconds from one second on. */
    public static Duration roundedUp(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration;
        }
        return Duration.ofSeconds(duration.getNano() == 0 ? duration.getSeconds() : duration.getSeconds() + 1);
    }
}
