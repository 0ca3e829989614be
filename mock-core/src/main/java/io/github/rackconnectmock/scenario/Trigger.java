package io.github.rackconnectmock.scenario;

import org.jspecify.annotations.Nullable;

/** What makes a {@link Step} begin. */
public sealed interface Trigger {
    /**
     * So long after the previous step began, on the mock's clock.
     *
     * @param delay zero to ten years; drawn once for each server and step
     */
    record After(DrawnDuration delay) implements Trigger {
        @Override
        public String toString() {
            return "after " + delay;
        }
    }

    /**
     * Once the server has been answered so many times since the previous step began; the next answer is already the new
     * step's. Requests refused by the rate limit don't count.
     *
     * @param requests at least 1
     * @param operation the only operation that counts; {@code null} for all
     */
    record AfterRequests(int requests, @Nullable Operation operation) implements Trigger {
        @Override
        public String toString() {
            return "after " + requests + (requests == 1 ? " request" : " requests")
                    + (operation == null ? "" : " of " + operation.word());
        }
    }

    /**
     * When a signal is fired while the server waits for it.
     *
     * @param signal letters, digits, dot, underscore and hyphen
     */
    record OnSignal(String signal) implements Trigger {
        @Override
        public String toString() {
            return "on signal " + signal;
        }
    }
}
