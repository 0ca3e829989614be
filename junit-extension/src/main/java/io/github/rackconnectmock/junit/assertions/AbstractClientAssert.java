package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.ClientConduct;
import io.github.rackconnectmock.Conduct;
import io.github.rackconnectmock.FailedConnection;
import io.github.rackconnectmock.Verdict;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on how a client behaved, in the mock's time, since the scenario began, the server was restarted or the mock was
 * reset. They don't depend on how many requests the journal holds. Where several servers asked, each client must have behaved, and
 * at least one must have shown it; where none did the assertion fails.
 *
 * @param <SELF> the type of the assertion itself
 * @param <ACTUAL> what it is about
 */
public abstract class AbstractClientAssert<SELF extends AbstractClientAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractAssert<SELF, ACTUAL> {
    private final @Nullable ReceivedRequests received;
    private AssertFactory factory = AssertFactory.HARD;

    AbstractClientAssert(ACTUAL actual, @Nullable ReceivedRequests received, Class<?> self) {
        super(actual, self);
        this.received = received;
    }

    /** Requests for the same operation were never closer together than this. Fails if there were no two. */
    public SELF polledNoFasterThan(Duration interval) {
        return holds(
                "to have polled no faster than every " + text(interval), client -> client.polledNoFasterThan(interval));
    }

    /** Up to now, there was never a longer pause between its requests before it was told a terminal status. */
    public SELF polledNoSlowerThan(Duration interval) {
        return holds(
                "to have polled no slower than every " + text(interval), client -> client.polledNoSlowerThan(interval));
    }

    /**
     * It was told DEPLOYED, and never asked for the status or its details again; if the status stopped being terminal meanwhile,
     * because the server was rebuilt, it might.
     */
    public SELF stoppedAfterDeployed() {
        return holds("to have stopped after DEPLOYED", ClientConduct::stoppedAfterDeployed);
    }

    /** It was told a status in which the automation has ended, and never asked again, as {@link #stoppedAfterDeployed}. */
    public SELF stoppedAfterTerminalStatus() {
        return holds("to have stopped after a terminal status", ClientConduct::stoppedAfterTerminalStatus);
    }

    /** The scenario's rate limit never refused it; where the scenario has none, the documented one wouldn't have. */
    public SELF stayedWithinRateLimit() {
        return holds("to have stayed within the rate limit", ClientConduct::stayedWithinRateLimit);
    }

    /** After each answer with this HTTP status it waited so long before its next request. Fails if no client got one. */
    public SELF backedOffAfter(int status, Duration atLeast) {
        return backedOffAfter(Integer.toString(status), atLeast);
    }

    /**
     * After each such answer it waited so long before its next request. Fails if no client got one.
     *
     * @param answer as {@link io.github.rackconnectmock.RecordedRequest#answer()}: {@code 503}, {@code reset}, …; or {@code
     *     abandoned} for an answer that it didn't wait for
     */
    public SELF backedOffAfter(String answer, Duration atLeast) {
        return holds(
                "to have backed off for " + text(atLeast) + " after " + oneOf(answer),
                client -> client.backedOffAfter(answer, atLeast));
    }

    /**
     * Over failures in a row, of whatever kind, each wait was longer than the one before by a factor, up to a longest wait; after
     * a success it began with a short one again. A wait may fall short by a tenth. Fails if no client waited twice in a row.
     *
     * @param factor above 1, such as 2
     * @param longest the wait from which on waits needn't grow
     */
    public SELF backedOffExponentially(double factor, Duration longest) {
        return holds(
                "to have backed off by a factor of " + factor + " up to " + text(longest),
                client -> client.backedOffExponentially(factor, longest));
    }

    /** It asked for nothing before the time that a {@code Retry-After} told it. Fails if no client got one. */
    public SELF waitedAsTold() {
        return holds("to have waited as Retry-After told it", ClientConduct::waitedAsTold);
    }

    /** It got such an answer, and asked for the same again after each: it didn't give up. Fails if no client got one. */
    public SELF askedAgainAfter(int status) {
        return askedAgainAfter(Integer.toString(status));
    }

    /**
     * It got such an answer, and asked for the same again after each: it didn't give up. Fails if no client got one.
     *
     * @param answer as for {@link #backedOffAfter(String, Duration)}
     */
    public SELF askedAgainAfter(String answer) {
        return holds("to have asked again after " + oneOf(answer), client -> client.askedAgainAfter(answer));
    }

    /** It got such an answer, and asked for nothing more. Fails if no client got one. */
    public SELF neverAskedAgainAfter(int status) {
        return neverAskedAgainAfter(Integer.toString(status));
    }

    /**
     * It got such an answer, and asked for nothing more. Fails if no client got one.
     *
     * @param answer as for {@link #backedOffAfter(String, Duration)}
     */
    public SELF neverAskedAgainAfter(String answer) {
        return holds("never to have asked again after " + oneOf(answer), client -> client.neverAskedAgainAfter(answer));
    }

    /**
     * It asked for the gateway, and never before it was told this status.
     *
     * @throws IllegalArgumentException if the status isn't documented
     */
    public SELF askedForGatewayOnlyAfter(AutomationStatus status) {
        return holds(
                "to have asked for the gateway only after " + status,
                client -> client.askedForGatewayOnlyAfter(status));
    }

    /** It was told DEPLOYED so soon after the server came to be; again each time that the server was rebuilt. */
    public SELF noticedDeployedWithin(Duration delay) {
        return holds("to have noticed DEPLOYED within " + text(delay), client -> client.noticedDeployedWithin(delay));
    }

    /** It was told a terminal status so soon after the automation ended; again each time that the server was rebuilt. */
    public SELF noticedTerminalStatusWithin(Duration delay) {
        return holds(
                "to have noticed a terminal status within " + text(delay),
                client -> client.noticedTerminalStatusWithin(delay));
    }

    /** It was told the gateway so soon after the server had one. */
    public SELF noticedGatewayWithin(Duration delay) {
        return holds("to have noticed the gateway within " + text(delay), client -> client.noticedGatewayWithin(delay));
    }

    /**
     * It was answered, by whatever operation, so soon after a step of the server's life began.
     *
     * @param step the step's name; {@code start} for the state before the first
     */
    public SELF noticed(String step, Duration within) {
        return holds("to have noticed " + step + " within " + text(within), client -> client.noticed(step, within));
    }

    /**
     * It was struck by an incident, and had a right answer so soon after its end, each time. Fails if it was never struck, and
     * while the incident lasts.
     */
    public SELF cameThrough(String incident, Duration within) {
        return holds(
                "to have come through " + incident + " within " + text(within),
                client -> client.cameThrough(incident, within));
    }

    /** From its first request to its last there is so much time. Fails if it was told a terminal status before. */
    public SELF keptAskingFor(Duration atLeast) {
        return holds("to have kept asking for " + text(atLeast), client -> client.keptAskingFor(atLeast));
    }

    /** It was told no terminal status, and up to now it asked for no longer than this. */
    public SELF gaveUpWithin(Duration atMost) {
        return holds("to have given up within " + text(atMost), client -> client.gaveUpWithin(atMost));
    }

    /** There were never more requests under way at once. */
    public abstract SELF neverMoreAtOnceThan(int requests);

    /** There were no more connections. */
    public abstract SELF openedAtMost(int connections);

    final ReceivedRequests received() {
        isNotNull();
        if (received == null) {
            throw new IllegalStateException("nothing was received");
        }
        return received;
    }

    final AssertFactory factory() {
        return factory;
    }

    final SELF leadingTo(AssertFactory next) {
        factory = next;
        return myself;
    }

    static String text(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a duration is zero or longer, not " + duration);
        }
        return Durations.format(duration);
    }

    private static String oneOf(String answer) {
        return answer.equals("abandoned")
                ? "an abandoned answer"
                : (answer.matches("[aeiou].*") ? "an " : "a ") + answer;
    }

    final SELF holds(String expectation, Function<ClientConduct, Verdict> judge) {
        ReceivedRequests all = received();
        List<String> bad = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (ClientConduct client : all.clients()) {
            Verdict verdict = judge.apply(client);
            switch (verdict.kind()) {
                case BAD -> bad.add(problem(client, verdict));
                case UNKNOWN -> unknown.add(problem(client, verdict));
                case GOOD -> {}
            }
        }
        if (all.clients().isEmpty()) {
            bad.add("there was no request" + failures(all.conduct()));
        } else if (unknown.size() == all.clients().size()) {
            bad.addAll(unknown);
        }
        if (!bad.isEmpty()) {
            fail(all.whose(), expectation, bad);
        }
        return myself;
    }

    /** A client that never came to a request is told by its connections. */
    private String problem(ClientConduct client, Verdict verdict) {
        String what = client.server() + " " + verdict.why();
        return client.requests() == 0 ? what + failures(received().conduct()) : what;
    }

    final void fail(String whom, String expectation, List<String> problems) {
        failWithMessage(
                "%nExpecting %s%n  %s%nbut%n  %s%n%n%s",
                whom,
                expectation,
                String.join(System.lineSeparator() + "  ", problems),
                received().timeline());
    }

    private static String failures(Conduct conduct) {
        List<FailedConnection> failed = conduct.failedConnections();
        if (failed.isEmpty()) {
            return "";
        }
        String last = failed.get(failed.size() - 1).toString();
        return conduct.failed() == 1
                ? "; but a " + last
                : "; but " + conduct.failed() + " connections failed, at last a " + last;
    }
}
