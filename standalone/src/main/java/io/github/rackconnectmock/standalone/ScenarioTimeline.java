package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How the lives of a scenario's servers go, worked out from the scenario alone. */
final class ScenarioTimeline {
    private final List<Entry> entries = new ArrayList<>();

    /** Works out all that time brings; what waits for requests or signals stands where the waiting begins. */
    ScenarioTimeline(Scenario scenario) {
        for (CloudServer server : scenario.servers()) {
            for (int number = 1; number <= server.count(); number++) {
                add(server, number);
            }
        }
        entries.sort(Comparator.comparing(Entry::at));
    }

    /**
     * What happens, in the order of time; at one time, in the scenario's order.
     *
     * @param until what comes after this is left out; empty for everything
     */
    List<Entry> entries(Optional<Duration> until) {
        return entries.stream()
                .filter(entry ->
                        until.map(end -> entry.at().compareTo(end) <= 0).orElse(true))
                .toList();
    }

    private void add(CloudServer server, int number) {
        String name = server.name(number);
        Duration at = server.stagger().multipliedBy(number - 1L);
        boolean waits = server.begins() == Begins.FIRST_REQUEST;
        entries.add(new Entry(
                at,
                Durations.format(at),
                name,
                server.stepName(0),
                (waits ? "waits for its first request: " : "") + Wording.start(server)));
        for (int i = 0; i < server.lifecycle().size(); i++) {
            Step step = server.lifecycle().get(i);
            String when;
            String what = Wording.changes(step);
            if (step.trigger() instanceof Trigger.After after) {
                at = waits ? at : at.plus(after.delay());
                when = waits ? "+" + Durations.format(after.delay()) : Durations.format(at);
            } else {
                when = waits ? "then" : Durations.format(at);
                what = "waits for " + Wording.waitsFor(step.trigger()) + ": " + what;
                waits = true;
            }
            entries.add(new Entry(at, when, name, server.stepName(i + 1), what));
        }
    }

    /**
     * Something that happens.
     *
     * @param at when, since the start; of what follows a wait, when the waiting begins
     * @param when the same in words; after a wait, counted from the step before
     * @param server the server's name
     * @param step the step that begins, or is waited for
     * @param what what changes
     */
    record Entry(Duration at, String when, String server, String step, String what) {}
}
