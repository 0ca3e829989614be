package io.github.rackconnectmock.internal.control;

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
