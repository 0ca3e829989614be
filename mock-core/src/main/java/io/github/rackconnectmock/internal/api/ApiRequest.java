package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.scenario.ApiHost;
import io.github.rackconnectmock.scenario.Region;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A complete request, as the front read it. Immutable; the array of the body must not be changed. */
public final class ApiRequest {
    private static final byte[] NO_BODY = {};

    private final String method;
    private final String target;
    private final String path;
    private final @Nullable String query;
    private final @Nullable String host;
    private final @Nullable ApiHost apiHost;
    private final InetAddress peer;
    private final @Nullable String proxyUser;
    private final HeaderFields fields;
    private final byte[] body;
    private final int port;
    private final boolean tls;
    private final boolean reused;

    /**
     * A request.
     *
     * @param method the HTTP method as sent, such as {@code GET}
     * @param target path and query as sent, still percent-encoded, beginning with a slash
     * @param host the host that was asked, without a port; {@code null} if unknown
     * @param port the port that was asked; -1 where none is said
     * @param tls whether it came by TLS
     * @param peer the address that opened the connection, or that the PROXY protocol named
     * @param proxyUser the user name given to the forward proxy, a server's name or address; {@code null} for none
     * @param fields the header fields
     * @param body the body as far as it is kept; not copied
     * @param reused whether its connection has carried an answer before
     */
    public ApiRequest(
            String method,
            String target,
            @Nullable String host,
            int port,
            boolean tls,
            InetAddress peer,
            @Nullable String proxyUser,
            HeaderFields fields,
            byte[] body,
            boolean reused) {
        this.method = method;
        this.target = target;
        int question = target.indexOf('?');
        this.path = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? null : target.substring(question + 1);
        this.host = host;
        this.apiHost = host == null ? null : ApiHost.of(host).orElse(null);
        this.peer = peer;
        this.proxyUser = proxyUser;
        this.fields = fields;
        this.body = body;
        this.port = port;
        this.tls = tls;
        this.reused = reused;
    }

    /** A direct GET without header fields. */
    public static ApiRequest get(String target, InetAddress peer) {
        return new ApiRequest("GET", target, null, -1, false, peer, null, HeaderFields.NONE, NO_BODY, false);
    }

    public String method() {
        return method;
    }

    /** Path and query as sent. */
    public String target() {
        return target;
    }

    /** The path as sent, beginning with a slash. */
    public String path() {
        return path;
    }

    /** Path and query without a part that names the server: {@code /v1/gateway_ip} of {@code /as/web1/v1/gateway_ip}. */
    public String targetWithoutName() {
        String rest = Source.pathWithoutName(path);
        return query == null ? rest : rest + "?" + query;
    }

    /** The query as sent, without the question mark; {@code null} for none. */
    public @Nullable String query() {
        return query;
    }

    /** The host that was asked, without a port; {@code null} if unknown. */
    public @Nullable String host() {
        return host;
    }

    /** Which of the hosts that the mock stands for was asked; {@code null} for another. */
    public @Nullable ApiHost apiHost() {
        return apiHost;
    }

    /** The region whose host was asked; {@code null} for another. */
    public @Nullable Region region() {
        return apiHost == null ? null : apiHost.region();
    }

    /** The address that opened the connection, or that the PROXY protocol named. */
    public InetAddress peer() {
        return peer;
    }

    /** The user name given to the forward proxy; {@code null} for none. */
    public @Nullable String proxyUser() {
        return proxyUser;
    }

    /** The {@code X-Forwarded-For} fields as one list; {@code null} for none. */
    public @Nullable String forwardedFor() {
        return fields.combined("X-Forwarded-For");
    }

    public HeaderFields fields() {
        return fields;
    }

    /** The body as far as it was kept; empty for none. Not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Whether its connection has carried an answer before. */
    public boolean isOnReusedConnection() {
        return reused;
    }

    /** Scheme and authority that were asked, such as {@code http://localhost:8089}. */
    public String baseUrl() {
        String name = host == null ? "localhost" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (tls ? "https://" : "http://") + name + (host == null || port < 0 ? "" : ":" + port);
    }

    /** About how many bytes of memory the request takes. */
    long weight() {
        return 400L + target.length() * 2L + fields.length() + fields.size() * 100L + body.length;
    }
}
