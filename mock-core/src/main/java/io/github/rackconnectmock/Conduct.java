package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.journal.ConductSnapshot;
import io.github.rackconnectmock.scenario.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a mock's clients did up to one moment. Requests are those since the mock was started or reset; what is said of clients
 * begins with the scenario. Immutable.
 */
public final class Conduct {
    private static final Verdict GOOD = new Verdict(Verdict.Kind.GOOD, "");

    private final ConductSnapshot snapshot;
    private final List<ClientConduct> clients;
    private final List<RecordedRequest> requests;

    Conduct(ConductSnapshot snapshot, @Nullable RateLimit limit, long now) {
        this.snapshot = snapshot;
        this.clients = snapshot.clients().stream()
                .map(facts -> new ClientConduct(facts, limit, now))
                .toList();
        this.requests = snapshot.exchanges().stream().map(RecordedRequest::of).toList();
    }

    ConductSnapshot snapshot() {
        return snapshot;
    }

    /** What each server's client did, of those that did something, in the scenario's order. */
    public List<ClientConduct> clients() {
        return clients;
    }

    /** What one server's client did; empty if it did nothing. */
    public Optional<ClientConduct> client(String server) {
        return clients.stream().filter(each -> each.server().equals(server)).findFirst();
    }

    /** The requests that the journal holds, the oldest first. */
    public List<RecordedRequest> requests() {
        return requests;
    }

    /** How many requests there were, those that the journal has forgotten included. */
    public long received() {
        return snapshot.received();
    }

    /** How many requests the journal has forgotten. */
    public long forgotten() {
        return snapshot.received() - requests.size();
    }

    /** How many requests of each kind there were, those that the journal has forgotten included. */
    public RequestCounts counts() {
        return new RequestCounts(snapshot.kinds());
    }

    /** How many requests only a mistake of the client's explains; see {@link RecordedRequest#unexpected()}. */
    public long unexpected() {
        return snapshot.unexpected();
    }

    /** The first of these, a hundred at most. */
    public List<RecordedRequest> firstUnexpected() {
        return snapshot.firstUnexpected().stream().map(RecordedRequest::of).toList();
    }

    /** How many connections there were, but for those of the control API. */
    public long connections() {
        return snapshot.connections();
    }

    /** How many of them came to no request. */
    public long failed() {
        return snapshot.failedConnections();
    }

    /** The last of these, a hundred at most, the oldest first. */
    public List<FailedConnection> failedConnections() {
        return snapshot.failures().stream().map(FailedConnection::of).toList();
    }

    /**
     * All clients together never had more requests under way at once.
     *
     * @throws IllegalArgumentException for a negative number
     */
    public Verdict neverMoreAtOnceThan(int most) {
        return snapshot.mostAtOnce() > notNegative(most)
                ? bad(
                        snapshot.mostAtOnce() == 1
                                ? "there was 1 request under way"
                                : "there were " + snapshot.mostAtOnce() + " requests under way at once")
                : GOOD;
    }

    /**
     * There were no more connections.
     *
     * @throws IllegalArgumentException for a negative number
     */
    public Verdict openedAtMost(int most) {
        return snapshot.connections() > notNegative(most)
                ? bad(
                        snapshot.connections() == 1
                                ? "there was 1 connection"
                                : "there were " + snapshot.connections() + " connections")
                : GOOD;
    }

    /**
     * All servers together never made more requests within this time. Unknown if the journal has forgotten requests, unless those
     * that it holds show the opposite.
     *
     * @throws IllegalArgumentException for a negative number or duration
     */
    public Verdict neverMoreThan(int most, Duration within) {
        notNegative(most);
        if (within.isNegative()) {
            throw new IllegalArgumentException("a duration is zero or longer, not " + within);
        }
        return Verdict.of(snapshot.neverMoreThan(most, within));
    }

    private static Verdict bad(String why) {
        return new Verdict(Verdict.Kind.BAD, why);
    }

    private static int notNegative(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("a number of requests or connections is 0 or more, not " + number);
        }
        return number;
    }
}
