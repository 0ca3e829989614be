package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the client on one server behaved. Each method says what was wrong, or nothing.
 *
 * @param requests its requests, at least one, the oldest first
 * @param steps the server's steps so far
 * @param limit the scenario's limit
 */
record ClientConduct(
        String server,
        List<RecordedRequest> requests,
        List<BegunStep> steps,
        @Nullable RateLimit limit) {

    Optional<String> pollsFasterThan(Duration interval) {
        Map<Operation, RecordedRequest> last = new EnumMap<>(Operation.class);
        for (RecordedRequest request : requests) {
            Operation operation = request.operation();
            RecordedRequest before = operation == null ? null : last.put(operation, request);
            if (operation != null && before != null && between(before, request).compareTo(interval) < 0) {
                return Optional.of("asked for " + operation.word() + " again after "
                        + Durations.format(between(before, request)) + numbers(before, request));
            }
        }
        return Optional.empty();
    }

    Optional<String> asksOnAfter(String wanted, Predicate<AutomationStatus> end) {
        Optional<RecordedRequest> told = told(end);
        if (told.isEmpty()) {
            return Optional.of("was never told " + wanted);
        }
        return requests.stream()
                .filter(request -> request.number() > told.get().number() && isAboutStatus(request))
                .findFirst()
                .map(request ->
                        "asked for " + word(request) + " again " + Durations.format(between(told.get(), request))
                                + " after it was told " + told.get().automationStatus() + numbers(told.get(), request));
    }

    Optional<String> exceedsLimit() {
        if (limit != null) {
            return requests.stream()
                    .filter(request ->
                            request.rule().filter(Rule.RATE_LIMITED::equals).isPresent())
                    .findFirst()
                    .map(request -> "was refused (request " + request.number() + ": " + request.reason() + ")");
        }
        return exceeds(RateLimit.DOCUMENTED);
    }

    private Optional<String> exceeds(RateLimit documented) {
        Instant opened = Instant.MIN;
        int used = 0;
        for (RecordedRequest request : requests) {
            if (!request.at().isBefore(opened.plus(documented.window()))) {
                opened = request.at();
                used = 0;
            }
            if (++used > documented.requests()) {
                return Optional.of("would have been refused by the documented limit of " + documented + " (request "
                        + request.number() + ")");
            }
        }
        return Optional.empty();
    }

    Optional<String> hurriesAfter(String answer, Duration atLeast) {
        boolean answered = false;
        for (int i = 0; i < requests.size(); i++) {
            RecordedRequest request = requests.get(i);
            if (request.answer().equals(answer)) {
                answered = true;
                RecordedRequest next = i + 1 < requests.size() ? requests.get(i + 1) : null;
                if (next != null && between(request, next).compareTo(atLeast) < 0) {
                    return Optional.of("asked again " + Durations.format(between(request, next)) + " after a " + answer
                            + numbers(request, next));
                }
            }
        }
        return answered ? Optional.empty() : Optional.of("was never answered " + answer);
    }

    Optional<String> asksForGatewayBefore(AutomationStatus status) {
        Optional<RecordedRequest> first = requests.stream()
                .filter(request -> request.operation() == Operation.GATEWAY_IP)
                .findFirst();
        if (first.isEmpty()) {
            return Optional.of("never asked for the gateway");
        }
        Optional<RecordedRequest> told = told(status::equals);
        if (told.isPresent() && told.get().number() < first.get().number()) {
            return Optional.empty();
        }
        return Optional.of("asked for it in request " + first.get().number() + " and was "
                + told.map(request -> "told " + status + " only in request " + request.number())
                        .orElse("never told " + status));
    }

    Optional<String> noticesLaterThan(AutomationStatus status, Duration within) {
        Optional<Instant> begun = steps.stream()
                .filter(step -> step.state().status() == status)
                .map(BegunStep::at)
                .findFirst();
        if (begun.isEmpty()) {
            return Optional.of("never was " + status);
        }
        Optional<RecordedRequest> told = told(status::equals);
        if (told.isEmpty()) {
            return Optional.of("was never told that it is");
        }
        Duration took = Duration.between(begun.get(), told.get().at());
        return took.compareTo(within) <= 0
                ? Optional.empty()
                : Optional.of("was told " + Durations.format(took) + " after it was (request "
                        + told.get().number() + ")");
    }

    /** The first answer that told a status: of the mock's own making, whole, and with a body. */
    private Optional<RecordedRequest> told(Predicate<AutomationStatus> wanted) {
        return requests.stream()
                .filter(request -> isAboutStatus(request)
                        && request.answer().equals("200")
                        && request.method().equals("GET")
                        && request.rule().filter(Rule.OVERRIDDEN::equals).isEmpty()
                        && request.automationStatus() != null
                        && wanted.test(request.automationStatus()))
                .findFirst();
    }

    private static boolean isAboutStatus(RecordedRequest request) {
        return request.operation() == Operation.AUTOMATION_STATUS
                || request.operation() == Operation.AUTOMATION_STATUS_DETAILS;
    }

    private static String word(RecordedRequest request) {
        return request.operation() == null
                ? request.target()
                : request.operation().word();
    }

    private static Duration between(RecordedRequest first, RecordedRequest second) {
        return Duration.between(first.at(), second.at());
    }

    private static String numbers(RecordedRequest first, RecordedRequest second) {
        return " (requests " + first.number() + " and " + second.number() + ")";
    }
}
