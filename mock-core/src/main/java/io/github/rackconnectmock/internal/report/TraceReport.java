package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.simulation.FixedWindow;
import io.github.rackconnectmock.internal.simulation.Lane;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.RateLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report as trace events, which Perfetto shows: a thread for each server, its states as slices, its requests as asynchronous
 * events, and what is left of its rate window as a counter. Times are microseconds of the mock's time since the scenario began.
 */
final class TraceReport {
    private static final int PROCESS = 1;

    private final ReportWriter.Parts parts;
    private final List<Object> events = new ArrayList<>();
    private final Map<String, Integer> threads = new HashMap<>();

    private TraceReport(ReportWriter.Parts parts) {
        this.parts = parts;
    }

    static Map<String, Object> write(ReportWriter.Parts parts) {
        TraceReport report = new TraceReport(parts);
        report.add();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("displayTimeUnit", "ms");
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("title", parts.title());
        about.put("began", parts.history().began().toString());
        document.put("otherData", about);
        document.put("traceEvents", report.events);
        return document;
    }

    private void add() {
        named("process_name", 0, "rackconnect-mock");
        int thread = 0;
        for (History.Server server : parts.shown()) {
            threads.put(server.name(), ++thread);
            named("thread_name", thread, server.name());
            states(server, thread);
        }
        for (History.Trouble trouble : parts.history().incidents()) {
            Instant until = trouble.until() == null ? parts.history().now() : trouble.until();
            slice("incident " + trouble.name(), 0, trouble.since(), until, Map.of());
        }
        requests();
    }

    private void states(History.Server server, int thread) {
        List<Lane.Stretch> steps = server.lane().begun();
        for (int i = 0; i < steps.size(); i++) {
            Lane.Stretch step = steps.get(i);
            Instant end = i + 1 < steps.size()
                    ? steps.get(i + 1).at()
                    : parts.history().now();
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("step", step.state().step());
            about.put(
                    "gatewayIp",
                    step.state().gatewayIp() == null ? "none" : step.state().gatewayIp());
            about.put("known", step.known());
            slice(step.state().status().name(), thread, step.at(), end, about);
        }
    }

    private void requests() {
        Map<String, FixedWindow> windows = new HashMap<>();
        RateLimit limit = parts.history().scenario().rateLimit();
        for (Exchange request : parts.history().requests()) {
            String server = request.server();
            int thread = threads.getOrDefault(server == null ? "" : server, 0);
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("answer", request.word());
            about.put("reason", request.reason() == null ? "" : request.reason());
            about.put("source", request.source());
            String name = Events.words(request, parts.secrets());
            async("b", name, request, thread, micros(request.at()), about);
            boolean ended = request.outcome() != Exchange.Outcome.PENDING;
            Instant end = ended
                    ? Instant.EPOCH.plusNanos(request.endedMicros() * 1_000)
                    : parts.history().now();
            async("e", name, request, thread, Math.max(micros(request.at()), micros(end)), Map.of());
            if (limit != null && server != null && request.isLimited()) {
                FixedWindow window = windows.computeIfAbsent(server, first -> new FixedWindow(limit));
                window.tryAcquire(request.at());
                Map<String, Object> counter = event("C", "left of the window of " + server, thread);
                counter.put("ts", micros(request.at()));
                counter.put("args", Map.of("requests", window.at(request.at()).remaining()));
                events.add(counter);
            }
        }
    }

    private long micros(Instant time) {
        return MovableClock.micros(time) - MovableClock.micros(parts.history().began());
    }

    private void named(String what, int thread, String name) {
        Map<String, Object> event = event("M", what, thread);
        event.put("args", Map.of("name", name));
        events.add(event);
    }

    private void slice(String name, int thread, Instant from, Instant to, Map<String, Object> about) {
        Map<String, Object> event = event("X", name, thread);
        event.put("ts", micros(from));
        event.put("dur", Math.max(0, micros(to) - micros(from)));
        event.put("args", about);
        events.add(event);
    }

    private void async(String phase, String name, Exchange request, int thread, long at, Map<String, Object> about) {
        Map<String, Object> event = event(phase, name, thread);
        event.put("cat", "request");
        event.put("id", request.number());
        event.put("ts", at);
        event.put("args", about);
        events.add(event);
    }

    private static Map<String, Object> event(String phase, String name, int thread) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("ph", phase);
        event.put("name", name);
        event.put("pid", PROCESS);
        event.put("tid", thread);
        return event;
    }
}
