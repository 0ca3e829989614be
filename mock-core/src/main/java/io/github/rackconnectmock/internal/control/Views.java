package io.github.rackconnectmock.internal.control;

import io.github.rackconnectmock.internal.conduct.Judgement;
import io.github.rackconnectmock.internal.journal.ExpectationJudge;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.RateWindow;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the control API shows things: the words of scenario files, instants in ISO-8601, absent values as null. */
final class Views {
    private Views() {}

    static Map<String, @Nullable Object> server(ServerLife life, List<String> incidents) {
        ServerSnapshot server = life.snapshot();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", server.name());
        view.put("sourceIp", server.sourceIp().getHostAddress());
        view.put("region", server.region() == null ? null : server.region().name());
        view.put("status", server.state().status().name());
        view.put("gatewayIp", server.state().gatewayIp());
        view.put("features", server.state().features());
        view.put("tasks", server.state().tasks());
        view.put("step", server.state().step());
        view.put("since", text(server.since()));
        view.put("next", next(server.next()));
        view.put("requests", server.requests());
        view.put("refused", server.refused());
        view.put("rateWindow", rateWindow(server.window()));
        view.put("known", server.known());
        view.put("seenAs", server.seenAs());
        view.put("incidents", incidents);
        view.put("steps", life.stepNames());
        view.put("signals", life.signals());
        return view;
    }

    private static @Nullable Map<String, @Nullable Object> next(@Nullable NextStep next) {
        if (next == null) {
            return null;
        }
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("step", next.name());
        view.put("waitsFor", trigger(next.waitsFor()));
        view.put("in", next.in() == null ? null : Durations.format(next.in()));
        return view;
    }

    private static Map<String, Object> trigger(Trigger trigger) {
        if (trigger instanceof Trigger.After after) {
            return Map.of("after", after.delay().toString());
        }
        if (trigger instanceof Trigger.AfterRequests wanted) {
            return Map.of(
                    "afterRequests",
                    wanted.operation() == null
                            ? (Object) wanted.requests()
                            : Map.of(wanted.operation().word(), wanted.requests()));
        }
        return Map.of("on", ((Trigger.OnSignal) trigger).signal());
    }

    private static @Nullable Map<String, Object> rateWindow(@Nullable RateWindow window) {
        if (window == null) {
            return null;
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("requests", window.limit().requests());
        view.put("window", Durations.format(window.limit().window()));
        view.put("remaining", window.remaining());
        view.put("resetsIn", Durations.format(window.resetsIn()));
        return view;
    }

    static Map<String, Object> expectations(List<ExpectationJudge.Judged> judged) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("met", judged.stream().allMatch(each -> each.judgement().kind() == Judgement.Kind.GOOD));
        view.put(
                "expectations",
                judged.stream()
                        .map(each -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("server", each.server());
                            one.put("check", each.check().toString());
                            one.put("met", each.judgement().kind() == Judgement.Kind.GOOD);
                            one.put("why", each.judgement().why());
                            return one;
                        })
                        .toList());
        return view;
    }

    /** Microseconds since 1970 as an instant. */
    static String micros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
