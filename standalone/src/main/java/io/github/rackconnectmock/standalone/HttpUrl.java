package io.github.rackconnectmock.standalone;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a URL with http or https asks. Names may have an underscore, as those of containers do; to {@link URI} itself such a
 * URL has no host.
 *
 * @param uri the whole of it
 * @param host a name or an address, an IPv6 one within brackets
 * @param port -1 if none is given
 */
record HttpUrl(URI uri, String host, int port) {
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

    /** The URL that a text is; empty if it is none of this kind. */
    static Optional<HttpUrl> parse(String text) {
        try {
            URI uri = URI.create(text);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return Optional.ofNullable(isHttp ? of(uri) : null).filter(url -> url.port <= LARGEST_PORT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable HttpUrl of(URI uri) {
        if (uri.getHost() != null) {
            return new HttpUrl(uri, uri.getHost(), uri.getPort());
        }
        Matcher authority = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
        if (uri.getRawAuthority() == null || !authority.matches()) {
            return null;
        }
        String port = authority.group(2);
        return new HttpUrl(uri, authority.group(1), port == null ? -1 : Integer.parseInt(port));
    }
}
