package io.github.rackconnectmock.internal.conduct;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** One connection, as far as a client's conduct depends on it. Guarded by the journal's lock, but for what is final. */
public final class ConnectionFacts {
    private final long openedNanos = System.nanoTime();
    private int countedIn = -1;
    // Used on the event loop only.
    private int turn;
    private boolean reading;

    // Most connections are one client's. One that is many clients' has a bit for each, since objects for each of
    // thousands would make every request slow.
    private int last = ClientFacts.UNNUMBERED;
    private @Nullable Numbers carried;

    private @Nullable IdentityHashMap<Stop, Told> told;

    private static final class Told {
        final Object time;
        final Ended end = new Ended();

        Told(Object time) {
            this.time = time;
        }
    }

    /** When it was accepted, in real time as {@link System#nanoTime}. */
    public long openedNanos() {
        return openedNanos;
    }

    /**
     * Counts how often what had come by then was read, all of it. What was read in the turn in which an answer went out, or in
     * an earlier one, was sent before its client had the answer.
     */
    public int turn() {
        return turn;
    }

    /** Something is read; after all that had come was read, in another turn. */
    public void reads() {
        if (!reading) {
            reading = true;
            turn++;
        }
    }

    /** All that had come is read. */
    public void readAll() {
        reading = false;
    }

    /** Whether it is the first time that it is counted. */
    boolean isNewIn(int generation) {
        boolean isNew = countedIn != generation;
        countedIn = generation;
        return isNew;
    }

    /**
     * Whether it is the first time that it carries a request of a client.
     *
     * @param client the client's number
     */
    boolean isNewTo(int client) {
        if (last == client) {
            return false;
        }
        if (last == ClientFacts.UNNUMBERED) {
            last = client;
            return true;
        }
        if (carried == null) {
            carried = new Numbers();
            carried.add(last);
        }
        last = client;
        return carried.add(client);
    }

    /** It has carried an answer that told its client to stop. Only the first in a time counts. */
    void told(Stop stop, Object time, Observed answered) {
        if (told == null) {
            told = new IdentityHashMap<>(1);
        }
        Told known = told.get(stop);
        if (known == null || known.time != time) {
            Told made = new Told(time);
            made.end.set(answered);
            told.put(stop, made);
        }
    }

    /** The first answer that it carried in a time and that told its client to stop; {@code null} for none. */
    @Nullable
    Ended toldIn(Stop stop, Object time) {
        Told known = told == null ? null : told.get(stop);
        return known == null || known.time != time ? null : known.end;
    }
}
