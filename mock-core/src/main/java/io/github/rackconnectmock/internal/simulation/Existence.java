package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Begins;
import java.time.Instant;

/** Whether clients of the Cloud Servers API have created, stopped or deleted a server, and when. Guarded by its server's life. */
final class Existence {
    private final Begins begins;
    private Instant since = Instant.EPOCH;
    private boolean there;
    private boolean deleted;
    private boolean stopped;

    Existence(Begins begins) {
        this.begins = begins;
    }

    /** The scenario, or this life, begins. */
    void beginLife(Instant now) {
        since = now;
        there = begins != Begins.CREATED;
        deleted = false;
        stopped = false;
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

    /** Whether it is stopped. */
    boolean isStopped() {
        return stopped;
    }

    void stop(boolean stop) {
        stopped = stop;
    }

    void delete() {
        there = false;
        deleted = true;
    }
}
