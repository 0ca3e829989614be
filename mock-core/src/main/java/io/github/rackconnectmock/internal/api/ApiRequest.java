package io.github.rackconnectmock.internal.api;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request as the API sees it.
 *
 * @param method the HTTP method, such as {@code GET}
 * @param path the path as sent, still percent-encoded, beginning with a slash
 * @param query the query as sent, without the question mark; {@code null} for none
 * @param host the host that was asked, without a port; {@code null} if unknown
 * @param peer the address of whoever opened the connection
 * @param forwardedFor the {@code X-Forwarded-For} header; {@code null} for none
 * @param proxyUser the user name told to the forward proxy, a server's name or address; {@code null} for none
 */
public record ApiRequest(
        String method,
        String path,
        @Nullable String query,
        @Nullable String host,
        InetAddress peer,
        @Nullable String forwardedFor,
        @Nullable String proxyUser) {

    /** A direct request without a query. */
    public static ApiRequest get(String path, InetAddress peer) {
        int question = path.indexOf('?');
        return question < 0
                ? new ApiRequest("GET", path, null, null, peer, null, null)
                : new ApiRequest(
                        "GET", path.substring(0, question), path.substring(question + 1), null, peer, null, null);
    }
}
