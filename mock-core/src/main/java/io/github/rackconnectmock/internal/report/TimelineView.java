package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.IncidentLife;
import io.github.rackconnectmock.internal.simulation.Lane;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Trigger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The servers' lives, the incidents, the clock and the requests as one document, and what changed in it. Where a client has
 * come to is in the id that it was given last, so that nothing is kept for it. Safe for use by several threads.
 */
public final class TimelineView {
    /** The most of each in one document of changes, so that none takes much memory; what is left comes in the next. */
    private static final int MOST_LANES = 1_000;

    private static final int MOST_REQUESTS = 1_000;

    private static final int RADIX = 36;

    private final RackConnectApi api;
    private final RequestJournal journal;
    // Another mock at the same port has another one.
    private final String run = Long.toString(System.nanoTime() & Long.MAX_VALUE, RADIX);

    /** A view of what is played and of the requests to it. */
    public TimelineView(RackConnectApi api, RequestJournal journal) {
        this.api = api;
        this.journal = journal;
    }

    /**
     * A document of what changed.
     *
     * @param id where a client is that has it
     * @param fields the document
     * @param news whether anything but the time changed
     * @param more whether there are more lanes, for which there was no space. Of requests that come faster than they are told,
     *     the rest waits for the next time, so that to tell them never takes more than a small part of the mock's time
     */
    public record Changes(String id, Map<String, @Nullable Object> fields, boolean news, boolean more) {}

    /** Where a client is: the lives and the requests that it has seen, and how the rest was then. */
    private record Cursor(String epoch, long lanes, long requests, int rest) {
        private static final int PARTS = 4;

        static @Nullable Cursor parse(String id) {
            String[] parts = id.split("-", -1);
            if (parts.length != PARTS) {
                return null;
            }
            try {
                return new Cursor(
                        parts[0],
                        Long.parseLong(parts[1]),
                        Long.parseLong(parts[2]),
                        Integer.parseUnsignedInt(parts[3]));
            } catch (NumberFormatException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return epoch + "-" + lanes + "-" + requests + "-" + Integer.toUnsignedString(rest);
        }
    }

    /**
     * What changed since a client was told an id.
     *
     * @param id {@code null} for everything; one of an earlier time, or of no mock at all, is as none
     */
    public Changes since(@Nullable String id) {
        return changes(id, MOST_LANES, MOST_REQUESTS);
    }

    /** Everything. */
    public Map<String, @Nullable Object> whole() {
        return changes(null, Integer.MAX_VALUE, Integer.MAX_VALUE).fields();
    }

    private Changes changes(@Nullable String id, int mostLanes, int mostRequests) {
        RackConnectApi.Played played = api.played();
        Simulation playing = played.simulation();
        RequestJournal.Contents contents = journal.contents();
        String epoch = run + Long.toString(contents.era(), RADIX);
        Cursor told = id == null ? null : Cursor.parse(id);
        Cursor seen = told == null || !told.epoch().equals(epoch) ? new Cursor(epoch, 0, 0, 0) : told;

        long allLanes = playing.changes();
        Instant time = playing.clock().instant();
        Chosen<ServerLife> lanes =
                choose(playing.servers().all(), each -> each.changed(time), seen.lanes(), allLanes, mostLanes);
        Chosen<Exchange> requests =
                choose(contents.exchanges(), Exchange::change, seen.requests(), contents.changes(), mostRequests);

        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        rest.put("scenario", scenario(played));
        rest.put("began", playing.began().toString());
        rest.put("moves", moves(playing.clock(), contents.exchanges()));
        rest.put("incidents", incidents(playing));
        Map<String, Object> clock = clock(playing.clock());
        int hash = Objects.hash(rest, clock.get("speed"), clock.get("frozen"));
        boolean restChanged = seen.rest() != hash || seen.lanes() == 0;

        Cursor now = new Cursor(epoch, lanes.upTo(), requests.upTo(), hash);
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", now.toString());
        document.put("epoch", epoch);
        document.put("clock", clock);
        document.put("received", contents.received());
        document.put(
                "oldest",
                contents.exchanges().isEmpty()
                        ? contents.received() + 1
                        : contents.exchanges().get(0).number());
        if (restChanged) {
            document.putAll(rest);
        }
        document.put("servers", lanes.chosen().stream().map(TimelineView::lane).toList());
        document.put(
                "requests",
                requests.chosen().stream()
                        .map(each -> RequestView.summary(each, Secrets.MASKED))
                        .toList());
        boolean news =
                restChanged || !lanes.chosen().isEmpty() || !requests.chosen().isEmpty();
        return new Changes(now.toString(), document, news, lanes.isPart());
    }

    /**
     * Those that changed and are told now.
     *
     * @param upTo the number of the change up to which all are told
     */
    private record Chosen<T>(List<T> chosen, long upTo, boolean isPart) {}

    private record Changed<T>(T what, long number) {}

    /** The ones that changed longest ago, as many as there may be. */
    private static <T> Chosen<T> choose(Collection<T> all, ToLongFunction<T> numberOf, long seen, long upTo, int most) {
        List<Changed<T>> changed = new ArrayList<>();
        for (T each : all) {
            long number = numberOf.applyAsLong(each);
            if (number > seen) {
                changed.add(new Changed<>(each, number));
            }
        }
        if (changed.size() <= most) {
            return new Chosen<>(changed.stream().map(Changed::what).toList(), Math.max(seen, upTo), false);
        }
        changed.sort(Comparator.comparingLong(Changed::number));
        List<Changed<T>> first = changed.subList(0, most);
        return new Chosen<>(
                first.stream().map(Changed::what).toList(), first.get(most - 1).number(), true);
    }

    private static Map<String, @Nullable Object> scenario(RackConnectApi.Played played) {
        Simulation playing = played.simulation();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", played.name());
        view.put("description", playing.scenario().description());
        view.put("servers", playing.servers().all().size());
        return view;
    }

    /** How the mock's time is. */
    public static Map<String, Object> clock(MovableClock clock) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("now", clock.instant().toString());
        view.put("speed", clock.speed());
        view.put("frozen", clock.isFrozen());
        return view;
    }

    private static List<Object> moves(MovableClock clock, List<Exchange> exchanges) {
        List<MovableClock.Move> moves = clock.moves();
        ArrayDeque<Object> views = new ArrayDeque<>();
        int before = exchanges.size() - 1;
        for (int i = moves.size() - 1; i >= 0; i--) {
            MovableClock.Move move = moves.get(i);
            while (before >= 0 && exchanges.get(before).receivedNanos() - move.nanos() > 0) {
                before--;
            }
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("from", move.from().toString());
            view.put("to", move.to().toString());
            view.put("realAt", MovableClock.real(move.nanos()).toString());
            view.put("after", before < 0 ? 0 : exchanges.get(before).number());
            views.addFirst(view);
        }
        return List.copyOf(views);
    }

    private static List<Object> incidents(Simulation playing) {
        long now = playing.clock().micros();
        List<Object> views = new ArrayList<>();
        for (IncidentLife incident : playing.incidents().all()) {
            Map<String, @Nullable Object> view = incident(incident, now);
            List<Object> times = new ArrayList<>();
            for (IncidentLife.Occurrence each : incident.occurrences(now)) {
                Map<String, @Nullable Object> time = new LinkedHashMap<>();
                time.put("begin", incident.instant(each.begin()).toString());
                time.put("end", each.end() == IncidentLife.NEVER ? null : text(incident.instant(each.end())));
                times.add(time);
            }
            view.put("times", times);
            views.add(view);
        }
        return views;
    }

    /** An incident: whether it lasts, since when and until when, and when it begins next. */
    public static Map<String, @Nullable Object> incident(IncidentLife incident, long now) {
        IncidentLife.Occurrence lasting = incident.at(now);
        long next = incident.nextBegin(now);
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", incident.name());
        view.put("lasting", lasting != null);
        view.put("since", lasting == null ? null : text(incident.instant(lasting.begin())));
        view.put(
                "until",
                lasting == null || lasting.end() == IncidentLife.NEVER ? null : text(incident.instant(lasting.end())));
        view.put("next", next == IncidentLife.NEVER ? null : text(incident.instant(next)));
        view.put("added", incident.isAdded());
        return view;
    }

    private static String text(Instant instant) {
        return instant.toString();
    }

    private static Map<String, @Nullable Object> lane(ServerLife life) {
        Lane lane = life.lane();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", life.name());
        view.put("place", life.place());
        view.put("sourceIp", life.sourceText());
        view.put(
                "region",
                life.region() == null
                        ? null
                        : Objects.requireNonNull(life.region()).name());
        view.put("steps", lane.begun().stream().map(TimelineView::stretch).toList());
        view.put("future", lane.ahead().stream().map(TimelineView::stretch).toList());
        view.put("waitsFor", waitsFor(lane));
        return view;
    }

    private static Map<String, @Nullable Object> stretch(Lane.Stretch stretch) {
        ServerState state = stretch.state();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("at", stretch.at().toString());
        view.put("step", state.step());
        view.put("status", state.status().name());
        view.put("gatewayIp", state.gatewayIp());
        view.put("known", stretch.known());
        return view;
    }

    private static @Nullable String waitsFor(Lane lane) {
        if (lane.toBegin() != null) {
            return lane.toBegin() == Begins.CREATED ? "its creation" : "the first request";
        }
        Trigger trigger = lane.waitsFor();
        if (trigger instanceof Trigger.OnSignal awaited) {
            return "signal " + awaited.signal();
        }
        return trigger instanceof Trigger.AfterRequests wanted
                ? wanted.toString().substring("after ".length())
                : null;
    }
}
