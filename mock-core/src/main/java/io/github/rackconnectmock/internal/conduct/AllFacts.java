package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all clients of a mock did together, and how many requests of each kind there were. Guarded by the journal's lock. */
public final class AllFacts {
    private static final int FAILURES_HELD = 100;

    private long epoch = 1;
    private final Map<String, KindCounts> counts = new HashMap<>();
    private KindCounts strangers = new KindCounts();
    private long underWay;
    private long mostAtOnce;
    private int generation;
    private int clients;
    private long opened;
    private long failed;
    private final ArrayDeque<ConnectionFailure> failures = new ArrayDeque<>();

    /**
     * Requests of one kind.
     *
     * @param server the name of the server that asked; {@code null} for none of the scenario
     * @param answer the answer in one word
     * @param incident the incident that struck them; {@code null} for none
     * @param count how many there were
     */
    public record Kind(
            @Nullable String server,
            @Nullable Operation operation,
            @Nullable Format format,
            @Nullable Rule rule,
            String answer,
            @Nullable String incident,
            long count) {}

    /** Changes when all requests are forgotten. */
    public long epoch() {
        return epoch;
    }

    /** Those of the control API aren't a client's. */
    private void count(@Nullable ConnectionFacts connection) {
        if (connection != null && connection.isNewIn(generation)) {
            opened++;
        }
    }

    /** A request begins. Called in the order of their numbers. */
    public void begins(Observed request, @Nullable ClientFacts client) {
        mostAtOnce = Math.max(mostAtOnce, ++underWay);
        count(request.connection());
        if (client == null) {
            strangers.add(request);
            return;
        }
        if (client.begins(request, epoch, clients + 1)) {
            clients++;
        }
        KindCounts own = client.counts;
        if (own == null) {
            own = counts.computeIfAbsent(client.name, first -> new KindCounts());
            client.counts = own;
        }
        own.add(request);
    }

    /** The client of a request that began has probably left, before the answer has ended. */
    public void leaves(Observed request, @Nullable ClientFacts client) {
        underWay--;
        if (client != null) {
            client.leaves(request);
        }
    }

    /** The answer of a request that began has ended. */
    public void ends(Observed request, @Nullable ClientFacts client, boolean delivered) {
        if (!request.isLeft()) {
            underWay--;
        }
        if (client != null) {
            client.ends(request, delivered);
        }
    }

    /**
     * A connection has failed.
     *
     * @param client whose it was; {@code null} for no server's
     * @param attempt what the client tried by it; {@code null} where it may have had nothing to ask
     */
    public void failed(
            ConnectionFailure failure,
            ConnectionFacts connection,
            @Nullable ClientFacts client,
            @Nullable FailedAttempt attempt) {
        count(connection);
        failed++;
        if (client != null && attempt != null && client.failed(attempt, epoch, clients + 1)) {
            clients++;
        }
        if (failures.size() == FAILURES_HELD) {
            failures.removeFirst();
        }
        failures.addLast(failure);
    }

    /** Forgets all requests. */
    public void forget() {
        epoch++;
        counts.clear();
        strangers = new KindCounts();
        startOver();
    }

    /** Another scenario begins. How many requests of each kind there were goes on. */
    public void startOver() {
        generation++;
        mostAtOnce = underWay;
        opened = 0;
        failed = 0;
        failures.clear();
    }

    public long mostAtOnce() {
        return mostAtOnce;
    }

    /** How many connections carried a request or failed. */
    public long connections() {
        return opened;
    }

    /** How many connections failed. */
    public long failedConnections() {
        return failed;
    }

    /** The last connections that failed, the oldest first; a copy. */
    public List<ConnectionFailure> failures() {
        return List.copyOf(failures);
    }

    /** All kinds of requests that there were; a copy. */
    public List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        strangers.forEach(null, kinds::add);
        counts.forEach((server, own) -> own.forEach(server, kinds::add));
        return kinds;
    }
}
