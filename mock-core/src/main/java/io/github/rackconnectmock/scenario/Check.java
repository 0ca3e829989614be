package io.github.rackconnectmock.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is expected of a client, by the name that the assertion has in Java. Immutable.
 *
 * @param assertion which; it says which of the arguments there are
 * @param duration a time; {@code null} where the assertion takes none
 * @param text an answer such as {@code 503} or {@code reset}, a status, a step or an incident; {@code null} where the
 *     assertion takes none
 * @param number a number of requests or connections, or a factor; {@code null} where the assertion takes none
 */
public record Check(
        Assertion assertion,
        @Nullable Duration duration,
        @Nullable String text,
        @Nullable Double number) {

    /** What an assertion is told beside its name. */
    public enum Arguments {
        /** Nothing: {@code true}. */
        NONE,
        /** A duration. */
        DURATION,
        /** A whole number. */
        NUMBER,
        /** An answer: a status or a fault's kind. */
        ANSWER,
        /** An automation status. */
        STATUS,
        /** A step, and a time within which. */
        STEP_WITHIN,
        /** An incident, and a time within which. */
        INCIDENT_WITHIN,
        /** An answer, and a time at least. */
        ANSWER_AT_LEAST,
        /** A factor, and the longest wait. */
        FACTOR_UP_TO,
        /** A number of requests, and a time within which. */
        REQUESTS_WITHIN
    }

    /** The assertions. */
    public enum Assertion {
        STOPPED_AFTER_DEPLOYED("stoppedAfterDeployed", Arguments.NONE),
        STOPPED_AFTER_TERMINAL_STATUS("stoppedAfterTerminalStatus", Arguments.NONE),
        NOTICED_DEPLOYED_WITHIN("noticedDeployedWithin", Arguments.DURATION),
        NOTICED_TERMINAL_STATUS_WITHIN("noticedTerminalStatusWithin", Arguments.DURATION),
        NOTICED_GATEWAY_WITHIN("noticedGatewayWithin", Arguments.DURATION),
        NOTICED("noticed", Arguments.STEP_WITHIN),
        CAME_THROUGH("cameThrough", Arguments.INCIDENT_WITHIN),
        POLLED_NO_FASTER_THAN("polledNoFasterThan", Arguments.DURATION),
        POLLED_NO_SLOWER_THAN("polledNoSlowerThan", Arguments.DURATION),
        STAYED_WITHIN_RATE_LIMIT("stayedWithinRateLimit", Arguments.NONE),
        WAITED_AS_TOLD("waitedAsTold", Arguments.NONE),
        BACKED_OFF_AFTER("backedOffAfter", Arguments.ANSWER_AT_LEAST),
        BACKED_OFF_EXPONENTIALLY("backedOffExponentially", Arguments.FACTOR_UP_TO),
        ASKED_AGAIN_AFTER("askedAgainAfter", Arguments.ANSWER),
        NEVER_ASKED_AGAIN_AFTER("neverAskedAgainAfter", Arguments.ANSWER),
        ASKED_FOR_GATEWAY_ONLY_AFTER("askedForGatewayOnlyAfter", Arguments.STATUS),
        KEPT_ASKING_FOR("keptAskingFor", Arguments.DURATION),
        GAVE_UP_WITHIN("gaveUpWithin", Arguments.DURATION),
        NEVER_MORE_AT_ONCE_THAN("neverMoreAtOnceThan", Arguments.NUMBER),
        OPENED_AT_MOST("openedAtMost", Arguments.NUMBER),
        NEVER_MORE_THAN("neverMoreThan", Arguments.REQUESTS_WITHIN);

        private final String word;
        private final Arguments arguments;

        Assertion(String word, Arguments arguments) {
            this.word = word;
            this.arguments = arguments;
        }

        /** Its name in Java and in scenario files. */
        public String word() {
            return word;
        }

        /** What it is told beside its name. */
        public Arguments arguments() {
            return arguments;
        }
    }

    /** Such as {@code noticed gateway-ready 30s}. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(assertion.word());
        if (text != null) {
            shown.append(' ').append(text);
        }
        if (number != null) {
            boolean isWhole = number == Math.rint(number);
            shown.append(' ').append(isWhole ? Long.toString(number.longValue()) : number.toString());
        }
        if (duration != null) {
            shown.append(' ').append(Durations.format(duration));
        }
        return shown.toString();
    }
}
