package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Fault;

/** How many connections of one caller came to each stage before a request. Guarded by its owner. */
final class ConnectionCounts {
    private long connects;
    private long handshakes;

    /** The number of the next one, from 0. */
    long next(Fault.Stage stage) {
        return stage == Fault.Stage.CONNECT ? connects++ : handshakes++;
    }

    /** Another life begins. */
    void beginLife() {
        connects = 0;
        handshakes = 0;
    }
}
