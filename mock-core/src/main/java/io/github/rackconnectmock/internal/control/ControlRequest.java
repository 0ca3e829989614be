package io.github.rackconnectmock.internal.control;

import io.github.rackconnectmock.internal.api.HeaderFields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to the control API. */
public final class ControlRequest {
    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final byte[] body;
    private final @Nullable String lastEventId;

    /**
     * A request.
     *
     * @param method the HTTP method
     * @param path the decoded path below {@code /__admin/rackconnect}, beginning with a slash
     * @param query the query's parameters, the first value of each
     * @param body the body, empty for none; not copied
     * @param lastEventId the id of the last event that the client has; {@code null} for none
     */
    private ControlRequest(
            String method, String path, Map<String, String> query, byte[] body, @Nullable String lastEventId) {
        this.method = method;
        this.path = path;
        this.query = Map.copyOf(query);
        this.body = body;
        this.lastEventId = lastEventId;
    }

    /**
     * A request as it was sent.
     *
     * @param rest path and query below {@code /__admin/rackconnect}, still percent-encoded
     * @param fields the header fields
     * @param body the body, empty for none; not copied
     */
    public static ControlRequest of(String method, String rest, HeaderFields fields, byte[] body) {
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
        return new ControlRequest(
                method, decoded(path.replace("+", "%2B")), query, body, fields.first("Last-Event-ID"));
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

    @Nullable
    String lastEventId() {
        return lastEventId;
    }

    byte[] body() {
        return body;
    }
}
