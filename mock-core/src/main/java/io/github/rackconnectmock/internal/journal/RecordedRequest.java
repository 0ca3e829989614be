package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * @param number counts all requests since the mock was started or reset, from 1
 * @param at the mock's time of the answer
 * @param source the address or name that the caller was taken for
 * @param server the server that asked; {@code null} if it is none of the scenario
 * @param method the HTTP method
 * @param target the path and query as sent
 * @param operation what was asked for; {@code null} for no operation of the API
 * @param format the format of the answer; {@code null} for a sentence of the mock's own or a user's stub
 * @param answer the answer in one word: an HTTP status, or a fault's kind such as {@code reset} where no status was sent
 * @param status the HTTP status; {@code null} where none was sent
 * @param reason the rule that answered; {@code null} for an answer by the book
 * @param body the body that was sent; {@code null} where none was, or where a user's stub answered
 * @param step the server's step; {@code null} without a server, and where the request went no further than that
 * @param automationStatus the server's automation status; {@code null} likewise
 */
public record RecordedRequest(
        long number,
        Instant at,
        String source,
        @Nullable String server,
        String method,
        String target,
        @Nullable Operation operation,
        @Nullable Format format,
        String answer,
        @Nullable Integer status,
        @Nullable String reason,
        @Nullable String body,
        @Nullable String step,
        @Nullable AutomationStatus automationStatus) {

    /** Always three digits, so that the lines stand below each other. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** The rule that answered; empty for an answer by the book. */
    public Optional<Rule> rule() {
        return Optional.ofNullable(reason).flatMap(Rule::ofReason);
    }

    /** One line: time to the millisecond, server or source, request, answer, reason. */
    @Override
    public String toString() {
        return MILLIS.format(at) + " " + (server == null ? source : server) + " " + exchange();
    }

    /** The request, the answer and the reason in one line, without time and server. */
    public String exchange() {
        StringBuilder line = new StringBuilder(method)
                .append(' ')
                .append(target)
                .append(" -> ")
                .append(answer);
        if (status != null && status == 200 && body != null && body.length() <= 40) {
            line.append(' ').append(body);
        }
        if (reason != null) {
            line.append(" (").append(reason).append(')');
        }
        return line.toString();
    }
}
