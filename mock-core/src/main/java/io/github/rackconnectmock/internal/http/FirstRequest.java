package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Opening;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import org.jspecify.annotations.Nullable;

/** Whether a connection has come to a request, and if not, why. Used on the event loop only. */
final class FirstRequest {
    private final HttpFront front;
    private final ConnectionFacts facts = new ConnectionFacts();
    private boolean came;
    private boolean dropped;
    private boolean failedInTls;
    private @Nullable Opening opening;
    private @Nullable String failure;

    FirstRequest(HttpFront front) {
        this.front = front;
    }

    ConnectionFacts facts() {
        return facts;
    }

    /** The connection has come to a stage before its first request. */
    void opens(Opening known) {
        opening = known;
        came = false;
    }

    /** A request is to be answered. */
    void came(Incoming request, Client client) {
        if (isStruck() && request.route() == Incoming.Route.REFUSAL) {
            // What answers CONNECT is a fault.
            return;
        }
        came = true;
        opening = null;
        if (request.route() == Incoming.Route.REFUSAL) {
            front.dispatcher().failed(facts, client, "was refused: " + request.refusal());
        }
    }

    /** An answer is out. */
    void answered(Client client) {
        Opening struck = opening;
        opening = null;
        if (struck != null && struck.answer() != null) {
            front.dispatcher()
                    .failed(facts, client, "was answered " + struck.answer().status() + reason(struck), struck);
            came = true;
        }
    }

    private boolean isStruck() {
        return opening != null && opening.fault() != null;
    }

    private static String reason(Opening opening) {
        return opening.fault() == null ? "" : " (" + opening.reason() + ")";
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
        failedInTls = true;
        failure = "failed in TLS: " + inWords(cause.getMessage());
    }

    /** Where the JDK says which bytes it can't use, what that means. */
    private static String inWords(@Nullable String message) {
        if (message == null) {
            return "the client left";
        }
        if (message.startsWith("not an SSL/TLS record")) {
            return "what came is no TLS";
        }
        // An alert in plain text, where encrypted text is expected: so OpenSSL refuses a certificate.
        if (message.startsWith("Insufficient buffer remaining for AEAD cipher fragment (2)")) {
            return "the client broke off, most likely since it doesn't accept the certificate";
        }
        return message.lines().findFirst().orElse("");
    }

    /** The connection is closed. */
    void closed(Client client) {
        if (came || front.connections().isStopping()) {
            return;
        }
        String usual = dropped ? "was closed before its first request" : "left without a request";
        String what = failure == null ? usual : failure;
        if (opening != null && (isStruck() || failedInTls)) {
            front.dispatcher().failed(facts, client, what + reason(opening), opening);
        } else {
            front.dispatcher().failed(facts, client, what);
        }
    }
}
