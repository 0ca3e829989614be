package io.github.rackconnectmock.internal.conduct;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection that came to no request that was answered as one: TLS failed, the client left without a word, or what it sent was
 * refused before anything was looked up.
 *
 * @param at the mock's time
 * @param source the client's address
 * @param server the server whose client it is, by a port of its own, the proxy's user or the address; {@code null} for none
 * @param what what happened, for people
 * @param incident the incident that struck it; {@code null} for none
 */
public record ConnectionFailure(
        Instant at,
        String source,
        @Nullable String server,
        String what,
        @Nullable String incident) {}
