package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.Printable;
import io.github.rackconnectmock.internal.simulation.Lane;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one order: by the mock's time, and where that stands still, as the requests show it: a step comes before
 * the first request that met it.
 */
final class Events {
    private static final int LONGEST_BODY = 40;

    private final List<Event> all = new ArrayList<>();
    private final Map<String, ArrayDeque<Event>> stepsToCome = new HashMap<>();

    private final Secrets secrets;

    private Events(Secrets secrets) {
        this.secrets = secrets;
    }

    /** All events of a history, of the servers in it that asked or are few. */
    static List<Event> of(History history, List<History.Server> servers, Secrets secrets) {
        Events events = new Events(secrets);
        events.add(history, servers);
        return events.all;
    }

    private void add(History history, List<History.Server> servers) {
        List<Event> scenario = new ArrayList<>();
        for (History.Trouble trouble : history.incidents()) {
            scenario.add(incident(trouble.since(), trouble.name(), "begins"));
            if (trouble.until() != null && !trouble.until().isAfter(history.now())) {
                scenario.add(incident(trouble.until(), trouble.name(), "ends"));
            }
        }
        for (History.Server server : servers) {
            ArrayDeque<Event> own = new ArrayDeque<>();
            server.lane().begun().forEach(each -> own.add(step(server.name(), each)));
            if (!own.isEmpty() && own.getFirst().at().equals(history.began())) {
                // Nothing comes before what begins with the scenario.
                all.add(own.removeFirst());
            }
            stepsToCome.put(server.name(), own);
        }
        ArrayDeque<MovableClock.Move> moves = new ArrayDeque<>(history.moves());
        for (Exchange request : history.requests()) {
            while (!moves.isEmpty() && moves.getFirst().nanos() - request.receivedNanos() < 0) {
                scenario.add(move(moves.removeFirst()));
            }
            takeBefore(request.at(), scenario);
            takeMetBy(request);
            all.add(request(request));
        }
        moves.forEach(each -> scenario.add(move(each)));
        takeBefore(Instant.MAX, scenario);
        for (var failure : history.failures()) {
            String who = failure.server() == null ? failure.source() : failure.server();
            insert(new Event(failure.at(), who, failure.what(), Event.Kind.CONNECTION, null, null));
        }
    }

    /** Adds what was before a time, the earliest first. */
    private void takeBefore(Instant time, List<Event> scenario) {
        List<Event> before = new ArrayList<>();
        scenario.removeIf(each -> each.at().isBefore(time) && before.add(each));
        for (ArrayDeque<Event> own : stepsToCome.values()) {
            while (!own.isEmpty() && own.getFirst().at().isBefore(time)) {
                before.add(own.removeFirst());
            }
        }
        before.sort(Comparator.comparing(Event::at));
        all.addAll(before);
    }

    /** Adds the steps of the same moment up to the one that a request met. */
    private void takeMetBy(Exchange request) {
        ArrayDeque<Event> own = stepsToCome.get(request.server());
        ServerState met = request.state();
        if (own == null || met == null) {
            return;
        }
        boolean isToCome = own.stream()
                .anyMatch(each -> each.step() != null
                        && each.step().state().step().equals(met.step())
                        && !each.at().isAfter(request.at()));
        while (isToCome && !own.isEmpty()) {
            Event next = own.removeFirst();
            all.add(next);
            isToCome = next.step() == null || !next.step().state().step().equals(met.step());
        }
    }

    /** Behind all that isn't later. */
    private void insert(Event event) {
        int place = all.size();
        while (place > 0 && all.get(place - 1).at().isAfter(event.at())) {
            place--;
        }
        all.add(place, event);
    }

    private static Event incident(Instant at, String name, String what) {
        return new Event(at, "incident", name + " " + what, Event.Kind.INCIDENT, null, null);
    }

    private static Event move(MovableClock.Move move) {
        return new Event(
                move.from(),
                "clock",
                "moved by " + Durations.format(Duration.between(move.from(), move.to())),
                Event.Kind.CLOCK,
                null,
                null);
    }

    private static Event step(String server, Lane.Stretch step) {
        ServerState state = step.state();
        String gateway = state.gatewayIp() == null ? "no gateway" : "gateway " + state.gatewayIp();
        String known = step.known() ? "" : ", unknown to the API";
        return new Event(
                step.at(),
                server,
                state.step() + ": " + state.status() + ", " + gateway + known,
                Event.Kind.STEP,
                null,
                step);
    }

    private Event request(Exchange request) {
        String who = request.server() == null ? request.source() : request.server();
        return new Event(request.at(), who, words(request, secrets), Event.Kind.REQUEST, request, null);
    }

    /** A request, its answer, the reason and what became of it, in words. */
    static String words(Exchange request, Secrets secrets) {
        StringBuilder words = new StringBuilder(Printable.of(request.request().method()))
                .append(' ')
                .append(Printable.of(secrets.target(request.request().target())))
                .append(" -> ")
                .append(request.word());
        String body = body(request);
        if (body != null) {
            words.append(' ').append(body);
        }
        if (request.reason() != null) {
            words.append(" (").append(request.reason()).append(')');
        }
        switch (request.outcome()) {
            case ABANDONED ->
                words.append(" abandoned after ").append(Durations.format(Duration.ofNanos(request.tookNanos())));
            case PENDING -> words.append(", not yet answered");
            case DELIVERED -> {}
        }
        return words.toString();
    }

    private static @Nullable String body(Exchange request) {
        ServerState state = request.state();
        if (request.status() != 200 || !RequestView.hasBody(request)) {
            return null;
        }
        if (request.operation() != null && !request.operation().isRackConnect()) {
            return state == null ? null : state.status().name();
        }
        return request.body().length <= LONGEST_BODY ? request.bodyText().strip() : null;
    }
}
