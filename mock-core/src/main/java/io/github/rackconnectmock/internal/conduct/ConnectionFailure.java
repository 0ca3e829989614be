package io.github.rackconnectmock.internal.conduct;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection that came to no request that was answered as one: TLS failed, the client left without a word, or what it sent was
 * refused before anything was looked up.
 *
 * @param at the mock's time
 * @param source the client's address
 * @param server the server that the connection named, by a port of its own or the proxy's user; {@code null} for none
 * @param what what happened, for people
 */
public record ConnectionFailure(
        Instant at, String source, @Nullable String server, String what) {}
