package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;

/** Something that happens to a server, other than being looked at. */
sealed interface Move {
    /** The clock moves on by so many equal parts, which a looker can look between. */
    record Advance(Duration part, int parts) implements Move {}

    record Ask(Operation operation) implements Move {}

    record Fire(String signal) implements Move {}

    record Jump(int step) implements Move {}

    record Restart() implements Move {}
}
