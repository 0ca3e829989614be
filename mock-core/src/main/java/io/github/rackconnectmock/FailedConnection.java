package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.api.Printable;
import io.github.rackconnectmock.internal.conduct.ConnectionFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection that came to no request that was answered as one: TLS failed, the client left without a word, or what it sent was
 * refused before anything was looked up. Immutable.
 *
 * @param at the mock's time at which it failed
 * @param source the client's address
 * @param server the server whose client it is, by a port of its own, the proxy's user or the address; {@code null} for none
 * @param what what happened, for people, such as {@code left without a request}
 * @param incident the incident that struck it; {@code null} for none
 */
public record FailedConnection(
        Instant at,
        String source,
        @Nullable String server,
        String what,
        @Nullable String incident) {
    static FailedConnection of(ConnectionFailure failure) {
        return new FailedConnection(
                failure.at(), failure.source(), failure.server(), failure.what(), failure.incident());
    }

    /** Such as {@code connection from 127.0.0.1 left without a request}. */
    @Override
    public String toString() {
        return "connection from " + source + " " + Printable.escaped(what);
    }
}
