package io.github.rackconnectmock.internal.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a control request. It becomes a problem document (RFC 9457). */
final class ControlProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> errors;
    private final @Nullable String allow;

    private ControlProblem(int status, String detail, List<String> errors, @Nullable String allow) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = errors;
        this.allow = allow;
    }

    static ControlProblem badRequest(String detail) {
        return new ControlProblem(400, detail, List.of(), null);
    }

    static ControlProblem notFound(String detail) {
        return new ControlProblem(404, detail, List.of(), null);
    }

    static ControlProblem methodNotAllowed(String detail, String allow) {
        return new ControlProblem(405, detail, List.of(), allow);
    }

    static ControlProblem conflict(String detail) {
        return new ControlProblem(409, detail, List.of(), null);
    }

    static ControlProblem unprocessable(String detail, List<String> errors) {
        return new ControlProblem(422, detail, errors, null);
    }

    int status() {
        return status;
    }

    String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            default -> "Unprocessable Content";
        };
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    List<String> errors() {
        return errors;
    }

    @Nullable
    String allow() {
        return allow;
    }
}
