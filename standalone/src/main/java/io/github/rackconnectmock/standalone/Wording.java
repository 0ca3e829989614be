package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parts of scenarios in plain words. */
final class Wording {
    private Wording() {}

    /** How many servers there are: {@code 1 server}, {@code 50 servers}. */
    static String servers(Scenario scenario) {
        return scenario.serverCount() + (scenario.serverCount() == 1 ? " server" : " servers");
    }

    /** The state at the start of a life. */
    static String start(CloudServer server) {
        List<String> parts = new ArrayList<>();
        parts.add(server.status().name());
        parts.add(gateway(server.gatewayIp()));
        server.features().forEach((feature, enabled) -> {
            if (!enabled) {
                parts.add(feature(feature, false));
            }
        });
        if (server.tasks() != null) {
            server.tasks().forEach((task, status) -> parts.add(task(task, status)));
        }
        server.faults().forEach(fault -> parts.add(fault(fault)));
        if (server.rateLimit() != null) {
            parts.add(limit(server.rateLimit()));
        }
        if (!server.known()) {
            parts.add("unknown");
        }
        if (server.seenAs() != null) {
            parts.add("seen as " + server.seenAs());
        }
        server.on().forEach((signal, step) -> parts.add("signal " + signal + " begins " + step));
        return String.join(", ", parts);
    }

    /** What a step changes, and what goes wrong in it. */
    static String changes(Step step) {
        List<String> parts = new ArrayList<>();
        if (step.status() != null) {
            parts.add(step.status().name());
        }
        if (step.gateway() != null) {
            parts.add(gateway(step.gateway().ip()));
        }
        step.features().forEach((feature, enabled) -> parts.add(feature(feature, enabled)));
        step.tasks()
                .forEach((task, status) ->
                        parts.add(status.map(text -> task(task, text)).orElse("no task " + task)));
        step.faults().forEach(fault -> parts.add(fault(fault)));
        if (step.rateLimit() != null) {
            parts.add(limit(step.rateLimit()));
        }
        if (step.known() != null) {
            parts.add(step.known() ? "known" : "unknown");
        }
        if (step.seenAs() != null) {
            parts.add(
                    step.seenAs().server() == null
                            ? "seen as itself"
                            : "seen as " + step.seenAs().server());
        }
        if (step.goTo() != null) {
            Integer times = step.goTo().times();
            parts.add("back to " + step.goTo().step() + (times == null ? "" : ", " + times(times)));
        }
        return parts.isEmpty() ? "no change" : String.join(", ", parts);
    }

    /** What a step waits for: {@code 3 requests}, {@code signal give-up}, {@code 20s}. */
    static String waitsFor(Trigger trigger) {
        // A trigger says "after 3 requests" or "on signal give-up".
        return trigger.toString().substring(trigger.toString().indexOf(' ') + 1);
    }

    private static String gateway(@Nullable String ip) {
        return ip == null ? "no gateway" : "gateway " + ip;
    }

    private static String feature(String feature, boolean enabled) {
        return feature + (enabled ? " on" : " off");
    }

    private static String task(String task, String status) {
        return "task " + task + " " + status;
    }

    /** Whom an incident hits and what goes wrong. */
    static String incident(Incident incident) {
        List<String> whom = new ArrayList<>(incident.servers());
        incident.regions().stream().sorted().map(Enum::name).forEach(whom::add);
        return (whom.isEmpty() ? "everybody" : String.join(", ", whom)) + ": "
                + incident.faults().stream().map(Wording::fault).collect(Collectors.joining(", "));
    }

    private static String limit(Step.LimitChange change) {
        RateLimit limit = change.limit();
        if (limit == null) {
            return change.isScenarios() ? "the scenario's limit" : "no limit";
        }
        return "limit " + limit + (limit.atOnce() == null ? "" : ", " + limit.atOnce() + " at once");
    }

    private static String times(int times) {
        return times == 1 ? "once" : times + " times";
    }

    private static String fault(Fault fault) {
        StringBuilder text = new StringBuilder("fault ").append(fault.effect().kind());
        if (fault.effect() instanceof FaultEffect.Answer answer) {
            text.append(' ').append(answer.status() == null ? "of its own" : answer.status());
            RetryAfter retry = answer.retryAfter();
            if (retry != null) {
                Duration time = retry.time();
                text.append(" with retry after ").append(time == null ? "its end" : Durations.format(time));
            }
        } else if (fault.effect() instanceof FaultEffect.Delay delay) {
            text.append(' ').append(drawn(delay.duration()));
        } else if (fault.effect() instanceof FaultEffect.Dribble dribble) {
            text.append(" over ").append(Durations.format(dribble.duration()));
        } else if (fault.effect() instanceof FaultEffect.Stale stale) {
            text.append(" by ").append(Durations.format(stale.by()));
        } else if (fault.effect() instanceof FaultEffect.Truncated truncated && truncated.bytes() != null) {
            text.append(" after ").append(truncated.bytes()).append(truncated.bytes() == 1 ? " byte" : " bytes");
        }
        if (!fault.delay().equals(DrawnDuration.ZERO)) {
            text.append(" after ").append(drawn(fault.delay()));
        }
        if (fault.onlyReused()) {
            text.append(" on reused connections");
        }
        if (fault.times() != null) {
            text.append(' ').append(times(fault.times()));
        }
        if (fault.percent() != null) {
            text.append(" at ").append(fault.percent()).append(" %");
        }
        if (!fault.operations().isEmpty()) {
            text.append(" of ")
                    .append(fault.operations().stream()
                            .sorted()
                            .map(Operation::word)
                            .collect(Collectors.joining(" and ")));
        }
        return text.toString();
    }

    /** A distribution says its quantiles. */
    private static String drawn(DrawnDuration duration) {
        return duration.isFixed() ? Durations.format(duration.longest()) : "(" + duration + ")";
    }
}
