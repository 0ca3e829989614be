package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A request on its way in: what its head asks for, then its body as far as it is kept. Used on the event loop only. */
final class Incoming {
    private static final byte[] NO_BODY = {};

    /** What is to become of a request. */
    enum Route {
        /** The four operations and all unknown paths. */
        API,
        /** The control API. */
        CONTROL,
        /** WireMock's admin API. */
        ADMIN,
        /** The forward proxy's tunnels. */
        CONNECT,
        /** An answer that is known already. */
        REFUSAL
    }

    private final Route route;
    private final String method;
    private final String target;
    private final @Nullable Authority asked;
    private final boolean tls;
    private final InetAddress peer;
    private final @Nullable String user;
    private final HeaderFields fields;
    private final boolean http10;
    private final @Nullable Answer refusal;

    private boolean keepAlive;
    private boolean reused;
    private int turn;
    private int mostBody = -1;
    private @Nullable ByteArrayOutputStream body;

    private Incoming(
            Route route,
            String method,
            String target,
            @Nullable Authority asked,
            boolean tls,
            InetAddress peer,
            @Nullable String user,
            HeaderFields fields,
            boolean http10,
            boolean keepAlive,
            @Nullable Answer refusal) {
        this.route = route;
        this.method = method;
        this.target = target;
        this.asked = asked;
        this.tls = tls;
        this.peer = peer;
        this.user = user;
        this.fields = fields;
        this.http10 = http10;
        this.keepAlive = keepAlive;
        this.refusal = refusal;
    }

    /** A request to be answered by a function. */
    static Incoming of(
            Route route,
            RequestHead head,
            String target,
            @Nullable Authority asked,
            Client client,
            @Nullable String user) {
        return new Incoming(
                route,
                head.method(),
                target,
                asked,
                client.tls(),
                client.peer(),
                user,
                head.fields(),
                head.isHttp10(),
                head.keepAlive(),
                null);
    }

    /** A request whose answer is known. */
    static Incoming refused(RequestHead head, Client client, Answer refusal) {
        return new Incoming(
                Route.REFUSAL,
                head.method(),
                "/",
                null,
                client.tls(),
                client.peer(),
                null,
                HeaderFields.NONE,
                head.isHttp10(),
                head.keepAlive(),
                refusal);
    }

    /** The same request, refused after its head was read. */
    Incoming refusedBy(Answer answer) {
        return new Incoming(Route.REFUSAL, method, target, asked, tls, peer, user, fields, http10, false, answer);
    }

    Route route() {
        return route;
    }

    String target() {
        return target;
    }

    String method() {
        return method;
    }

    @Nullable
    Authority asked() {
        return asked;
    }

    @Nullable
    String user() {
        return user;
    }

    HeaderFields fields() {
        return fields;
    }

    Answer refusal() {
        if (refusal == null) {
            throw new IllegalStateException("this request isn't refused");
        }
        return refusal;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isHttp10() {
        return http10;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    /** Closes the connection after the answer. */
    Incoming closing() {
        keepAlive = false;
        return this;
    }

    /** Says that its connection has carried an answer before. */
    void onReusedConnection() {
        reused = true;
    }

    /** Says in which turn of its connection the last of it was read. */
    void readIn(int number) {
        turn = number;
    }

    int turn() {
        return turn;
    }

    /** Keeps up to so many bytes of the body; else none is kept. */
    void keepBody(int most) {
        mostBody = most;
    }

    /** The most bytes of the body that are taken; -1 where all are, and thrown away. */
    int mostBody() {
        return mostBody;
    }

    /** Adds to the body; whether that still fits. */
    boolean addBody(byte[] bytes) {
        if (mostBody < 0) {
            return true;
        }
        if (body == null) {
            body = new ByteArrayOutputStream(bytes.length);
        }
        if (body.size() + bytes.length > mostBody) {
            body = null;
            return false;
        }
        body.writeBytes(bytes);
        return true;
    }

    /** About how many bytes of memory it takes while it waits. */
    long weight() {
        return 500L + target.length() + fields.size() * 150L + (body == null ? 0 : body.size());
    }

    byte[] body() {
        return body == null ? NO_BODY : body.toByteArray();
    }

    /** The request for the functions that answer. */
    ApiRequest request() {
        return new ApiRequest(
                method,
                target,
                asked == null ? null : asked.host(),
                asked == null ? -1 : asked.port(),
                tls,
                peer,
                user,
                fields,
                body(),
                reused);
    }
}
