package io.github.rackconnectmock.internal.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report of what happened up to now, in several formats. */
public final class ReportWriter {
    /** More lanes make a picture that is of no use on paper; the data in the report has all. */
    private static final int MOST_LANES = 60;

    private final RackConnectApi api;
    private final RequestJournal journal;

    /** Reports of what is played and of the requests to it. */
    public ReportWriter(RackConnectApi api, RequestJournal journal) {
        this.api = api;
        this.journal = journal;
    }

    /** The formats, by the endings of their files. */
    public enum Format {
        HTML(".html", "text/html; charset=utf-8"),
        MARKDOWN(".md", "text/markdown; charset=utf-8"),
        HAR(".har", "application/json"),
        TRACE(".trace.json", "application/json");

        private final String ending;
        private final String mediaType;

        Format(String ending, String mediaType) {
            this.ending = ending;
            this.mediaType = mediaType;
        }

        /** How the names of its files end. */
        public String ending() {
            return ending;
        }

        public String mediaType() {
            return mediaType;
        }

        /** The format of a file of this name. */
        public static Optional<Format> of(String fileName) {
            for (Format each : values()) {
                if (fileName.endsWith(each.ending)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * What a report says of itself.
     *
     * @param title what it is a report of
     * @param verdict what comes first, such as a failure; {@code null} for nothing
     * @param at the moment to mark, in the mock's time; {@code null} for none
     */
    public record Heading(
            String title,
            @Nullable String verdict,
            @Nullable Instant at) {}

    /** What all formats are written from. */
    record Parts(
            String title,
            @Nullable String verdict,
            @Nullable Instant at,
            Secrets secrets,
            History history,
            List<History.Server> shown,
            List<Event> events) {
        /** How long after the first event a time is. */
        String after(Instant time) {
            Instant begin = events.isEmpty() ? history.began() : events.get(0).at();
            Duration since = Duration.between(begin, time);
            return "+" + Durations.format(since.isNegative() ? Duration.ZERO : since);
        }
    }

    /** Writes one. */
    public String write(Format format, Heading heading, Secrets secrets) {
        History history = History.of(api.simulation(), journal);
        List<History.Server> shown = shown(history);
        Parts parts = new Parts(
                heading.title(),
                heading.verdict(),
                heading.at(),
                secrets,
                history,
                shown,
                Events.of(history, shown, secrets));
        return switch (format) {
            case HTML -> new HtmlReport(parts).write(new TimelineView(api, journal));
            case MARKDOWN -> MarkdownReport.write(parts);
            case HAR -> json(HarReport.write(parts));
            case TRACE -> json(TraceReport.write(parts));
        };
    }

    /** The fragment that opens a report at a moment, the present if none is said, and at the server that was asked last before. */
    public String fragment(@Nullable Instant at) {
        Simulation playing = api.simulation();
        Instant moment = at == null ? playing.clock().instant() : at;
        String server = playing.servers().all().iterator().next().name();
        for (Exchange each : journal.exchanges()) {
            if (each.server() != null && !each.at().isAfter(moment)) {
                server = each.server();
            }
        }
        Duration since = Duration.between(playing.began(), moment);
        return "#" + server + "@+" + Durations.format(since.isNegative() ? Duration.ZERO : since);
    }

    /** What a page that shows a report may do: run the report's own script, and nothing for the origin that it is from. */
    public static String policy() {
        return "sandbox allow-scripts; frame-ancestors 'none'; " + HtmlReport.policy();
    }

    /** The servers that asked, then others, as many as there is space for, in the order of the scenario. */
    private static List<History.Server> shown(History history) {
        List<History.Server> all = history.servers();
        long asked = all.stream().filter(History.Server::asked).count();
        long others = Math.max(0, MOST_LANES - asked);
        List<History.Server> shown = new ArrayList<>();
        for (History.Server each : all) {
            if (each.asked() ? shown.size() < MOST_LANES : others-- > 0) {
                shown.add(each);
            }
        }
        return shown;
    }

    static String json(Object document) {
        try {
            return new ObjectMapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report can't be written: " + e.getOriginalMessage(), e);
        }
    }

    static String number(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    static String version() {
        String version = ReportWriter.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
