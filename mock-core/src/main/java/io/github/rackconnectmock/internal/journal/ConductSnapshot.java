package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.conduct.AllFacts;
import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.internal.conduct.ConnectionFailure;
import java.util.List;

/**
 * What clients did up to one moment.
 *
 * @param exchanges those that the journal holds, the oldest first
 * @param received how many there were
 * @param firstOfScenario the number of the first one since the scenario began
 * @param clients what each client did since then, of those that did something
 * @param kinds how many requests of each kind there were
 * @param mostAtOnce how many were under way at once at most, since the scenario began
 * @param connections how many connections there were since then
 * @param failedConnections how many of them failed
 * @param failures the last of these
 * @param unexpected how many requests only a mistake of the client's explains
 * @param firstUnexpected the first of these
 * @param changes grows with each request, each end and each connection that fails
 */
public record ConductSnapshot(
        List<Exchange> exchanges,
        long received,
        long firstOfScenario,
        List<ClientFacts> clients,
        List<AllFacts.Kind> kinds,
        long mostAtOnce,
        long connections,
        long failedConnections,
        List<ConnectionFailure> failures,
        long unexpected,
        List<Exchange> firstUnexpected,
        long changes) {}
