package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.simulation.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The servers' lives, and what clients asked, as lines of time in one picture. */
final class Picture {
    private static final int WIDTH = 1_200;
    private static final int NAMES = 150;
    private static final int RIGHT = 16;
    private static final int TOP = 58;
    private static final int LANE = 46;
    private static final int STRETCH = 20;
    private static final int TICK = 14;
    private static final int BOTTOM = 60;
    /** One further to the right would be cut. */
    private static final double LAST_MARK = 0.97;

    private static final double CHARACTER = 6.6;
    private static final int LONGEST_NAME = 20;
    private static final double LEAST = 2;
    private static final String INK = "#1f2933";
    private static final String QUIET = "#5c6670";

    private final History history;
    private final List<History.Server> servers;
    private final List<Event> events;
    private final Axis axis;
    private final @Nullable Instant marked;
    private final Svg svg;
    private final int bottom;

    private Picture(History history, List<History.Server> servers, List<Event> events, @Nullable Instant marked) {
        this.history = history;
        this.servers = servers;
        this.events = events;
        this.marked = marked;
        this.axis = Axis.of(events, begin(), history.now(), end());
        this.bottom = TOP + LANE * servers.size();
        this.svg = new Svg(
                WIDTH, bottom + BOTTOM, "What the servers went through, and what clients asked, by " + axis.words());
    }

    /**
     * Draws it.
     *
     * @param servers whose lanes are drawn
     * @param events what happened to them
     * @param marked a time to mark, such as that of a failure; {@code null} for none
     */
    static String of(History history, List<History.Server> servers, List<Event> events, @Nullable Instant marked) {
        return new Picture(history, servers, events, marked).draw();
    }

    private Instant begin() {
        Instant begin = events.isEmpty() ? history.began() : events.get(0).at();
        return begin.isBefore(history.began()) ? begin : history.began();
    }

    /** A little of what is to come, too: half as long as what was. */
    private Instant end() {
        Duration past = Duration.between(begin(), history.now());
        Duration least = past.isZero() ? Duration.ofSeconds(1) : past.dividedBy(50);
        Instant latest = history.now().plus(least);
        Instant most = history.now().plus(past.isZero() ? Duration.ofMinutes(1) : past.dividedBy(2));
        for (History.Server server : servers) {
            for (Lane.Stretch each : server.lane().ahead()) {
                if (each.at().isAfter(latest) && !each.at().isAfter(most)) {
                    latest = each.at();
                }
            }
        }
        return latest;
    }

    private String draw() {
        svg.raw("<defs><pattern id=\"forgotten\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                + " patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#f3f5f7\"/><line x1=\"0\" y1=\"0\""
                + " x2=\"0\" y2=\"6\" stroke=\"#b5bec7\" stroke-width=\"2\"/></pattern></defs>\n");
        svg.rect(0, 0, WIDTH, bottom + BOTTOM, "fill=\"#ffffff\"", "");
        for (Axis.Mark mark : axis.marks()) {
            if (mark.at() > LAST_MARK) {
                continue;
            }
            double x = x(mark.at());
            svg.line(x, TOP - 6, x, bottom, "stroke=\"#e3e8ed\"");
            svg.label(x + 2, TOP - 10, "fill=\"" + QUIET + "\" font-size=\"11\"", mark.text());
        }
        incidents();
        for (int i = 0; i < servers.size(); i++) {
            lane(servers.get(i), TOP + i * LANE);
        }
        clock();
        double now = nowX();
        svg.line(now, TOP - 6, now, bottom + 4, "stroke=\"" + INK + "\" stroke-width=\"1.5\"");
        svg.label(now - 4, bottom + 14, "text-anchor=\"end\" fill=\"" + INK + "\" font-size=\"11\"", "now");
        legend();
        return svg.toString();
    }

    private double x(double part) {
        return NAMES + part * (WIDTH - NAMES - RIGHT);
    }

    private double nowX() {
        return axis instanceof Axis.ByOrder ? x(axis.of(Instant.MAX)) : x(axis.of(history.now()));
    }

    private void incidents() {
        for (History.Trouble trouble : history.incidents()) {
            if (trouble.since().isAfter(history.now())) {
                continue;
            }
            double from = x(axis.of(trouble.since()));
            Instant until = trouble.until();
            double to = until == null ? nowX() : x(axis.of(until));
            String words = "incident " + trouble.name() + (until == null ? ", lasting" : "");
            svg.rect(
                    from,
                    TOP - 6,
                    Math.max(LEAST, to - from),
                    bottom - TOP + 6,
                    "fill=\"#d9822b\" fill-opacity=\"0.14\" stroke=\"#b35900\" stroke-opacity=\"0.5\"",
                    words);
            svg.label(from + 3, 14, "fill=\"#8a4500\" font-size=\"11\"", shortened(words, 40));
        }
    }

    private void clock() {
        double free = 0;
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.kind() == Event.Kind.CLOCK) {
                double x = x(axis.of(event, i));
                svg.line(x, TOP - 6, x, bottom, "stroke=\"#6d4aa0\" stroke-opacity=\"0.6\" stroke-dasharray=\"2 4\"");
                if (x >= free) {
                    svg.label(x + 3, 28, "fill=\"#6d4aa0\" font-size=\"11\"", event.what());
                    free = x + 3 + event.what().length() * CHARACTER;
                }
            }
        }
        if (marked != null) {
            double x = axis instanceof Axis.ByOrder ? nowX() : x(axis.of(marked));
            svg.line(x, TOP - 6, x, bottom, "stroke=\"#b3372c\" stroke-width=\"2\"");
            svg.label(x - 4, bottom + 27, "text-anchor=\"end\" fill=\"#b3372c\" font-size=\"11\"", "failed here");
        }
    }

    private void lane(History.Server server, double top) {
        svg.line(0, top + LANE - 4, WIDTH, top + LANE - 4, "stroke=\"#eef1f4\"");
        svg.raw("<g><title>" + Html.text(server.name()) + "</title>");
        svg.label(8, top + 15, "fill=\"" + INK + "\" font-weight=\"600\"", shortened(server.name(), LONGEST_NAME));
        svg.raw("</g>\n");
        stretches(server, top);
        ahead(server, top);
        ticks(server, top + STRETCH + 3);
    }

    private void stretches(History.Server server, double top) {
        List<Event> own = new ArrayList<>();
        List<Double> places = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Event each = events.get(i);
            if (each.kind() == Event.Kind.STEP && each.who().equals(server.name())) {
                own.add(each);
                places.add(x(axis.of(each, i)));
            }
        }
        for (int i = 0; i < own.size(); i++) {
            Lane.Stretch step = own.get(i).step();
            if (step != null) {
                double to = i + 1 < own.size() ? places.get(i + 1) : nowX();
                stretch(step, places.get(i), to, top, false);
                boolean isFirst = i == 0 || gateway(own.get(i - 1)) == null;
                if (isFirst && step.state().gatewayIp() != null) {
                    gateway(places.get(i), top, step.state().gatewayIp());
                }
            }
        }
    }

    private static @Nullable String gateway(Event step) {
        return step.step() == null ? null : step.step().state().gatewayIp();
    }

    private void gateway(double x, double top, String gateway) {
        double y = top + STRETCH;
        svg.path(
                String.format(Locale.ROOT, "M%.1f %.1f l4 4 l-4 4 l-4 -4 z", x, y - 2),
                "fill=\"#ffffff\" stroke=\"" + INK + "\"",
                "gateway " + gateway);
    }

    private void ahead(History.Server server, double top) {
        if (axis instanceof Axis.ByOrder) {
            return;
        }
        List<Lane.Stretch> ahead = server.lane().ahead();
        double last = x(1);
        for (int i = 0; i < ahead.size(); i++) {
            double from = x(axis.of(ahead.get(i).at()));
            double to = i + 1 < ahead.size() ? x(axis.of(ahead.get(i + 1).at())) : last;
            if (from < last) {
                stretch(ahead.get(i), from, to, top, true);
            }
        }
    }

    private void stretch(Lane.Stretch step, double from, double to, double top, boolean pale) {
        double width = Math.max(LEAST, to - from);
        String status = step.state().status().name();
        Look look = Look.of(status, step.known());
        String words = (pale ? "to come: " : "") + step.state().step() + ": " + status
                + (step.known() ? "" : ", unknown to the API") + ", from " + step.at();
        svg.rect(
                from,
                top + 2,
                width,
                STRETCH,
                "rx=\"2\" fill=\"" + look.fill() + "\""
                        + (pale ? " fill-opacity=\"0.3\" stroke=\"" + look.fill() + "\" stroke-dasharray=\"3 2\"" : ""),
                words);
        String label = look.letter() + " " + status + "  " + step.state().step();
        int fits = (int) ((width - 8) / CHARACTER);
        if (fits >= 3) {
            svg.label(
                    from + 5,
                    top + 16,
                    "fill=\"" + (pale ? INK : "#ffffff") + "\" font-size=\"11\" pointer-events=\"none\"",
                    shortened(label, fits));
        }
    }

    /** Requests at the same place become one tick with their number, in the colour of the worst answer. */
    private void ticks(History.Server server, double top) {
        Map<Integer, List<Exchange>> places = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            Exchange request = events.get(i).request();
            if (request != null && server.name().equals(request.server())) {
                int place = (int) Math.floor(x(axis.of(events.get(i), i)) / LEAST);
                places.computeIfAbsent(place, first -> new ArrayList<>()).add(request);
            }
        }
        if (history.oldest() > 1) {
            double to = places.isEmpty() ? nowX() : places.keySet().iterator().next() * LEAST;
            svg.rect(
                    x(0),
                    top + 1,
                    Math.max(LEAST, to - x(0)),
                    TICK,
                    "fill=\"url(#forgotten)\"",
                    (history.oldest() - 1) + " requests of all servers are forgotten");
        }
        places.forEach((place, requests) -> {
            Exchange worst = requests.get(0);
            for (Exchange each : requests) {
                worst = Look.badness(each) > Look.badness(worst) ? each : worst;
            }
            String words = requests.size() == 1
                    ? worst.at() + " " + Events.words(worst, Secrets.MASKED)
                    : requests.size() + " requests, among them " + Events.words(worst, Secrets.MASKED);
            boolean hollow = worst.outcome() == Exchange.Outcome.ABANDONED;
            String colour = Look.tick(worst);
            svg.rect(
                    place * LEAST,
                    top + 1,
                    requests.size() == 1 ? LEAST : LEAST + 1,
                    TICK,
                    hollow ? "fill=\"#ffffff\" stroke=\"" + colour + "\"" : "fill=\"" + colour + "\"",
                    words);
            if (Look.badness(worst) > 0) {
                svg.path(
                        String.format(
                                Locale.ROOT, "M%.1f %.1f l3 5 l-6 0 z", place * LEAST + LEAST / 2, top + TICK + 1),
                        "fill=\"" + colour + "\"",
                        words);
            }
        });
    }

    private void legend() {
        double x = NAMES;
        double y = bottom + 38;
        for (String status : List.of("DEPLOYING", "DEPLOYED", "FAILED", "UNPROCESSABLE")) {
            Look look = Look.of(status, true);
            svg.rect(x, y, 12, 12, "rx=\"2\" fill=\"" + look.fill() + "\"", "");
            String words = look.letter() + " " + status;
            svg.label(x + 17, y + 10, "fill=\"" + QUIET + "\" font-size=\"11\"", words);
            x += 36 + words.length() * CHARACTER;
        }
        for (Look.Answer answer : Look.Answer.values()) {
            svg.rect(x, y, LEAST + 1, 12, "fill=\"" + answer.colour() + "\"", "");
            svg.label(x + 7, y + 10, "fill=\"" + QUIET + "\" font-size=\"11\"", answer.words());
            x += 24 + answer.words().length() * CHARACTER;
        }
    }

    static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
    }
}
