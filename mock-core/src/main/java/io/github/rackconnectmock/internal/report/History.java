package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.conduct.ConnectionFailure;
import io.github.rackconnectmock.internal.journal.ConductSnapshot;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.IncidentLife;
import io.github.rackconnectmock.internal.simulation.Lane;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that happened in a mock up to one moment.
 *
 * @param scenario what is played
 * @param began when that began
 * @param now the mock's time
 * @param moves the last times that the clock was moved
 * @param servers the servers' lives, in the order of the scenario
 * @param incidents the times of the incidents
 * @param requests those that the journal holds, the oldest first
 * @param received how many there were
 * @param failures the last connections that came to no request
 * @param failed how many of these there were
 */
record History(
        Scenario scenario,
        Instant began,
        Instant now,
        List<MovableClock.Move> moves,
        List<Server> servers,
        List<Trouble> incidents,
        List<Exchange> requests,
        long received,
        List<ConnectionFailure> failures,
        long failed) {

    private static final int MOST_NAMED = 3;

    /** A server and its life. */
    record Server(String name, Lane lane, boolean asked) {}

    /**
     * A time that an incident lasted.
     *
     * @param until when it ended, or will; {@code null} while that isn't known
     */
    record Trouble(String name, Instant since, @Nullable Instant until) {}

    /** What happened up to now. Looking changes nothing. */
    static History of(Simulation playing, RequestJournal journal) {
        return of(playing, journal.conduct(playing.servers().all()));
    }

    /** What happened up to now, but of requests and connections, only those up to the moment of a snapshot. */
    static History of(Simulation playing, ConductSnapshot conduct) {
        Set<String> asked = new HashSet<>();
        conduct.exchanges().forEach(each -> {
            if (each.server() != null) {
                asked.add(each.server());
            }
        });
        List<Server> servers = new ArrayList<>();
        for (ServerLife life : playing.servers().all()) {
            servers.add(new Server(life.name(), life.lane(), asked.contains(life.name())));
        }
        Instant now = playing.clock().instant();
        List<Trouble> incidents = new ArrayList<>();
        for (IncidentLife incident : playing.incidents().all()) {
            incident.occurrences(MovableClock.micros(now))
                    .forEach(each -> incidents.add(new Trouble(
                            incident.name(),
                            incident.instant(each.begin()),
                            each.end() == IncidentLife.NEVER ? null : incident.instant(each.end()))));
        }
        return new History(
                playing.scenario(),
                playing.began(),
                now,
                playing.clock().moves(),
                servers,
                incidents,
                conduct.exchanges(),
                conduct.received(),
                conduct.failures(),
                conduct.failedConnections());
    }

    /** Sentences on what isn't known any more of these servers and of all that happened. Without them, the rest looks like all. */
    List<String> missing(List<Server> shown) {
        List<String> missing = new ArrayList<>();
        long forgotten = received - requests.size();
        if (forgotten > 0) {
            missing.add(forgotten + " of " + received + " requests are forgotten; a larger journal holds more");
        }
        if (failed > failures.size()) {
            missing.add("of " + failed + " connections that came to no request only the last " + failures.size()
                    + " are known");
        }
        List<String> busy = shown.stream()
                .filter(each -> each.lane().begun().size() >= Lane.MOST_BEGUN)
                .map(Server::name)
                .toList();
        if (!busy.isEmpty()) {
            missing.add("of the steps of " + some(busy) + " only the last " + Lane.MOST_BEGUN + " are known");
        }
        Map<String, Integer> times = new LinkedHashMap<>();
        incidents.forEach(each -> times.merge(each.name(), 1, Integer::sum));
        List<String> frequent = times.entrySet().stream()
                .filter(each -> each.getValue() >= IncidentLife.MOST_KNOWN)
                .map(Map.Entry::getKey)
                .toList();
        if (!frequent.isEmpty()) {
            missing.add(
                    "of the times of " + some(frequent) + " only the last " + IncidentLife.MOST_KNOWN + " are known");
        }
        return missing;
    }

    private static String some(List<String> names) {
        int more = names.size() - MOST_NAMED;
        return more <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + more + " more";
    }

    /** The number of the oldest request that the journal holds. */
    long oldest() {
        return requests.isEmpty() ? received + 1 : requests.get(0).number();
    }
}
