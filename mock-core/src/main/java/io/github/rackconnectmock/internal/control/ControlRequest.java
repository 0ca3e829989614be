package io.github.rackconnectmock.internal.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request to the control API. */
public final class ControlRequest {
    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final byte[] body;

    /**
     * A request.
     *
     * @param method the HTTP method
     * @param path the decoded path below {@code /__admin/rackconnect}, beginning with a slash
     * @param query the query's parameters, the first value of each
     * @param body the body, empty for none; not copied
     */
    public ControlRequest(String method, String path, Map<String, String> query, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = Map.copyOf(query);
        this.body = body;
    }

    /**
     * A request as it was sent.
     *
     * @param rest path and query below {@code /__admin/rackconnect}, still percent-encoded
     */
    public static ControlRequest of(String method, String rest, byte[] body) {
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> query = new LinkedHashMap<>();
        if (question >= 0 && question < rest.length() - 1) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                query.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return new ControlRequest(method, decoded(path.replace("+", "%2B")), query, body);
    }

    /** Decoded, or as it is where an escape is broken: it then matches no name. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    Map<String, String> query() {
        return query;
    }

    byte[] body() {
        return body;
    }
}
