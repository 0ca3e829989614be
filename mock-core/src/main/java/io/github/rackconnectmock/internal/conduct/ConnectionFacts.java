package io.github.rackconnectmock.internal.conduct;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, as far as a client's conduct depends on it. Guarded by the journal's lock, but for what is final. */
public final class ConnectionFacts {
    private final long openedNanos = System.nanoTime();
    private @Nullable ClientFacts first;
    private @Nullable List<ClientFacts> more;
    private int firstGeneration;

    /** When it was accepted, in real time as {@link System#nanoTime}. */
    public long openedNanos() {
        return openedNanos;
    }

    /** Whether it is the first time that it carries a request of this client. */
    boolean isNewTo(ClientFacts client, int generation) {
        if (first == client) {
            if (firstGeneration == generation) {
                return false;
            }
            firstGeneration = generation;
            return true;
        }
        if (first == null) {
            first = client;
            firstGeneration = generation;
            return true;
        }
        if (more == null) {
            more = new ArrayList<>(1);
        }
        if (more.contains(client)) {
            return false;
        }
        more.add(client);
        return true;
    }
}
