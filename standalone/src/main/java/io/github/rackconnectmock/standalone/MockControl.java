package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the control API of a running mock.
 *
 * @param base the mock's base URL, with a slash at its end
 */
record MockControl(URI base) {
    private static final int LONGEST_ANSWER_MILLIS = 2_000;
    private static final int MOST_BYTES = 65_536;
    private static final Pattern PORT = Pattern.compile("\"port\"\\s*:\\s*(\\d{1,5})");

    /**
     * An answer.
     *
     * @param body at most the first 64 KiB
     */
    record Reply(int status, String body) {}

    static MockControl at(String baseUrl) {
        return new MockControl(URI.create(baseUrl.endsWith("/") ? baseUrl : baseUrl + "/"));
    }

    /**
     * The URL of a port of the mock on which every client is one server.
     *
     * @param server its name or address
     * @throws Failure if there is no such server, or the mock doesn't answer
     */
    String proxyOf(String server) {
        Reply reply;
        try {
            String name = URLEncoder.encode(server, StandardCharsets.UTF_8).replace("+", "%20");
            reply = ask("POST", "servers/" + name + "/port");
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    "the mock at " + base + " doesn't answer (" + Console.why(e) + "); start it again");
        }
        Matcher port = PORT.matcher(reply.body());
        if (reply.status() == HttpURLConnection.HTTP_OK && port.find()) {
            String host = base.getHost();
            return base.getScheme() + "://" + host + ":" + port.group(1);
        }
        throw Failure.usage("--as can't be \"" + server + "\"; the scenario has no such server");
    }

    /** Asks for a path below the control API. */
    Reply ask(String method, String path) throws IOException {
        // A proxy of the JVM's settings has no business between two processes of one test.
        HttpURLConnection connection = (HttpURLConnection)
                base.resolve("__admin/rackconnect/" + path).toURL().openConnection(Proxy.NO_PROXY);
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
