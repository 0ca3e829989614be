package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the lives of a scenario's servers go, and its incidents, worked out from the scenario alone. */
final class ScenarioTimeline {
    /** What stands for the server of an incident's lines. */
    static final String INCIDENT = "incident";

    /** No list of what repeats is longer. */
    private static final int MOST = 10_000;

    private final Scenario scenario;
    private final @Nullable Duration until;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Works out all that time brings; what waits for requests or signals stands where the waiting begins. What repeats for
     * ever is said once where there is no end.
     *
     * @param until what comes after this is left out; empty for everything
     */
    ScenarioTimeline(Scenario scenario, Optional<Duration> until) {
        this.scenario = scenario;
        this.until = until.orElse(null);
        for (int i = 0; i < scenario.incidents().size(); i++) {
            add(scenario.incidentName(i), scenario.incidents().get(i));
        }
        for (CloudServer server : scenario.servers()) {
            List<Duration> begins = Scenarios.begins(scenario, server);
            for (int number = 1; number <= server.count(); number++) {
                add(server, number, begins.get(number - 1));
            }
        }
        entries.removeIf(entry -> isLater(entry.at()));
        entries.sort(Comparator.comparing(Entry::at));
    }

    /** What happens, in the order of time; at one time incidents first, then servers in the scenario's order. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    private boolean isLater(Duration at) {
        return until != null && at.compareTo(until) > 0;
    }

    private void add(String name, Incident incident) {
        String what = Wording.incident(incident);
        if (incident.on() != null) {
            entries.add(
                    new Entry(Duration.ZERO, "0s", INCIDENT, name, "waits for signal " + incident.on() + ": " + what));
        }
        Duration begin = incident.after();
        for (int i = 0; begin != null && !isLater(begin) && i < MOST; i++) {
            entries.add(new Entry(begin, Durations.format(begin), INCIDENT, name, "begins: " + what));
            if (incident.lasts() != null) {
                Duration end = begin.plus(incident.lasts());
                String again = incident.every() == null || until != null
                        ? ""
                        : ", and begins again every " + Durations.format(incident.every());
                entries.add(new Entry(end, Durations.format(end), INCIDENT, name, "ends" + again));
            }
            begin = incident.every() == null || until == null ? null : begin.plus(incident.every());
        }
    }

    private void add(CloudServer server, int number, Duration begin) {
        String name = server.name(number);
        Duration at = begin;
        String awaited = switch (server.begins()) {
            case START -> "";
            case FIRST_REQUEST -> "waits for its first request: ";
            case CREATED -> "waits for a client to create it: ";
        };
        boolean waits = !awaited.isEmpty();
        entries.add(new Entry(at, Durations.format(at), name, server.stepName(0), awaited + Wording.start(server)));
        int[] taken = new int[server.lifecycle().size() + 1];
        int added = 0;
        for (int i = 1; i <= server.lifecycle().size() && added < MOST && !isLater(at); i++) {
            Step step = server.lifecycle().get(i - 1);
            Step.GoTo back = step.goTo();
            if (back != null && back.times() != null && taken[i] >= back.times()) {
                continue;
            }
            Optional<Duration> delay = Scenarios.delay(scenario, server, number, i);
            String when;
            String what = Wording.changes(step);
            if (delay.isPresent()) {
                at = waits ? at : at.plus(delay.get());
                when = waits ? "+" + Durations.format(delay.get()) : Durations.format(at);
            } else {
                when = waits ? "then" : Durations.format(at);
                what = "waits for " + Wording.waitsFor(step.trigger()) + ": " + what;
                waits = true;
            }
            entries.add(new Entry(at, when, name, server.stepName(i), what));
            added++;
            if (back != null) {
                if (waits || (back.times() == null && until == null)) {
                    // It goes round, and no time is known, or no end.
                    if (back.times() == null) {
                        return;
                    }
                    continue;
                }
                taken[i]++;
                int target = place(server, back.step());
                Arrays.fill(taken, target + 1, i, 0);
                entries.add(new Entry(at, Durations.format(at), name, back.step(), state(server, target)));
                added++;
                i = target;
            }
        }
    }

    private static String state(CloudServer server, int step) {
        return step == 0
                ? Wording.start(server)
                : Wording.changes(server.lifecycle().get(step - 1));
    }

    private static int place(CloudServer server, String name) {
        int place = 0;
        while (!server.stepName(place).equals(name)) {
            place++;
        }
        return place;
    }

    /**
     * Something that happens.
     *
     * @param at when, since the start; of what follows a wait, when the waiting begins
     * @param when the same in words; after a wait, counted from the step before
     * @param server the server's name, or {@link #INCIDENT}
     * @param step the step or incident that begins, ends, or is waited for
     * @param what what changes
     */
    record Entry(Duration at, String when, String server, String step, String what) {
        /** Whether no time of its own is known. */
        boolean waits() {
            return when.startsWith("+") || when.equals("then") || what.startsWith("waits for ");
        }
    }
}
