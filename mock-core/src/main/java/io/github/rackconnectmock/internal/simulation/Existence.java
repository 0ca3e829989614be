package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Begins;
import java.time.Instant;

/** Whether clients of the Cloud Servers API have created or deleted a server, and when. Guarded by its server's life. */
final class Existence {
    private final Begins begins;
    private Instant since = Instant.EPOCH;
    private boolean there;
    private boolean deleted;

    Existence(Begins begins) {
        this.begins = begins;
    }

    /** The scenario, or this life, begins. */
    void beginLife(Instant now) {
        since = now;
        there = begins != Begins.CREATED;
        deleted = false;
    }

    /** Whether it was there already or was created, and wasn't deleted. */
    boolean isThere() {
        return there;
    }

    /** When it was created, or the scenario began. */
    Instant since() {
        return since;
    }

    /** Creates it; whether that can be. A server that was deleted isn't created again. */
    boolean create(Instant now) {
        boolean can = begins == Begins.CREATED && !there && !deleted;
        if (can) {
            there = true;
            since = now;
        }
        return can;
    }

    void delete() {
        there = false;
        deleted = true;
    }
}
