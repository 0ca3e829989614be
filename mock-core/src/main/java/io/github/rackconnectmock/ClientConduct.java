package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.internal.conduct.ClientSummary;
import io.github.rackconnectmock.internal.conduct.Judgement;
import io.github.rackconnectmock.internal.conduct.Verdicts;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one server's client did up to one moment, in the mock's time: since the scenario began, the server was restarted or the
 * requests were forgotten, whichever was last. It doesn't depend on what the journal holds. Immutable.
 *
 * <p>An answer that the client didn't wait for told it nothing. A request that may have been sent before the client had an answer
 * isn't one after that answer. Every duration is zero or longer, or an {@link IllegalArgumentException} says so.
 */
public final class ClientConduct {
    private final ClientFacts facts;
    private final ClientSummary summary;
    private final @Nullable RateLimit limit;
    private final long now;

    ClientConduct(ClientFacts facts, @Nullable RateLimit limit, long now) {
        this.facts = facts;
        this.summary = ClientSummary.of(facts);
        this.limit = limit;
        this.now = now;
    }

    /** The name of the server. */
    public String server() {
        return summary.server();
    }

    /** How many requests it made, of whatever kind. */
    public long requests() {
        return summary.requests();
    }

    /** By how many connections these came. */
    public long connections() {
        return summary.connections();
    }

    /** Requests for one operation were never closer together. Unknown before there are two. */
    public Verdict polledNoFasterThan(Duration interval) {
        return verdict(Verdicts.polledNoFasterThan(facts, interval));
    }

    /** It never paused for longer, up to now, before it was told a terminal status. Unknown if it was told so at first. */
    public Verdict polledNoSlowerThan(Duration interval) {
        return verdict(Verdicts.polledNoSlowerThan(facts, interval, now));
    }

    /** It was told DEPLOYED, and then never asked for the status or its details while the status was terminal. */
    public Verdict stoppedAfterDeployed() {
        return verdict(Verdicts.stoppedAfterDeployed(facts));
    }

    /** It was told a terminal status, and then never asked for the status or its details while it was one. */
    public Verdict stoppedAfterTerminalStatus() {
        return verdict(Verdicts.stoppedAfterTerminalStatus(facts));
    }

    /** The scenario's rate limit never refused it; where there is none, the documented one wouldn't have. */
    public Verdict stayedWithinRateLimit() {
        return verdict(Verdicts.stayedWithinRateLimit(facts, limit));
    }

    /**
     * After each such answer it waited so long before its next request, if there was one. Unknown if it got no such answer.
     *
     * @param answer as {@link RecordedRequest#answer()}: {@code 503}, {@code reset}, …; {@code abandoned} for an answer that it
     *     didn't wait for
     * @throws IllegalArgumentException for a success, such as {@code 200}
     */
    public Verdict backedOffAfter(String answer, Duration atLeast) {
        return verdict(Verdicts.backedOffAfter(facts, answer, atLeast));
    }

    /**
     * Over failures in a row, of whatever kind, each wait was longer than the one before by this factor, up to the longest; the
     * first wait after a success was shorter than the first of all by that factor. A wait may fall short by a tenth. Unknown
     * before it waited twice in a row.
     *
     * @param factor above 1
     * @throws IllegalArgumentException for another factor
     */
    public Verdict backedOffExponentially(double factor, Duration longest) {
        return verdict(Verdicts.backedOffExponentially(facts, factor, longest));
    }

    /** It asked for nothing before the end of a {@code Retry-After}. Unknown if it was told none. */
    public Verdict waitedAsTold() {
        return verdict(Verdicts.waitedAsTold(facts));
    }

    /** It got such an answer, and asked for the same again after each. Unknown if it got none. */
    public Verdict askedAgainAfter(String answer) {
        return verdict(Verdicts.askedAgainAfter(facts, answer));
    }

    /** It got such an answer, and asked for nothing more. Unknown if it got none. */
    public Verdict neverAskedAgainAfter(String answer) {
        return verdict(Verdicts.neverAskedAgainAfter(facts, answer));
    }

    /**
     * It asked for the gateway, and not before it was told this status.
     *
     * @throws IllegalArgumentException if the status isn't documented
     */
    public Verdict askedForGatewayOnlyAfter(AutomationStatus status) {
        return verdict(Verdicts.askedForGatewayOnlyAfter(facts, status));
    }

    /** Each time that the server came to be DEPLOYED, it was told so soon. */
    public Verdict noticedDeployedWithin(Duration delay) {
        return verdict(Verdicts.noticedDeployedWithin(facts, delay));
    }

    /** Each time that the server's automation ended, it was told a terminal status so soon. */
    public Verdict noticedTerminalStatusWithin(Duration delay) {
        return verdict(Verdicts.noticedTerminalStatusWithin(facts, delay));
    }

    /** Each time that the server came to have a gateway, it was told the gateway so soon. */
    public Verdict noticedGatewayWithin(Duration delay) {
        return verdict(Verdicts.noticedGatewayWithin(facts, delay));
    }

    /**
     * Each time that a step of the server's life began, it was answered so soon, by whatever operation.
     *
     * @throws IllegalArgumentException if the server has no such step, naming those it has
     */
    public Verdict noticed(String step, Duration delay) {
        return verdict(Verdicts.noticed(facts, step, delay));
    }

    /**
     * It was struck by an incident, and had a right answer so soon after the end of each time that it was. Unknown if it was
     * never struck by it, and while the incident lasts.
     */
    public Verdict cameThrough(String incident, Duration delay) {
        return verdict(Verdicts.cameThrough(facts, incident, delay, now));
    }

    /** From its first request to its last there is so much time. Unknown if it was told a terminal status before. */
    public Verdict keptAskingFor(Duration atLeast) {
        return verdict(Verdicts.keptAskingFor(facts, atLeast));
    }

    /** From its first request to its last there is no more time. Unknown if it was told a terminal status. */
    public Verdict gaveUpWithin(Duration atMost) {
        return verdict(Verdicts.gaveUpWithin(facts, atMost));
    }

    /**
     * It never had more requests under way at once.
     *
     * @throws IllegalArgumentException for a negative number
     */
    public Verdict neverMoreAtOnceThan(int requests) {
        return verdict(Verdicts.neverMoreAtOnceThan(facts, requests));
    }

    /**
     * Its requests came by so many connections at most.
     *
     * @throws IllegalArgumentException for a negative number
     */
    public Verdict openedAtMost(int connections) {
        return verdict(Verdicts.openedAtMost(facts, connections));
    }

    private static Verdict verdict(Judgement judgement) {
        return Verdict.of(judgement);
    }
}
