package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request.
 *
 * @param server the name of the server that asked
 * @param operation what it asked for
 * @param asked when the request was sent
 * @param answered when the answer was there, or it was clear that there is none
 * @param seen what came
 */
public record Observation(String server, Operation operation, Instant asked, Instant answered, Seen seen) {
    /** What a client sees. Each kind is a type of its own, so that those of another API can stand beside these. */
    public sealed interface Seen {}

    /** A status. */
    public record Status(AutomationStatus status) implements Seen {
        @Override
        public String toString() {
            return status.name();
        }
    }

    /** A status and the tasks, each with its status. */
    public record Details(AutomationStatus status, Map<String, String> tasks) implements Seen {
        public Details {
            tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
        }

        @Override
        public String toString() {
            return status.name() + " " + tasks;
        }
    }

    /**
     * A gateway.
     *
     * @param ip its address; {@code null} while none is assigned
     */
    public record Gateway(@Nullable String ip) implements Seen {
        @Override
        public String toString() {
            return ip == null ? "none" : ip;
        }
    }

    /** The features, on or off. */
    public record Features(Map<String, Boolean> features) implements Seen {
        public Features {
            features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
        }

        @Override
        public String toString() {
            return features.toString();
        }
    }

    /**
     * Anything but an answer of the API: another status, another body, or none at all.
     *
     * @param effect the fault that would show the same
     */
    public record Trouble(FaultEffect effect) implements Seen {
        /** The status that came; -1 where there was no answer. */
        int status() {
            return effect instanceof FaultEffect.Answer answer && answer.status() != null ? answer.status() : -1;
        }

        @Override
        public String toString() {
            return status() < 0 ? effect.kind() : "an answer " + status();
        }
    }

    /** A refusal by the rate limit. It says nothing about the server. */
    public record Limited() implements Seen {
        @Override
        public String toString() {
            return "refused by the rate limit";
        }
    }

    /** How long the answer took. */
    Duration took() {
        return Duration.between(asked, answered);
    }
}
