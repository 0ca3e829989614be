package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Region;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an incident lasts. Begins and ends by time are computed; those by signals are noted with their moments. Looking changes
 * nothing. Times are microseconds of the mock's clock since 1970.
 *
 * <p>Safe for use by several threads.
 */
public final class IncidentLife {
    /** That there is no such time. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Of how many times of an incident it is known when they were: the last. */
    public static final int MOST_KNOWN = 100;

    private final Incident incident;
    private final String name;
    private final boolean added;
    private final Faults faults;
    // Of which servers it is known whether it hits them, and which of these it does: found when they first ask.
    private final BitSet known = new BitSet();
    private final BitSet hit = new BitSet();
    private volatile boolean removed;
    private final Instant zero;
    private final long lasts;
    private final long every;

    // Guarded by this.
    private final ArrayDeque<Occurrence> past = new ArrayDeque<>();
    private @Nullable Occurrence current;
    private long begun;
    private long nextBegin;

    // What holds up to some time, so that most requests needn't wait for each other.
    private volatile Span span = new Span(Long.MIN_VALUE, null);

    /**
     * Once that it lasted.
     *
     * @param number from 1
     * @param begin when it began; this moment belongs to it
     * @param end when it ends or ended, which doesn't belong to it; {@link #NEVER} where that isn't known
     */
    public record Occurrence(long number, long begin, long end) {}

    private record Span(long until, @Nullable Occurrence occurrence) {}

    /**
     * An incident that hasn't begun.
     *
     * @param zero the time that it counts from
     * @param added whether it was added while the scenario is played
     */
    IncidentLife(Incident incident, String name, Instant zero, boolean added) {
        this.zero = zero;
        this.incident = incident;
        this.name = name;
        this.added = added;
        this.faults = Faults.of(incident.faults(), "incident/" + name);
        this.lasts = incident.lasts() == null ? NEVER : micros(incident.lasts());
        this.every = incident.every() == null ? NEVER : micros(incident.every());
        this.nextBegin = incident.after() == null ? NEVER : MovableClock.micros(zero) + micros(incident.after());
    }

    public Incident incident() {
        return incident;
    }

    public String name() {
        return name;
    }

    /** Whether it was added while the scenario is played. */
    public boolean isAdded() {
        return added;
    }

    /**
     * Whether it hits a caller.
     *
     * @param server {@code null} for one that is no server
     * @param host the region whose host is asked; {@code null} for another address
     */
    boolean hits(@Nullable ServerLife server, @Nullable Region host) {
        if (!incident.servers().isEmpty() && (server == null || !isNamed(server))) {
            return false;
        }
        if (incident.regions().isEmpty()) {
            return true;
        }
        Region region = host != null ? host : server == null ? null : server.region();
        return region != null && incident.regions().contains(region);
    }

    private synchronized boolean isNamed(ServerLife server) {
        int place = server.place();
        if (!known.get(place)) {
            known.set(place);
            hit.set(place, incident.hitsServer(server.name()));
        }
        return hit.get(place);
    }

    Faults faults() {
        return faults;
    }

    /** Whether it was removed, and strikes no more. */
    boolean isRemoved() {
        return removed;
    }

    void removed() {
        removed = true;
    }

    /** The occurrence that lasts at this time; {@code null} for none. The time is never earlier than one before. */
    public @Nullable Occurrence at(long now) {
        Span known = span;
        return now < known.until ? known.occurrence : look(now);
    }

    private synchronized @Nullable Occurrence look(long now) {
        catchUp(now);
        return current;
    }

    /** When it began, the last hundred times, up to this time. */
    public synchronized List<Occurrence> occurrences(long now) {
        catchUp(now);
        List<Occurrence> all = new ArrayList<>(past);
        if (current != null) {
            all.add(current);
        }
        return all;
    }

    /** That a request was struck in an occurrence. */
    Struck struckIn(Occurrence occurrence) {
        return new StruckIn(this, occurrence);
    }

    /** When an occurrence ends or ended; {@link #NEVER} where that isn't known. */
    private synchronized long endOf(Occurrence occurrence) {
        Occurrence lasting = current;
        if (lasting != null && lasting.number() == occurrence.number()) {
            return lasting.end();
        }
        for (Occurrence each : past) {
            if (each.number() == occurrence.number()) {
                return each.end();
            }
        }
        // It is so long ago that it is forgotten; then it ended by time, or was followed by others.
        return occurrence.end() == NEVER ? occurrence.begin() : occurrence.end();
    }

    private record StruckIn(IncidentLife life, Occurrence in) implements Struck {
        @Override
        public String incident() {
            return life.name();
        }

        @Override
        public long occurrence() {
            return in.number();
        }

        @Override
        public long end() {
            return life.endOf(in);
        }

        @Override
        public String toString() {
            return life.name() + "/" + in.number();
        }
    }

    /** A time of this incident, to the nanosecond where it is counted from its zero. */
    public Instant instant(long micros) {
        return zero.plus(micros - MovableClock.micros(zero), ChronoUnit.MICROS);
    }

    /** When it begins next by time; {@link #NEVER} where it doesn't. */
    public synchronized long nextBegin(long now) {
        catchUp(now);
        return nextBegin;
    }

    /**
     * Hears a signal.
     *
     * @return whether it waited for it
     */
    synchronized boolean fire(String signal, long now) {
        catchUp(now);
        if (current != null && signal.equals(incident.until())) {
            return end(now);
        }
        return signal.equals(incident.on()) && begin(now);
    }

    /** Begins it now; whether it didn't last already. */
    synchronized boolean begin(long now) {
        catchUp(now);
        if (current != null) {
            return false;
        }
        beginAt(now);
        return true;
    }

    /** Ends it now; whether it lasted. */
    synchronized boolean end(long now) {
        catchUp(now);
        Occurrence lasting = current;
        if (lasting == null) {
            return false;
        }
        over(new Occurrence(lasting.number(), lasting.begin(), now));
        noteSpan();
        return true;
    }

    private void catchUp(long now) {
        while (true) {
            Occurrence lasting = current;
            if (lasting != null) {
                if (lasting.end() > now) {
                    break;
                }
                over(lasting);
            } else if (nextBegin <= now) {
                skip(now);
                long begin = nextBegin;
                nextBegin = every == NEVER ? NEVER : begin + every;
                beginAt(begin);
            } else {
                break;
            }
        }
        noteSpan();
    }

    /** Leaves out what nobody could see any more, so that the state a year later costs no more than now. */
    private void skip(long now) {
        long unseen = Math.max(0, (now - nextBegin) / every - MOST_KNOWN);
        nextBegin += unseen * every;
        begun += unseen;
    }

    private void beginAt(long at) {
        begun++;
        current = new Occurrence(begun, at, lasts == NEVER ? NEVER : at + lasts);
        noteSpan();
    }

    private void over(Occurrence ended) {
        current = null;
        if (past.size() == MOST_KNOWN) {
            past.removeFirst();
        }
        past.addLast(ended);
        // What would have begun meanwhile was this one.
        while (nextBegin < ended.end()) {
            nextBegin = every == NEVER ? NEVER : nextBegin + every;
        }
    }

    private void noteSpan() {
        Occurrence lasting = current;
        span = new Span(lasting == null ? nextBegin : lasting.end(), lasting);
    }

    /** No duration of a scenario is longer than ten years. */
    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
