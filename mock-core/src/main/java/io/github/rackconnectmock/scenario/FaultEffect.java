package io.github.rackconnectmock.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with an answer. */
public sealed interface FaultEffect {
    /** The effect's name in scenario files and reasons, such as {@code truncated}. */
    String kind();

    /**
     * Another answer instead.
     *
     * @param status 400 to 599
     * @param body plain text; {@code null} for a sentence of the mock's own
     */
    record HttpError(int status, @Nullable String body) implements FaultEffect {
        @Override
        public String kind() {
            return "error";
        }
    }

    /**
     * The right answer, late.
     *
     * @param duration zero to ten years of real time, since it is the client's patience that is tested
     */
    record Delay(Duration duration) implements FaultEffect {
        @Override
        public String kind() {
            return "delay";
        }
    }

    /** No answer; the connection stays open until the client or the mock gives up. */
    record Hang() implements FaultEffect {
        @Override
        public String kind() {
            return "hang";
        }
    }

    /** The connection is reset instead of an answer. */
    record Reset() implements FaultEffect {
        @Override
        public String kind() {
            return "reset";
        }
    }

    /** The connection is closed without a byte of an answer. */
    record Empty() implements FaultEffect {
        @Override
        public String kind() {
            return "empty";
        }
    }

    /** Bytes that aren't HTTP, then the end of the connection. */
    record Garbage() implements FaultEffect {
        @Override
        public String kind() {
            return "garbage";
        }
    }

    /** The right headers and half of the right body, then the end of the connection. */
    record Truncated() implements FaultEffect {
        @Override
        public String kind() {
            return "truncated";
        }
    }
}
