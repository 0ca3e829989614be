package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.SourceDirectory;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Rule;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is asking: the answer to the rules of {@link #of}, in their order. */
sealed interface Source {
    /** How the caller was named: an address or a name. */
    String text();

    record Known(String text, ServerLife server) implements Source {}

    record Unknown(String text, String reason) implements Source {}

    record Malformed(String text, String message) implements Source {}

    /** A path that names the server, such as {@code /as/web1/v1/gateway_ip}. */
    Pattern NAMED_PATH = Pattern.compile("/as/([^/]*)(/.*)?");

    /** An address with a port: {@code 10.1.1.1:80} or {@code [fd00::1]:80}, the brackets also without a port. */
    Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](?::\\d{1,5})?|([^:]*):\\d{1,5}");

    /** The path without the part that names a server. */
    static String pathWithoutName(String path) {
        Matcher named = NAMED_PATH.matcher(path);
        return named.matches() ? (named.group(2) == null ? "/" : named.group(2)) : path;
    }

    /** Finds the server by the base URL, the proxy's user, {@code X-Forwarded-For} or the peer, in this order. */
    static Source of(ApiRequest request, SourceDirectory servers, SourcePolicy policy) {
        Matcher named = NAMED_PATH.matcher(request.path());
        if (named.matches()) {
            return byNameOrAddress(decoded(named.group(1)), servers);
        }
        if (request.proxyUser() != null) {
            return byNameOrAddress(request.proxyUser(), servers);
        }
        if (policy.forwardedFor() && request.forwardedFor() != null) {
            return byForwardedFor(request.forwardedFor(), servers);
        }
        Source source = byAddress(request.peer(), servers);
        boolean first = source instanceof Unknown && request.peer().isLoopbackAddress() && !policy.strictSource();
        return first ? new Known(source.text(), servers.first()) : source;
    }

    private static Source byNameOrAddress(String text, SourceDirectory servers) {
        return servers.byNameOrAddress(text)
                .<Source>map(server -> new Known(printable(text), server))
                .orElseGet(() -> new Unknown(
                        printable(text),
                        Rule.UNKNOWN_SOURCE.because(
                                (IpLiteral.parse(text).isPresent() ? "address=" : "server=") + printable(text))));
    }

    private static Source byForwardedFor(String header, SourceDirectory servers) {
        String first = header.split(",", 2)[0].strip();
        Matcher port = WITH_PORT.matcher(first);
        String literal = !port.matches() ? first : port.group(1) != null ? port.group(1) : port.group(2);
        return IpLiteral.parse(literal)
                .map(address -> byAddress(address, servers))
                .orElseGet(
                        () -> new Malformed(
                                printable(first),
                                "The first address of X-Forwarded-For must be an IPv4 or IPv6 address, with or without a port."));
    }

    private static Source byAddress(InetAddress address, SourceDirectory servers) {
        String text = address.getHostAddress();
        return servers.byAddress(address)
                .<Source>map(server -> new Known(text, server))
                .orElseGet(() -> new Unknown(text, Rule.UNKNOWN_SOURCE.because("address=" + text)));
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    /** Text from outside, fit for a header and a log line. */
    static String printable(String text) {
        String clean = text.replaceAll("[^\\x21-\\x7E]", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 77) + "...";
    }
}
