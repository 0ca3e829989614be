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
 * the first request that met it, and the begin of an incident before the first that it struck, its end behind the last.
 */
final class Events {
    private static final int LONGEST_BODY = 40;
    private static final int LONGEST_TARGET = 200;

    private final List<Event> all = new ArrayList<>();
    private final Map<String, ArrayDeque<Event>> stepsToCome = new HashMap<>();
    private final List<Due> toCome = new ArrayList<>();
    private final Secrets secrets;

    /**
     * What comes at its time, and there no later than before a request.
     *
     * @param request its place in the journal
     */
    private record Due(Event event, int request) {}

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
        List<Exchange> requests = history.requests();
        for (History.Trouble trouble : history.incidents()) {
            Instant since = trouble.since();
            toCome.add(
                    new Due(incident(since, trouble.name(), "begins"), firstStruck(requests, since, trouble.name())));
            Instant until = trouble.until();
            if (until != null && !until.isAfter(history.now())) {
                toCome.add(new Due(
                        incident(until, trouble.name(), "ends"), behindLastStruck(requests, until, trouble.name())));
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
        for (int i = 0; i < requests.size(); i++) {
            Exchange request = requests.get(i);
            while (!moves.isEmpty() && moves.getFirst().nanos() - request.receivedNanos() < 0) {
                toCome.add(new Due(move(moves.removeFirst()), i));
            }
            takeBefore(request.at());
            takeMetBy(request);
            takeDueBefore(request, i);
            all.add(request(request));
        }
        moves.forEach(each -> toCome.add(new Due(move(each), requests.size())));
        takeBefore(Instant.MAX);
        for (var failure : history.failures()) {
            String who = failure.server() == null ? failure.source() : failure.server();
            String what = "connection from " + failure.source() + " " + Printable.escaped(failure.what());
            insert(new Event(failure.at(), who, what, Event.Kind.CONNECTION, null, null));
        }
    }

    /** The first request at a moment that an incident struck; the first from this moment on if it struck none then. */
    private static int firstStruck(List<Exchange> requests, Instant at, String incident) {
        int first = firstFrom(requests, at);
        for (int i = first; i < requests.size() && !requests.get(i).at().isAfter(at); i++) {
            if (incident.equals(requests.get(i).incident())) {
                return i;
            }
        }
        return first;
    }

    /** The request behind the last at a moment that an incident struck; the first from this moment on if it struck none then. */
    private static int behindLastStruck(List<Exchange> requests, Instant at, String incident) {
        int behind = firstFrom(requests, at);
        for (int i = behind; i < requests.size() && !requests.get(i).at().isAfter(at); i++) {
            if (incident.equals(requests.get(i).incident())) {
                behind = i + 1;
            }
        }
        return behind;
    }

    private static int firstFrom(List<Exchange> requests, Instant at) {
        int first = 0;
        while (first < requests.size() && requests.get(first).at().isBefore(at)) {
            first++;
        }
        return first;
    }

    /** Adds what was before a time, the earliest first. */
    private void takeBefore(Instant time) {
        List<Event> before = new ArrayList<>();
        for (ArrayDeque<Event> own : stepsToCome.values()) {
            while (!own.isEmpty() && own.getFirst().at().isBefore(time)) {
                before.add(own.removeFirst());
            }
        }
        toCome.removeIf(each -> each.event().at().isBefore(time) && before.add(each.event()));
        before.sort(Comparator.comparing(Event::at));
        all.addAll(before);
    }

    /** Adds what is of the same moment as a request, and comes before it. */
    private void takeDueBefore(Exchange request, int place) {
        toCome.removeIf(
                each -> each.request() <= place && !each.event().at().isAfter(request.at()) && all.add(each.event()));
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
        String target = Printable.target(secrets.target(request.request().target()));
        StringBuilder words = new StringBuilder(Printable.of(request.request().method()))
                .append(' ')
                .append(target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET) + "…")
                .append(" -> ")
                .append(request.word());
        String body = body(request);
        if (body != null) {
            words.append(' ').append(body);
        }
        if (request.reason() != null) {
            words.append(" (").append(Printable.escaped(request.reason())).append(')');
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
        return request.body().length <= LONGEST_BODY
                ? Printable.escaped(request.bodyText().strip())
                : null;
    }
}
