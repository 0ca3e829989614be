package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.simulation.Lane;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param at the mock's time
 * @param who the server or client that it is about, or a word for what concerns all
 * @param what what happened, in words
 * @param kind of which kind it is
 * @param request the request that it is; {@code null} for something else
 * @param step the step that begins; {@code null} for something else
 */
record Event(
        Instant at,
        String who,
        String what,
        Kind kind,
        @Nullable Exchange request,
        Lane.@Nullable Stretch step) {
    enum Kind {
        STEP,
        REQUEST,
        CONNECTION,
        INCIDENT,
        CLOCK
    }
}
