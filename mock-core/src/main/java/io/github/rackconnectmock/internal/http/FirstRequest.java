package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import org.jspecify.annotations.Nullable;

/** Whether a connection has come to a request, and if not, why. Used on the event loop only. */
final class FirstRequest {
    private final HttpFront front;
    private final ConnectionFacts facts = new ConnectionFacts();
    private boolean came;
    private boolean dropped;
    private @Nullable String failure;

    FirstRequest(HttpFront front) {
        this.front = front;
    }

    ConnectionFacts facts() {
        return facts;
    }

    /** A request is to be answered. */
    void came(Incoming request, Client client) {
        came = true;
        if (request.route() == Incoming.Route.REFUSAL) {
            front.dispatcher().failed(facts, client, "was refused: " + request.refusal());
        }
    }

    /** The mock closes the connection. */
    void dropped() {
        dropped = true;
    }

    /**
     * The client sends nothing more, or has left.
     *
     * @param begun whether a part of a request had come
     */
    void leaves(boolean begun) {
        if (failure == null) {
            failure = begun ? "left in the middle of its first request" : "left without a request";
        }
    }

    void failedInTls(Throwable cause) {
        String message = cause.getMessage();
        failure = "failed in TLS: "
                + (message == null
                        ? "the client left"
                        : message.lines().findFirst().orElse(""));
    }

    /** The connection is closed. */
    void closed(Client client) {
        if (came || front.connections().isStopping()) {
            return;
        }
        String what = dropped ? "was closed before its first request" : "left without a request";
        front.dispatcher().failed(facts, client, failure == null ? what : failure);
    }
}
