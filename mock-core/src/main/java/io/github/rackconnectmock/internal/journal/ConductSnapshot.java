package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.conduct.AllFacts;
import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.internal.conduct.ConnectionFailure;
import io.github.rackconnectmock.internal.conduct.Judgement;
import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
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
        long changes) {

    /** All servers together never made more requests within this time. Unknown if requests are forgotten that could show it. */
    public Judgement neverMoreThan(int most, Duration within) {
        List<Exchange> held = exchanges.stream()
                .filter(each -> each.number() >= firstOfScenario)
                .toList();
        List<Exchange> asked = held.stream()
                .filter(each -> each.server() != null && each.operation() != null)
                .toList();
        for (int i = 0; i + most < asked.size(); i++) {
            Exchange first = asked.get(i);
            Exchange last = asked.get(i + most);
            Duration took = Duration.between(first.at(), last.at());
            if (took.compareTo(within) < 0) {
                return Judgement.bad("there were " + (most + 1) + " within " + Durations.format(took) + " (requests "
                        + first.number() + " to " + last.number() + ")");
            }
        }
        long forgotten = received - firstOfScenario + 1 - held.size();
        return forgotten > 0
                ? Judgement.unknown(forgotten + (forgotten == 1 ? " request is" : " requests are")
                        + " forgotten; hold more with journalSize("
                        + Math.min(Integer.MAX_VALUE, 2 * received) + ")")
                : Judgement.GOOD;
    }
}
