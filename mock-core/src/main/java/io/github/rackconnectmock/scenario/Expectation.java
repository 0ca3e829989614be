package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of the clients of some servers, for clients in any language. Immutable; each method returns a changed copy.
 *
 * @param servers the names of the servers, with {@code *} for any characters; empty for all
 * @param checks what is expected; at least one
 */
public record Expectation(List<String> servers, List<Check> checks) {
    public Expectation {
        servers = List.copyOf(servers);
        checks = List.copyOf(checks);
    }

    /** Expects something of the clients of all servers. */
    public static Expectation ofAll() {
        return new Expectation(List.of(), List.of());
    }

    /** Expects something of the clients of the servers of these names, with {@code *} for any characters. */
    public static Expectation of(String... servers) {
        return new Expectation(List.of(servers), List.of());
    }

    /** Whether it is expected of the client of this server. */
    public boolean isOf(String server) {
        return servers.isEmpty() || servers.stream().anyMatch(pattern -> Incident.matches(pattern, server));
    }

    /** The same, and no request for the status after DEPLOYED. */
    public Expectation stoppedAfterDeployed() {
        return with(Check.Assertion.STOPPED_AFTER_DEPLOYED, null, null, null);
    }

    /** The same, and no request for the status after a terminal one. */
    public Expectation stoppedAfterTerminalStatus() {
        return with(Check.Assertion.STOPPED_AFTER_TERMINAL_STATUS, null, null, null);
    }

    /** The same, and DEPLOYED noticed so soon. */
    public Expectation noticedDeployedWithin(Duration delay) {
        return with(Check.Assertion.NOTICED_DEPLOYED_WITHIN, delay, null, null);
    }

    /** The same, and a terminal status noticed so soon. */
    public Expectation noticedTerminalStatusWithin(Duration delay) {
        return with(Check.Assertion.NOTICED_TERMINAL_STATUS_WITHIN, delay, null, null);
    }

    /** The same, and the gateway noticed so soon. */
    public Expectation noticedGatewayWithin(Duration delay) {
        return with(Check.Assertion.NOTICED_GATEWAY_WITHIN, delay, null, null);
    }

    /** The same, and a step noticed so soon. */
    public Expectation noticed(String step, Duration delay) {
        return with(Check.Assertion.NOTICED, delay, step, null);
    }

    /** The same, and a right answer so soon after the end of an incident that struck. */
    public Expectation cameThrough(String incident, Duration delay) {
        return with(Check.Assertion.CAME_THROUGH, delay, incident, null);
    }

    /** The same, and requests for one operation never closer together. */
    public Expectation polledNoFasterThan(Duration interval) {
        return with(Check.Assertion.POLLED_NO_FASTER_THAN, interval, null, null);
    }

    /** The same, and no longer pause before a terminal status. */
    public Expectation polledNoSlowerThan(Duration interval) {
        return with(Check.Assertion.POLLED_NO_SLOWER_THAN, interval, null, null);
    }

    /** The same, and no request over the rate limit. */
    public Expectation stayedWithinRateLimit() {
        return with(Check.Assertion.STAYED_WITHIN_RATE_LIMIT, null, null, null);
    }

    /** The same, and no request before the end of a {@code Retry-After}. */
    public Expectation waitedAsTold() {
        return with(Check.Assertion.WAITED_AS_TOLD, null, null, null);
    }

    /** The same, and so long a wait after each such answer. */
    public Expectation backedOffAfter(String answer, Duration atLeast) {
        return with(Check.Assertion.BACKED_OFF_AFTER, atLeast, answer, null);
    }

    /** The same, and waits over failures in a row that grow by this factor. */
    public Expectation backedOffExponentially(double factor, Duration longest) {
        return with(Check.Assertion.BACKED_OFF_EXPONENTIALLY, longest, null, factor);
    }

    /** The same, and another request after each such answer. */
    public Expectation askedAgainAfter(String answer) {
        return with(Check.Assertion.ASKED_AGAIN_AFTER, null, answer, null);
    }

    /** The same, and nothing more after such an answer. */
    public Expectation neverAskedAgainAfter(String answer) {
        return with(Check.Assertion.NEVER_ASKED_AGAIN_AFTER, null, answer, null);
    }

    /** The same, and no request for the gateway before this status was told. */
    public Expectation askedForGatewayOnlyAfter(AutomationStatus status) {
        return with(Check.Assertion.ASKED_FOR_GATEWAY_ONLY_AFTER, null, status.name(), null);
    }

    /** The same, and so much time from the first request to the last at least. */
    public Expectation keptAskingFor(Duration atLeast) {
        return with(Check.Assertion.KEPT_ASKING_FOR, atLeast, null, null);
    }

    /** The same, and no more time from the first request to the last. */
    public Expectation gaveUpWithin(Duration atMost) {
        return with(Check.Assertion.GAVE_UP_WITHIN, atMost, null, null);
    }

    /** The same, and never more requests of one server under way at once. */
    public Expectation neverMoreAtOnceThan(int requests) {
        return with(Check.Assertion.NEVER_MORE_AT_ONCE_THAN, null, null, (double) requests);
    }

    /** The same, and no more connections for one server. */
    public Expectation openedAtMost(int connections) {
        return with(Check.Assertion.OPENED_AT_MOST, null, null, (double) connections);
    }

    /** The same, and never more requests of all servers within this time. */
    public Expectation neverMoreThan(int requests, Duration within) {
        return with(Check.Assertion.NEVER_MORE_THAN, within, null, (double) requests);
    }

    private Expectation with(
            Check.Assertion assertion, @Nullable Duration duration, @Nullable String text, @Nullable Double number) {
        List<Check> more = new ArrayList<>(checks);
        more.add(new Check(assertion, duration, text, number));
        return new Expectation(servers, more);
    }
}
