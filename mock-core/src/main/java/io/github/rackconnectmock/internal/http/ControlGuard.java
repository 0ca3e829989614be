package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.internal.api.Printable;
import io.github.rackconnectmock.scenario.IpLiteral;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages away from the routes that read and move the mock. A page's script says its origin; one that reaches the
 * mock under a name of the page's own (DNS rebinding) shows that name in {@code Host}.
 */
final class ControlGuard {
    private static final String LOCALHOST = "localhost";

    private final Set<String> allowed;

    /**
     * A guard.
     *
     * @param allowed names that the routes answer for, besides those that no page elsewhere can have
     */
    ControlGuard(Set<String> allowed) {
        this.allowed =
                allowed.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Why a request is refused; {@code null} if it isn't. */
    @Nullable
    Answer refusal(@Nullable Authority host, boolean tls, HeaderFields fields) {
        if (host != null && !isOwn(host.host())) {
            return Answer.sentence(
                    421,
                    "Control routes answer for IP addresses, names without a dot and localhost; allow another name with"
                            + " --allow-host.",
                    "unknown-host; host=" + Printable.of(host.host()));
        }
        List<String> origins = fields.all("Origin");
        String site = fields.first("Sec-Fetch-Site");
        boolean foreign = !origins.isEmpty() && !(host != null && origins.equals(List.of(origin(host, tls))));
        if (foreign || (site != null && site.strip().equalsIgnoreCase("cross-site"))) {
            return Answer.sentence(
                    403,
                    "No page of another origin may use control routes.",
                    "foreign-origin; origin=" + Printable.of(foreign ? origins.get(0) : "cross-site"));
        }
        return null;
    }

    private static String origin(Authority host, boolean tls) {
        String scheme = tls ? "https" : "http";
        boolean usual = host.port() == (tls ? HttpFront.HTTPS_PORT : HttpFront.HTTP_PORT);
        return scheme + "://" + (usual ? host.literal() : host.toString());
    }

    /** Whether no web page elsewhere can be reached by this name, or the user allows it. */
    boolean isOwn(String host) {
        return IpLiteral.parse(host).isPresent()
                || host.indexOf('.') < 0
                || host.endsWith("." + LOCALHOST)
                || allowed.contains(host);
    }
}
