package io.github.rackconnectmock.internal.scenario.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes durations as {@link Values} reads them. */
final class WrittenDuration {
    private WrittenDuration() {}

    static void put(String name, @Nullable Duration duration, ObjectNode to) {
        if (duration != null) {
            to.put(name, text(duration));
        }
    }

    static void put(String name, DrawnDuration drawn, ObjectNode to) {
        if (drawn instanceof DrawnDuration.Fixed fixed) {
            to.put(name, text(fixed.duration()));
        } else if (drawn instanceof DrawnDuration.Uniform uniform) {
            to.putObject(name).put("from", text(uniform.from())).put("to", text(uniform.to()));
        } else if (drawn instanceof DrawnDuration.LogNormal latency) {
            to.putObject(name).put("median", text(latency.median())).put("p99", text(latency.p99()));
        }
    }

    /** The short form; ISO-8601 for parts of a millisecond, which the short form hasn't. */
    static String text(Duration duration) {
        return duration.toNanosPart() % 1_000_000 == 0 ? Durations.format(duration) : duration.toString();
    }
}
