package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Printable;
import io.github.rackconnectmock.internal.journal.ConductSnapshot;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What happened, as lines of text, each with its time since the first. Of many, only the first and the last are there. */
public final class TextTimeline {
    /** No timeline tells more events. */
    public static final int LONGEST = 100;

    private static final int SHOWN_OF_BEGINNING = 20;
    private static final int LONGEST_LINE = 240;

    private final StringBuilder text = new StringBuilder();
    private final Instant start;
    private final int width;

    private TextTimeline(Instant start, Instant now) {
        this.start = start;
        this.width = Durations.format(Duration.between(start, now)).length() + 3;
    }

    /**
     * What the servers that asked, and the first one, went through up to now.
     *
     * @param conduct the requests and connections that are told
     */
    public static String of(Simulation playing, ConductSnapshot conduct) {
        History history = History.of(playing, conduct);
        List<History.Server> all = history.servers();
        List<History.Server> shown = IntStream.range(0, all.size())
                .filter(i -> i == 0 || all.get(i).asked())
                .mapToObj(all::get)
                .toList();
        // A move of the clock shows in the times, and a test that moves it before each request needs the lines.
        List<Event> events = Events.of(history, shown, Secrets.MASKED).stream()
                .filter(each -> each.kind() != Event.Kind.CLOCK)
                .toList();
        String missing = history.missing(shown).stream()
                .map(each -> System.lineSeparator() + "  (" + each + ")")
                .collect(Collectors.joining());
        if (events.isEmpty()) {
            return "  (nothing happened)" + missing;
        }
        TextTimeline timeline = new TextTimeline(events.get(0).at(), history.now());
        timeline.write(events, missing, history.now());
        return timeline.text.toString();
    }

    private void write(List<Event> events, String missing, Instant now) {
        text.append("Timeline from ")
                .append(start.truncatedTo(ChronoUnit.MILLIS))
                .append(" on, in the mock's time:")
                .append(missing);
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
            line(event.at(), Printable.escaped(event.who()) + mark(event) + event.what());
        }
        line(now, "(now)");
    }

    /** Sets what the scenario does apart from what clients do. */
    private static String mark(Event event) {
        return switch (event.kind()) {
            case STEP, INCIDENT, CLOCK -> "  * ";
            case REQUEST, CONNECTION -> "  ";
        };
    }

    private void line(Instant at, String what) {
        Duration since = Duration.between(start, at);
        Duration shown = since.isNegative() ? Duration.ZERO : since;
        String line = String.format("%" + width + "s  %s", "+" + Durations.format(shown), what);
        text.append(System.lineSeparator())
                .append(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…");
    }
}
