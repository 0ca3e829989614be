package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Printable;
import io.github.rackconnectmock.scenario.ApiHost;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Region;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what is to become of a request: which host it asks, who the forward proxy was told, and who answers. The target counts,
 * not {@code Host} (RFC 9112, 3.2.2). Nothing is ever sent on, and no name is looked up.
 */
final class Router {
    /** WireMock's admin API and the mock's own, which no client of the real hosts may meet. */
    private static final String ADMIN = "/__admin";

    static final String CONTROL = "/__admin/rackconnect";

    private final ControlGuard guard;

    Router(ControlGuard guard) {
        this.guard = guard;
    }

    /**
     * What is to become of a request.
     *
     * @param local the address and port that the client connected to
     */
    Incoming route(RequestHead head, Client client, InetSocketAddress local) {
        if (head.mistake() != null) {
            return Incoming.refused(head, client, head.mistake()).closing();
        }
        if (head.method().equals("CONNECT")) {
            return connect(head, client);
        }
        String target = head.target();
        if (target.charAt(0) == '/') {
            Authority tunnel = client.tunnel() == null ? null : new Authority(client.tunnel(), -1);
            return toPath(head, client, target, tunnel == null ? head.host() : tunnel, client.user());
        }
        int authority = target.indexOf("://");
        if (target.equals("*") || authority <= 0) {
            return refused(
                    head,
                    client,
                    400,
                    "The target must be a path, or the URL of a host.",
                    "unreadable-request; target");
        }
        return absolute(head, client, target.substring(0, authority), target.substring(authority + 3), local);
    }

    private Incoming absolute(RequestHead head, Client client, String scheme, String rest, InetSocketAddress local) {
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        int at = rest.lastIndexOf('@', end);
        boolean badUser = rest.lastIndexOf('\\', at) >= 0;
        Optional<Authority> asked = badUser ? Optional.empty() : Authority.parse(rest.substring(at + 1, end));
        if (asked.isEmpty()) {
            return refused(head, client, 400, "The target names no host.", "unreadable-request; target");
        }
        String path = rest.substring(end);
        int fragment = path.indexOf('#');
        path = fragment < 0 ? path : path.substring(0, fragment);
        path = path.startsWith("/") ? path : "/" + path;
        boolean http = scheme.equalsIgnoreCase("http");
        boolean https = scheme.equalsIgnoreCase("https");
        int usual = https ? HttpFront.HTTPS_PORT : HttpFront.HTTP_PORT;
        int port = asked.get().port() < 0 ? usual : asked.get().port();
        boolean real = ApiHost.of(asked.get().host()).isPresent();
        if (real && (http || https) && port == usual) {
            Authority host = client.tunnel() == null ? asked.get() : new Authority(client.tunnel(), -1);
            String told = client.tunnel() == null ? user(head) : null;
            return toPath(head, client, path, host, told == null ? client.user() : told);
        }
        if (!real && (http || https) && client.tunnel() == null && isOwnAddress(asked.get(), port, local)) {
            return toPath(head, client, path, asked.get(), client.user());
        }
        return proxyRefusal(
                head, client, real ? asked.get().toString() : asked.get().literal());
    }

    private boolean isOwnAddress(Authority asked, int port, InetSocketAddress local) {
        return port == local.getPort()
                && (asked.host().equals("localhost")
                        || IpLiteral.parse(asked.host())
                                .filter(literal -> literal.equals(local.getAddress()))
                                .isPresent());
    }

    private Incoming toPath(
            RequestHead head, Client client, String target, @Nullable Authority asked, @Nullable String user) {
        if (!isBelow(target, ADMIN)) {
            return Incoming.of(Incoming.Route.API, head, target, asked, client, user);
        }
        if (asked != null && ApiHost.of(asked.host()).isPresent()) {
            return refused(head, client, 404, "There is no such path.", "unknown-path; path=" + ADMIN);
        }
        Answer refusal = guard.refusal(asked, client.tls(), head.fields());
        if (refusal != null) {
            return Incoming.refused(head, client, refusal);
        }
        Incoming.Route route = isBelow(target, CONTROL) ? Incoming.Route.CONTROL : Incoming.Route.ADMIN;
        return Incoming.of(route, head, target, asked, client, user);
    }

    private static boolean isBelow(String target, String root) {
        return target.startsWith(root)
                && (target.length() == root.length()
                        || target.charAt(root.length()) == '/'
                        || target.charAt(root.length()) == '?');
    }

    private static Incoming connect(RequestHead head, Client client) {
        Optional<Authority> asked = Authority.parse(head.target());
        if (asked.isEmpty() || asked.get().port() <= 0) {
            return refused(head, client, 400, "CONNECT names a host and a port.", "unreadable-request; target");
        }
        if (ApiHost.of(asked.get().host()).isEmpty()) {
            return proxyRefusal(head, client, asked.get().literal());
        }
        int port = asked.get().port();
        if (port != HttpFront.HTTPS_PORT && port != HttpFront.HTTP_PORT) {
            return proxyRefusal(head, client, asked.get().toString());
        }
        return Incoming.of(Incoming.Route.CONNECT, head, "/", asked.get(), client, user(head));
    }

    private static Incoming proxyRefusal(RequestHead head, Client client, String host) {
        return refused(
                head,
                client,
                403,
                "This proxy answers for the hosts of RackConnect and Cloud Servers only, such as " + Region.ORD.host()
                        + ", at http and https and their ports 80 and 443.",
                "proxy-refused; host=" + Printable.of(host));
    }

    private static Incoming refused(RequestHead head, Client client, int status, String text, String reason) {
        Incoming refused = Incoming.refused(head, client, Answer.sentence(status, text, reason));
        // What can't be read may go on in a way that can't be read either.
        return status == 400 ? refused.closing() : refused;
    }

    /** The user that a client tells the proxy; {@code null} for none. A user without a name is none. */
    private static @Nullable String user(RequestHead head) {
        String told = told(head);
        return told == null || told.isEmpty() ? null : told;
    }

    private static @Nullable String told(RequestHead head) {
        String credentials = head.fields().first("Proxy-Authorization");
        if (credentials == null || !credentials.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(credentials.substring(6).strip());
            String user = new String(decoded, StandardCharsets.UTF_8);
            // The first colon ends the user, but an IPv6 address has colons of its own. The password says nothing.
            int last = user.lastIndexOf(':');
            return last >= 0 && IpLiteral.parse(user.substring(0, last)).isPresent()
                    ? user.substring(0, last)
                    : user.split(":", 2)[0];
        } catch (IllegalArgumentException e) {
            return credentials;
        }
    }
}
