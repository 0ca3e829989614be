package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.TextFields;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks the control API of a running mock.
 *
 * @param base the mock's base URL, with a slash at its end
 * @param trusted the certificates to trust in TLS; {@code null} for those that the JVM trusts
 */
record MockControl(HttpUrl base, @Nullable SSLContext trusted) {
    private static final int LONGEST_ANSWER_MILLIS = 2_000;
    private static final int MOST_BYTES = 65_536;
    private static final Pattern PORT = Pattern.compile("\"port\"\\s*:\\s*(\\d{1,5})");
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern HEALTH =
            Pattern.compile("\\s*\\{\\s*\"status\"\\s*:\\s*\"UP\"\\s*,\\s*\"servers\"\\s*:\\s*\\d+.*");

    private static final String NO_SERVER = "the scenario has no server ";

    /**
     * An answer.
     *
     * @param body at most the first 64 KiB
     */
    record Reply(int status, String body) {
        private boolean isOk() {
            return status == HttpURLConnection.HTTP_OK;
        }
    }

    /**
     * The control API of the mock at a base URL.
     *
     * @throws Failure if it is no such URL
     */
    static MockControl at(Setting url, @Nullable SSLContext trusted) {
        return HttpUrl.parse(url.value().endsWith("/") ? url.value() : url.value() + "/")
                .map(base -> new MockControl(base, trusted))
                .orElseThrow(() -> url.wrong("the base URL of a mock, such as http://127.0.0.1:8089"));
    }

    /** Where it says how it is. */
    URI health() {
        return route("health");
    }

    /** What keeps it from being a mock that answers; empty if nothing does. */
    String obstacle() {
        try {
            Reply reply = ask("GET", health());
            if (!reply.isOk()) {
                return "it answers " + reply.status();
            }
            return HEALTH.matcher(reply.body()).matches() ? "" : "it answers 200, but is no rackconnect-mock";
        } catch (IOException e) {
            return Console.why(e);
        }
    }

    /**
     * The URL of a port of the mock on which every client is one server.
     *
     * @param server its name or address
     * @throws Failure if there is no such server, or the mock doesn't answer
     */
    String proxyOf(String server) {
        Reply reply = asked("POST", route("servers/" + encoded(server) + "/port"));
        Matcher port = PORT.matcher(reply.body());
        if (reply.isOk() && port.find()) {
            return base.uri().getScheme() + "://" + base.host() + ":" + port.group(1);
        }
        // The mock's own words, which name the servers there are; it has others for a path that is no route.
        String detail = TextFields.read(reply.body().getBytes(StandardCharsets.UTF_8))
                .orElse(Map.of())
                .getOrDefault("detail", "");
        throw Failure.usage("--as: " + (detail.startsWith(NO_SERVER) ? detail : NO_SERVER + server));
    }

    /**
     * Where the hypervisor's store of a server is read: a path of the store is to be appended.
     *
     * @param server its name or address; {@code null} for the scenario's first
     * @throws Failure if the mock doesn't answer
     */
    String xenStore(@Nullable String server) {
        return route("servers/" + encoded(server == null ? firstServer() : server) + "/xenstore?path=")
                .toString();
    }

    /** The list of servers begins with it, and it with its name. */
    private String firstServer() {
        Reply reply = asked("GET", route("servers"));
        Matcher name = NAME.matcher(reply.body());
        if (reply.isOk() && name.find()) {
            return name.group(1);
        }
        throw new Failure(ExitCode.UNAVAILABLE, "the mock at " + base.uri() + " tells no servers; start it again");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Reply asked(String method, URI uri) {
        try {
            return ask(method, uri);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    "the mock at " + base.uri() + " doesn't answer (" + Console.why(e) + "); start it again");
        }
    }

    private URI route(String path) {
        return base.uri().resolve("__admin/rackconnect/" + path);
    }

    private Reply ask(String method, URI uri) throws IOException {
        // A proxy of the JVM's settings has no business between two processes of one test.
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        if (trusted != null && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(trusted.getSocketFactory());
        }
        connection.setRequestMethod(method);
        connection.setConnectTimeout(LONGEST_ANSWER_MILLIS);
        connection.setReadTimeout(LONGEST_ANSWER_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try {
            int status = connection.getResponseCode();
            boolean isError = status >= HttpURLConnection.HTTP_BAD_REQUEST;
            try (InputStream body = isError ? connection.getErrorStream() : connection.getInputStream()) {
                return new Reply(status, text(body));
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String text(@Nullable InputStream body) throws IOException {
        return body == null ? "" : new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
}
