package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a request and its answer are told in JSON: the words of scenario files, instants in ISO-8601, absent values as null. */
public final class RequestView {
    private RequestView() {}

    /** A request, its answer and what became of it. */
    public static Map<String, @Nullable Object> of(Exchange exchange) {
        Map<String, @Nullable Object> view = summary(exchange, Secrets.SHOWN);
        view.remove("realAt");
        view.put("seenAs", exchange.seenAs());
        view.put("body", hasBody(exchange) ? exchange.bodyText() : null);
        view.put("retryAfter", exchange.retryAfter());
        return view;
    }

    /** The same with header fields, as far as they may be shown. */
    public static Map<String, @Nullable Object> withHeaders(Exchange exchange, Secrets secrets) {
        Map<String, @Nullable Object> view = summary(exchange, secrets);
        view.put("seenAs", exchange.seenAs());
        view.put("body", hasBody(exchange) ? secrets.body(exchange) : null);
        view.put("retryAfter", exchange.retryAfter());
        view.put("headers", secrets.fields(exchange.request().fields()));
        view.put("answerHeaders", secrets.fields(answerFields(exchange)));
        return view;
    }

    /** What the live page has of each request. */
    static Map<String, @Nullable Object> summary(Exchange exchange, Secrets secrets) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        Operation operation = exchange.operation();
        Format format = exchange.format();
        ServerState state = exchange.state();
        boolean ended = exchange.outcome() != Exchange.Outcome.PENDING;
        view.put("number", exchange.number());
        view.put("at", exchange.at().toString());
        view.put("realAt", realAt(exchange).toString());
        view.put("source", exchange.source());
        view.put("server", exchange.server());
        view.put("method", exchange.request().method());
        view.put("target", secrets.target(exchange.request().target()));
        view.put("operation", operation == null ? null : operation.word());
        view.put("format", format == null ? null : format.word());
        view.put("answer", exchange.word());
        view.put("status", exchange.sendsStatus() ? exchange.status() : null);
        view.put("reason", exchange.reason());
        view.put("incident", exchange.incident());
        view.put("step", state == null ? null : state.step());
        view.put("automationStatus", state == null ? null : state.status().name());
        view.put("outcome", exchange.outcome().name().toLowerCase(Locale.ROOT));
        view.put("ended", ended ? ended(exchange).toString() : null);
        view.put("took", ended ? Durations.format(Duration.ofNanos(exchange.tookNanos())) : null);
        return view;
    }

    /** When it ended, in the mock's time. */
    private static Instant ended(Exchange exchange) {
        return Instant.EPOCH.plus(exchange.endedMicros(), ChronoUnit.MICROS);
    }

    /** When it came, in real time. */
    static Instant realAt(Exchange exchange) {
        return MovableClock.real(exchange.receivedNanos());
    }

    static boolean hasBody(Exchange exchange) {
        return exchange.sendsStatus() && !exchange.isOverridden();
    }

    /** The header fields of an answer, but for those that the connection alone knows. */
    static HeaderFields answerFields(Exchange exchange) {
        if (!hasBody(exchange)) {
            return HeaderFields.NONE;
        }
        HeaderFields fields = new HeaderFields("Content-Type", exchange.contentType());
        if (exchange.allow() != null) {
            fields = fields.and(new HeaderFields("Allow", exchange.allow()));
        }
        if (exchange.reason() != null) {
            fields = fields.and(new HeaderFields("X-RackConnect-Mock-Reason", exchange.reason()));
        }
        return fields.and(exchange.fields());
    }
}
