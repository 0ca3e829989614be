package io.github.rackconnectmock.internal.control;

import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.internal.conduct.ClientSummary;
import io.github.rackconnectmock.internal.conduct.ConnectionFailure;
import io.github.rackconnectmock.internal.journal.ConductSnapshot;
import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the control API shows what clients did. */
final class ConductView {
    private ConductView() {}

    static Map<String, @Nullable Object> of(ConductSnapshot conduct) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("received", conduct.received());
        view.put("mostAtOnce", conduct.mostAtOnce());
        view.put("connections", conduct.connections());
        view.put("failedConnections", conduct.failedConnections());
        view.put(
                "failures",
                conduct.failures().stream().map(ConductView::failure).toList());
        view.put("servers", conduct.clients().stream().map(ConductView::client).toList());
        return view;
    }

    private static Map<String, @Nullable Object> failure(ConnectionFailure failure) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("at", failure.at().toString());
        view.put("source", failure.source());
        view.put("server", failure.server());
        view.put("what", failure.what());
        view.put("incident", failure.incident());
        return view;
    }

    private static Map<String, @Nullable Object> client(ClientFacts facts) {
        ClientSummary client = ClientSummary.of(facts);
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", client.server());
        view.put("requests", client.requests());
        view.put("connections", client.connections());
        view.put("mostAtOnce", client.mostAtOnce());
        view.put("refused", client.refused());
        Map<String, Object> told = new LinkedHashMap<>();
        client.firstTold().forEach((status, at) -> told.put(status, Views.micros(at)));
        view.put("firstTold", told);
        view.put("askedAfterTold", client.askedAfterTold());
        Map<String, Object> intervals = new LinkedHashMap<>();
        client.shortestIntervals().forEach((operation, micros) -> intervals.put(operation, text(micros)));
        view.put("shortestInterval", intervals);
        Map<String, Object> after = new LinkedHashMap<>();
        client.after().forEach(kind -> after.put(kind.answer(), after(kind)));
        view.put("after", after);
        Long lastAsked = client.lastAskedWithoutEnd();
        view.put("gaveUpAt", lastAsked == null ? null : Views.micros(lastAsked));
        return view;
    }

    private static Map<String, @Nullable Object> after(ClientSummary.After kind) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("times", kind.times());
        view.put("shortestWait", kind.shortestWait() == null ? null : text(kind.shortestWait()));
        return view;
    }

    private static String text(long micros) {
        return Durations.format(Duration.of(micros, ChronoUnit.MICROS));
    }
}
