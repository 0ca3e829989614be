package io.github.rackconnectmock.junit.timeline;

import io.github.rackconnectmock.Conduct;
import io.github.rackconnectmock.FailedConnection;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened at a mock, in one order: each step of the servers that asked, each request with its answer and its reason, and
 * each connection that came to no request, in the mock's time. Immutable, and bounded: of more than {@value #LONGEST} lines only the first and the last are
 * shown.
 */
public final class Timeline {
    /** No timeline shows more events. */
    public static final int LONGEST = 100;

    private static final int SHOWN_OF_BEGINNING = 20;
    private static final int LONGEST_LINE = 240;
    private static final String OF_SCENARIO = "* ";

    private final List<Event> events;
    private final Instant now;
    private final String leftOut;

    private Timeline(List<Event> events, Instant now, String leftOut) {
        this.events = events;
        this.now = now;
        this.leftOut = leftOut;
    }

    /** What happened so far. Looking changes nothing. */
    public static Timeline of(RackConnectMockServer mock) {
        return of(mock, mock.conduct());
    }

    /** The servers' steps so far, with the requests and the failed connections up to one moment. */
    public static Timeline of(RackConnectMockServer mock, Conduct conduct) {
        List<RecordedRequest> requests = conduct.requests();
        List<Step> toCome = steps(mock, requests);
        List<Event> events = new ArrayList<>();
        for (RecordedRequest request : requests) {
            stepsBefore(request, toCome).forEach(step -> events.add(step.event()));
            String who = request.server() == null ? request.source() : request.server();
            events.add(new Event(request.at(), who, request.exchange()));
        }
        toCome.forEach(step -> events.add(step.event()));
        conduct.failedConnections().forEach(failed -> addInTime(events, failed));
        Instant now = mock.clock().instant();
        mock.incidents()
                .forEach(incident -> incident.occurrences().forEach(time -> {
                    addIncident(events, time.since(), incident.name() + " begins");
                    if (time.until() != null && !time.until().isAfter(now)) {
                        addIncident(events, time.until(), incident.name() + " ends");
                    }
                }));
        return new Timeline(events, now, leftOut(conduct));
    }

    /** Behind the steps of its instant, and before the requests, which it strikes. */
    private static void addIncident(List<Event> events, Instant at, String what) {
        int place = 0;
        while (place < events.size()
                && (events.get(place).at().isBefore(at)
                        || (events.get(place).at().equals(at)
                                && events.get(place).isOfScenario()))) {
            place++;
        }
        events.add(place, new Event(at, "incident", OF_SCENARIO + what));
    }

    /** Behind all that isn't later. */
    private static void addInTime(List<Event> events, FailedConnection failed) {
        int place = events.size();
        while (place > 0 && events.get(place - 1).at().isAfter(failed.at())) {
            place--;
        }
        String who = failed.server() == null ? failed.source() : failed.server();
        events.add(place, new Event(failed.at(), who, failed.toString()));
    }

    private static String leftOut(Conduct conduct) {
        return conduct.forgotten() == 0
                ? ""
                : System.lineSeparator() + "  (" + conduct.forgotten() + " of " + conduct.received()
                        + " requests are forgotten; a larger journalSize holds more)";
    }

    /** Several lines, each with its time since the first. */
    @Override
    public String toString() {
        if (events.isEmpty()) {
            return "  (nothing happened)" + leftOut;
        }
        Instant start = events.get(0).at();
        int width = Durations.format(Duration.between(start, now)).length() + 3;
        StringBuilder text = new StringBuilder("Timeline from ")
                .append(start.truncatedTo(ChronoUnit.MILLIS))
                .append(" on, in the mock's time:")
                .append(leftOut);
        for (int i = 0; i < events.size(); i++) {
            int left = events.size() - i;
            if (i == SHOWN_OF_BEGINNING && left > LONGEST - SHOWN_OF_BEGINNING) {
                int leftOut = left - (LONGEST - SHOWN_OF_BEGINNING);
                text.append(System.lineSeparator())
                        .append("  … ")
                        .append(leftOut)
                        .append(" more …");
                i += leftOut;
            }
            Event event = events.get(i);
            append(text, width, Duration.between(start, event.at()), event.who() + "  " + event.what());
        }
        append(text, width, Duration.between(start, now), "(now)");
        return text.toString();
    }

    private static void append(StringBuilder text, int width, Duration since, String what) {
        Duration shown = since.isNegative() ? Duration.ZERO : since;
        String line = String.format("%" + width + "s  %s", "+" + Durations.format(shown), what);
        text.append(System.lineSeparator())
                .append(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…");
    }

    /** The steps of the servers that asked, and of the first server, in the order of their times. */
    private static List<Step> steps(RackConnectMockServer mock, List<RecordedRequest> requests) {
        Scenario scenario = mock.scenario();
        Set<@Nullable String> asked = new HashSet<>();
        asked.add(scenario.servers().get(0).name(1));
        requests.forEach(request -> asked.add(request.server()));
        List<Step> steps = new ArrayList<>();
        for (CloudServer server : scenario.servers()) {
            for (int number = 1; number <= server.count(); number++) {
                String name = server.name(number);
                if (asked.contains(name)) {
                    mock.server(name).begunSteps().forEach(begun -> steps.add(new Step(name, begun)));
                }
            }
        }
        steps.sort(Comparator.comparing(step -> step.begun().at()));
        return steps;
    }

    /**
     * Takes the steps that come before a request: all of earlier times, and of its server those up to the one it met. Where
     * the clock stands still, only that tells which came first.
     */
    private static List<Step> stepsBefore(RecordedRequest request, List<Step> toCome) {
        List<Step> before = new ArrayList<>();
        boolean isMet = toCome.stream().noneMatch(step -> step.isMetBy(request));
        ListIterator<Step> steps = toCome.listIterator();
        while (steps.hasNext()) {
            Step step = steps.next();
            boolean isEarlier = step.begun().at().isBefore(request.at());
            if (!isEarlier && isMet) {
                break;
            }
            if (isEarlier || step.server().equals(request.server())) {
                isMet |= step.isMetBy(request);
                before.add(step);
                steps.remove();
            }
        }
        return before;
    }

    private record Event(Instant at, String who, String what) {
        /** Whether it is a step or an incident, and not what a client did. */
        boolean isOfScenario() {
            return what.startsWith(OF_SCENARIO);
        }
    }

    private record Step(String server, BegunStep begun) {
        boolean isMetBy(RecordedRequest request) {
            return server.equals(request.server())
                    && begun.state().step().equals(request.step())
                    && !begun.at().isAfter(request.at());
        }

        Event event() {
            ServerState state = begun.state();
            String gateway = state.gatewayIp() == null ? "no gateway" : "gateway " + state.gatewayIp();
            return new Event(begun.at(), server, OF_SCENARIO + state.step() + ": " + state.status() + ", " + gateway);
        }
    }
}
