package io.github.rackconnectmock.internal.control;

import org.jspecify.annotations.Nullable;

/**
 * An answer of the control API.
 *
 * @param status the HTTP status
 * @param contentType of the body; {@code null} without one
 * @param body JSON; {@code null} for none
 * @param allow the {@code Allow} header; {@code null} for none
 */
public record ControlAnswer(
        int status,
        @Nullable String contentType,
        @Nullable String body,
        @Nullable String allow) {}
