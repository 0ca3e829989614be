package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on how a client behaved, in the mock's time. Where several servers asked, they hold for each of them by
 * itself; where none did they fail, since nothing is shown by that.
 *
 * @param <SELF> the type of the assertion itself
 * @param <ACTUAL> what it is about
 */
public abstract class AbstractClientAssert<SELF extends AbstractClientAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractAssert<SELF, ACTUAL> {
    private final ReceivedRequests received;
    private AssertFactory factory = AssertFactory.HARD;

    AbstractClientAssert(ACTUAL actual, ReceivedRequests received, Class<?> self) {
        super(actual, self);
        this.received = received;
    }

    /** Requests for the same operation were never closer together than this. */
    public SELF polledNoFasterThan(Duration interval) {
        return holds(
                "to have polled no faster than every " + Durations.format(interval),
                client -> client.pollsFasterThan(interval));
    }

    /** It was told DEPLOYED, and never asked for the status or its details again. */
    public SELF stoppedAfterDeployed() {
        return holds(
                "to have stopped after DEPLOYED",
                client -> client.asksOnAfter("DEPLOYED", AutomationStatus.DEPLOYED::equals));
    }

    /** It was told a status in which the automation has ended, and never asked for the status or its details again. */
    public SELF stoppedAfterTerminalStatus() {
        return holds(
                "to have stopped after a terminal status",
                client -> client.asksOnAfter("a terminal status", AutomationStatus::isTerminal));
    }

    /** The scenario's rate limit never refused it; where the scenario has none, the documented one wouldn't have. */
    public SELF stayedWithinRateLimit() {
        return holds("to have stayed within the rate limit", ClientConduct::exceedsLimit);
    }

    /** It was answered with this HTTP status, and each time waited so long before its next request, if there was one. */
    public SELF backedOffAfter(int status, Duration atLeast) {
        return backedOffAfter(Integer.toString(status), atLeast);
    }

    /**
     * It was answered so, and each time waited so long before its next request, if there was one.
     *
     * @param answer as {@link io.github.rackconnectmock.RecordedRequest#answer()}: {@code 503}, {@code reset}, …
     */
    public SELF backedOffAfter(String answer, Duration atLeast) {
        return holds(
                "to have backed off for " + Durations.format(atLeast) + " after a " + answer,
                client -> client.hurriesAfter(answer, atLeast));
    }

    /** It asked for the gateway, and never before it was told this status. */
    public SELF askedForGatewayOnlyAfter(AutomationStatus status) {
        return holds(
                "to have asked for the gateway only after " + status, client -> client.asksForGatewayBefore(status));
    }

    /** It was told DEPLOYED so soon after the server came to be. */
    public SELF noticedDeployedWithin(Duration delay) {
        return holds(
                "to have noticed DEPLOYED within " + Durations.format(delay),
                client -> client.noticesLaterThan(AutomationStatus.DEPLOYED, delay));
    }

    final ReceivedRequests received() {
        return received;
    }

    final AssertFactory factory() {
        return factory;
    }

    final SELF leadingTo(AssertFactory next) {
        factory = next;
        return myself;
    }

    private SELF holds(String expectation, Function<ClientConduct, Optional<String>> problem) {
        isNotNull();
        List<ClientConduct> clients = received.clients();
        String problems = clients.isEmpty()
                ? System.lineSeparator() + "  there are none"
                : clients.stream()
                        .flatMap(client -> problem.apply(client).stream()
                                .map(wrong -> System.lineSeparator() + "  " + client.server() + " " + wrong))
                        .collect(Collectors.joining());
        if (!problems.isEmpty()) {
            failWithMessage(
                    "%nExpecting the client of the %s%n  %s%nbut%s%n%n%s",
                    received, expectation, problems, received.timeline());
        }
        return myself;
    }
}
