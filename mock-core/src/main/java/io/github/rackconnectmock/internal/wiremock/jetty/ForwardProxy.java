package io.github.rackconnectmock.internal.wiremock.jetty;

import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.http.HttpURI;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.server.HttpTransport;
import wiremock.org.eclipse.jetty.server.Request;

/**
 * The forward proxy for the six hosts. It answers for them itself: nothing is ever sent on, and no name is ever looked
 * up.
 */
final class ForwardProxy {
    private static final int HTTPS_PORT = 443;
    private static final int LONGEST_SHOWN = 80;

    private final Supplier<TunnelConnectionFactory> tunnels;

    ForwardProxy(Supplier<TunnelConnectionFactory> tunnels) {
        this.tunnels = tunnels;
    }

    /** What the client of this request told the proxy; {@code null} if the request came by no proxy. */
    static @Nullable Tunnel tunnel(Request request) {
        Tunnel tunnel = TunnelConnectionFactory.of(request.getHttpChannel().getEndPoint());
        if (tunnel == null && isAbsolute(request)) {
            return new Tunnel(host(request), user(request));
        }
        return tunnel;
    }

    /** Answers CONNECT, and absolute requests for any other host; leaves all others alone. */
    boolean handle(Request request, HttpServletResponse response) throws IOException {
        boolean connect = request.getMethod().equals("CONNECT");
        if (!connect && !isAbsolute(request)) {
            return false;
        }
        String host = host(request);
        int port = request.getMetaData().getURI().getPort();
        boolean otherHost = Region.ofHost(host).isEmpty();
        if (otherHost || (connect && port >= 0 && port != HTTPS_PORT)) {
            PlainAnswer.send(
                    request,
                    response,
                    403,
                    "This proxy answers for the six hosts of RackConnect only, such as " + Region.ORD.host()
                            + ", and opens tunnels to their port " + HTTPS_PORT + " only.",
                    "proxy-refused; host=" + printable(otherHost ? host : host + ":" + port));
            return true;
        }
        if (connect) {
            EndPoint endPoint = request.getHttpChannel().getEndPoint();
            Tunnel tunnel = new Tunnel(host, user(request));
            request.setAttribute(
                    HttpTransport.UPGRADE_CONNECTION_ATTRIBUTE,
                    tunnels.get().open(request.getHttpChannel().getConnector(), endPoint, tunnel));
            response.setStatus(200);
            response.setContentLength(0);
            request.setHandled(true);
        }
        return connect;
    }

    private static boolean isAbsolute(Request request) {
        HttpURI sent = request.getMetaData().getURI();
        return sent.isAbsolute() && sent.hasAuthority();
    }

    private static String host(Request request) {
        String host = request.getMetaData().getURI().getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String user(Request request) {
        String credentials = request.getHeader("Proxy-Authorization");
        if (credentials == null || !credentials.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(credentials.substring(6).strip());
            String user = new String(decoded, StandardCharsets.UTF_8);
            // The first colon ends the user, but an IPv6 address has colons of its own. Nobody heeds the password.
            int last = user.lastIndexOf(':');
            return last >= 0 && IpLiteral.parse(user.substring(0, last)).isPresent()
                    ? user.substring(0, last)
                    : user.split(":", 2)[0];
        } catch (IllegalArgumentException e) {
            return credentials;
        }
    }

    private static String printable(String host) {
        String clean = host.replaceAll("[^\\w.:\\[\\]-]", "?");
        return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN - 3) + "...";
    }
}
