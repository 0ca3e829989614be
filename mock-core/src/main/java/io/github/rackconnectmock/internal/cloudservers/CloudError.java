package io.github.rackconnectmock.internal.cloudservers;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Errors in OpenStack's form: {@code {"itemNotFound":{"code":404,"message":"…"}}}. */
final class CloudError {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int BAD_METHOD = 405;
    static final int OVER_LIMIT = 413;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private CloudError() {}

    static byte[] document(int status, String message) {
        ObjectNode document = CloudJson.object();
        ObjectNode error = document.putObject(name(status));
        error.put("code", status);
        error.put("message", message);
        return CloudJson.bytes(document);
    }

    private static String name(int status) {
        return switch (status) {
            case BAD_REQUEST -> "badRequest";
            case UNAUTHORIZED -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND -> "itemNotFound";
            case BAD_METHOD -> "badMethod";
            case CONFLICT -> "conflictingRequest";
            case OVER_LIMIT -> "overLimit";
            case UNAVAILABLE -> "serviceUnavailable";
            default -> "computeFault";
        };
    }
}
