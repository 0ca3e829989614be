package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the API answers, and why.
 *
 * @param at the mock's time of the answer
 * @param status the HTTP status
 * @param contentType of the body
 * @param body the body
 * @param allow the {@code Allow} header; {@code null} for none
 * @param reason the rule that answered and when it would change, such as {@code rate-limited; limit=30/1m;
 *     resets-in=42s}; {@code null} for an answer by the book
 * @param effect what the transport makes of this answer; {@code null} to send it as it is. Never an error, which is an
 *     answer of its own.
 * @param source the address or name that the caller was taken for
 * @param server the name of the server that asked; {@code null} if it is none of the scenario
 * @param operation what was asked for; {@code null} for no operation
 * @param format the format of the body; {@code null} for a sentence of the mock's own
 * @param state the server's state; {@code null} without a server
 */
public record ApiAnswer(
        Instant at,
        int status,
        String contentType,
        String body,
        @Nullable String allow,
        @Nullable String reason,
        @Nullable FaultEffect effect,
        String source,
        @Nullable String server,
        @Nullable Operation operation,
        @Nullable Format format,
        @Nullable ServerState state) {}
