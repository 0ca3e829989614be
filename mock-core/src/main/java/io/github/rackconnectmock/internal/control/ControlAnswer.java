package io.github.rackconnectmock.internal.control;

import io.github.rackconnectmock.internal.api.HeaderFields;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the control API.
 *
 * @param status the HTTP status
 * @param fields the header fields, without those of the connection
 * @param body the body, empty for none
 * @param events what is sent piece by piece behind the body, until the client leaves; {@code null} for nothing
 */
public record ControlAnswer(
        int status,
        HeaderFields fields,
        String body,
        @Nullable Supplier<Piece> events) {
    static final ControlAnswer EMPTY = new ControlAnswer(204, HeaderFields.NONE, "", null);

    /**
     * A piece of an answer that goes on.
     *
     * @param text the piece; empty for nothing to say now
     * @param more whether the next one can be had at once
     */
    public record Piece(String text, boolean more) {}

    static ControlAnswer json(int status, String json) {
        return of(status, "application/json", json);
    }

    static ControlAnswer of(int status, String mediaType, String text) {
        return new ControlAnswer(status, new HeaderFields("Content-Type", mediaType), text, null);
    }

    /** @param allow the methods that there are; {@code null} where that isn't the problem */
    static ControlAnswer problem(int status, String json, @Nullable String allow) {
        ControlAnswer answer = of(status, "application/problem+json", json);
        return allow == null ? answer : answer.with("Allow", allow);
    }

    ControlAnswer with(String name, String value) {
        return new ControlAnswer(status, fields.and(new HeaderFields(name, value)), body, events);
    }
}
