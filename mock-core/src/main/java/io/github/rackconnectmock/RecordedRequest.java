package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.Printable;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, as they were when this was asked for. Immutable.
 *
 * @param number counts all requests since the mock was started or reset, from 1
 * @param at the mock's time of the answer
 * @param source the address or name that the caller was taken for
 * @param server the server that asked; {@code null} if it is none of the scenario
 * @param seenAs the server as which it was answered; {@code null} for itself
 * @param method the HTTP method
 * @param target the path and query as sent
 * @param operation what was asked for; {@code null} for no operation of the API
 * @param format the format of the answer; {@code null} for a sentence of the mock's own or a user's stub
 * @param answer the answer in one word: an HTTP status, or a fault's kind such as {@code reset} where no status was sent
 * @param status the HTTP status; {@code null} where none was sent
 * @param reason the rule that answered; {@code null} for an answer by the scenario's state alone
 * @param incident the incident that struck the request; {@code null} for none
 * @param body the body that was sent; {@code null} where none was, or where a user's stub answered
 * @param step the server's step; {@code null} without a server, and where the request went no further than that
 * @param automationStatus the server's automation status; {@code null} likewise
 * @param outcome what became of the answer by now
 * @param ended the mock's time at which the answer was out, or the client left; {@code null} before
 * @param took the real time from the request to that; {@code null} before
 * @param retryAfter the answer's {@code Retry-After} field; {@code null} for none
 * @param unexpected whether only a mistake of the client's explains it: its rule is one, and it doesn't follow a {@code Location}
 *     that it was given
 */
public record RecordedRequest(
        long number,
        Instant at,
        String source,
        @Nullable String server,
        @Nullable String seenAs,
        String method,
        String target,
        @Nullable Operation operation,
        @Nullable Format format,
        String answer,
        @Nullable Integer status,
        @Nullable String reason,
        @Nullable String incident,
        @Nullable String body,
        @Nullable String step,
        @Nullable AutomationStatus automationStatus,
        Outcome outcome,
        @Nullable Instant ended,
        @Nullable Duration took,
        @Nullable String retryAfter,
        boolean unexpected) {

    /** Always three digits, so that the lines stand below each other. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** The longest body that a line shows. */
    private static final int SHORT = 40;

    /** What became of an answer. */
    public enum Outcome {
        /** The answer is still to be sent. */
        PENDING,
        /** All of it was handed to the operating system for a client that was there. */
        DELIVERED,
        /** The client left before the answer was out. */
        ABANDONED
    }

    static RecordedRequest of(Exchange exchange) {
        boolean overridden = exchange.isOverridden();
        boolean hasEnded = exchange.outcome() != Exchange.Outcome.PENDING;
        return new RecordedRequest(
                exchange.number(),
                exchange.at(),
                exchange.source(),
                exchange.server(),
                exchange.seenAs(),
                exchange.request().method(),
                exchange.request().target(),
                exchange.operation(),
                exchange.format(),
                exchange.word(),
                exchange.sendsStatus() ? (Integer) exchange.status() : null,
                exchange.reason(),
                exchange.incident(),
                exchange.sendsStatus() && !overridden ? exchange.bodyText() : null,
                exchange.state() == null ? null : exchange.state().step(),
                exchange.state() == null ? null : exchange.state().status(),
                Outcome.valueOf(exchange.outcome().name()),
                hasEnded ? Instant.EPOCH.plus(exchange.endedMicros(), ChronoUnit.MICROS) : null,
                hasEnded ? Duration.ofNanos(exchange.tookNanos()) : null,
                exchange.retryAfter(),
                exchange.isUnexpected());
    }

    /** The rule that answered; empty for an answer by the scenario's state alone. */
    public Optional<Rule> rule() {
        return Optional.ofNullable(reason).flatMap(Rule::ofReason);
    }

    /** One line: time to the millisecond, server or source, request, answer, reason. */
    @Override
    public String toString() {
        return MILLIS.format(at) + " " + Printable.escaped(server == null ? source : server) + " " + exchange();
    }

    /** The request, the answer and the reason in one line, without time and server. Control characters are escaped. */
    public String exchange() {
        StringBuilder line = new StringBuilder(Printable.target(method))
                .append(' ')
                .append(Printable.target(target))
                .append(" -> ")
                .append(answer);
        boolean isSecondWay = operation != null && !operation.isRackConnect();
        if (status != null && status == 200) {
            if (isSecondWay && automationStatus != null) {
                // Of a long document, what a client waits for.
                line.append(' ').append(automationStatus.name());
            } else if (body != null && body.length() <= SHORT) {
                line.append(' ').append(Printable.escaped(body));
            }
        }
        if (reason != null) {
            line.append(" (").append(Printable.escaped(reason)).append(')');
        }
        if (outcome == Outcome.ABANDONED) {
            line.append(" abandoned");
            if (took != null) {
                line.append(" after ").append(Durations.format(took));
            }
        }
        return line.toString();
    }
}
