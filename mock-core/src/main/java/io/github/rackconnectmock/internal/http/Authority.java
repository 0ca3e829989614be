package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.scenario.IpLiteral;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Host and port of a {@code Host} field or a target (RFC 3986, 3.2).
 *
 * @param host in lower case, an IPv6 literal without its brackets
 * @param port -1 where none is said; an empty one counts as none
 */
record Authority(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;
    private static final String NAME_MARKS = "-._~!$&'()*+,;=";

    /** Reads {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}; empty for anything else. */
    static Optional<Authority> parse(String text) {
        int end;
        String host;
        if (text.startsWith("[")) {
            end = text.indexOf(']') + 1;
            if (end == 0 || IpLiteral.parse(text.substring(1, end - 1)).isEmpty()) {
                return Optional.empty();
            }
            host = text.substring(1, end - 1);
        } else {
            end = text.indexOf(':') < 0 ? text.length() : text.indexOf(':');
            host = text.substring(0, end);
            for (int i = 0; i < end; i++) {
                char c = host.charAt(i);
                boolean isMark = c == '%' ? isEscape(host, i) : NAME_MARKS.indexOf(c) >= 0;
                if (!isLetterOrDigit(c) && !isMark) {
                    return Optional.empty();
                }
            }
        }
        if (host.isEmpty()) {
            return Optional.empty();
        }
        int port = port(text, end);
        return port < -1 ? Optional.empty() : Optional.of(new Authority(host.toLowerCase(Locale.ROOT), port));
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** -1 for none, -2 for what is no port. */
    private static int port(String text, int start) {
        if (start == text.length() || (start == text.length() - 1 && text.charAt(start) == ':')) {
            return -1;
        }
        if (text.charAt(start) != ':') {
            return -2;
        }
        int port = 0;
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -2;
            }
            port = Math.min(10 * port + (c - '0'), HIGHEST_PORT + 1);
        }
        return port > HIGHEST_PORT ? -2 : port;
    }

    /** The host as a URL has it. */
    String literal() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return port < 0 ? literal() : literal() + ":" + port;
    }
}
