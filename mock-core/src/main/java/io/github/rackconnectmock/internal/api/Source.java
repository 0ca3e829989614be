package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.SourceDirectory;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Rule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, found by the rules of {@link #of}. This code runs for each request, so it reads texts character by character,
 * and formats an address only when its text is needed.
 */
sealed interface Source {
    /** How the caller was named: an address or a name. */
    String text();

    /** A server of the scenario. */
    sealed interface Known extends Source {
        ServerLife server();
    }

    record KnownByText(String text, ServerLife server) implements Known {}

    record KnownByAddress(InetAddress address, ServerLife server) implements Known {
        @Override
        public String text() {
            return address.equals(server.sourceIp()) && !hasZone(address)
                    ? server.sourceText()
                    : address.getHostAddress();
        }
    }

    record Unknown(String text, String reason) implements Source {}

    record Malformed(String text, String message) implements Source {}

    /** The beginning of a path that names the server, such as {@code /as/web1/v1/gateway_ip}. */
    String NAMING = "/as/";

    /** The path without the part that names a server. */
    static String pathWithoutName(String path) {
        int end = endOfName(path);
        return end < 0 ? path : end == path.length() ? "/" : path.substring(end);
    }

    /** The server that a path names, still percent-encoded; {@code null} if it names none. */
    static @Nullable String nameIn(String path) {
        int end = endOfName(path);
        return end < 0 ? null : path.substring(NAMING.length(), end);
    }

    /** Finds the server by the base URL, the proxy's user, {@code X-Forwarded-For} or the peer, in this order. */
    static Source of(ApiRequest request, SourceDirectory servers, SourcePolicy policy) {
        String name = nameIn(request.path());
        if (name != null) {
            return byNameOrAddress(decoded(name), servers);
        }
        if (request.proxyUser() == null && policy.forwardedFor() && request.forwardedFor() != null) {
            return byForwardedFor(request.forwardedFor(), servers);
        }
        return ofConnection(request.proxyUser(), request.peer(), servers, policy);
    }

    /** Finds the server by what is known before a request: the proxy's user, then the peer. */
    static Source ofConnection(@Nullable String user, InetAddress peer, SourceDirectory servers, SourcePolicy policy) {
        if (user != null) {
            return byNameOrAddress(user, servers);
        }
        Optional<ServerLife> server = servers.byAddress(peer);
        if (server.isEmpty() && policy.isFirstServer(peer)) {
            return new KnownByAddress(peer, servers.first());
        }
        return byAddress(peer, server, peer.isLoopbackAddress() ? "" : "; see --first-server-for");
    }

    private static Source byNameOrAddress(String text, SourceDirectory servers) {
        Optional<ServerLife> server = servers.byNameOrAddress(text);
        return server.isPresent()
                ? new KnownByText(Printable.of(text), server.get())
                : new Unknown(
                        Printable.of(text),
                        Rule.UNKNOWN_SOURCE.because(
                                (IpLiteral.parse(text).isPresent() ? "address=" : "server=") + Printable.of(text)));
    }

    private static Source byForwardedFor(String header, SourceDirectory servers) {
        int comma = header.indexOf(',');
        String first = (comma < 0 ? header : header.substring(0, comma)).strip();
        Optional<InetAddress> address = IpLiteral.parse(withoutPort(first));
        return address.isPresent()
                ? byAddress(address.get(), servers.byAddress(address.get()), "")
                : new Malformed(
                        Printable.of(first),
                        "The first address of X-Forwarded-For must be an IPv4 or IPv6 address, with or without a"
                                + " port.");
    }

    private static Source byAddress(InetAddress address, Optional<ServerLife> server, String hint) {
        if (server.isPresent()) {
            return new KnownByAddress(address, server.get());
        }
        String text = address.getHostAddress();
        return new Unknown(text, Rule.UNKNOWN_SOURCE.because("address=" + text + hint));
    }

    /** Addresses that differ in their zone only are equal, but have another text. */
    private static boolean hasZone(InetAddress address) {
        return address instanceof Inet6Address v6 && (v6.getScopeId() != 0 || v6.getScopedInterface() != null);
    }

    /** Where the part of a path that names a server ends; -1 if there is none. */
    private static int endOfName(String path) {
        if (!path.startsWith(NAMING)) {
            return -1;
        }
        int end = path.indexOf('/', NAMING.length());
        if (end < 0) {
            return path.length();
        }
        return hasLineEnd(path, end) ? -1 : end;
    }

    /** A path with a line end in it is no operation's path, and names no server. */
    private static boolean hasLineEnd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\n', '\r', '\u0085', '\u2028', '\u2029' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** The address of {@code 10.1.1.1:80} or {@code [fd00::1]:80}, the brackets also without a port; else the text. */
    static String withoutPort(String text) {
        if (text.startsWith("[")) {
            int bracket = text.indexOf(']');
            if (bracket > 0 && (bracket + 1 == text.length() || isPort(text, bracket + 1))) {
                return text.substring(1, bracket);
            }
        }
        int colon = text.indexOf(':');
        return colon >= 0 && isPort(text, colon) ? text.substring(0, colon) : text;
    }

    /** Whether all from here on is a colon and one to five digits. */
    private static boolean isPort(String text, int from) {
        int digits = text.length() - from - 1;
        if (text.charAt(from) != ':' || digits < 1 || digits > 5) {
            return false;
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
