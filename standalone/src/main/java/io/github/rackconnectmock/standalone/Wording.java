package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
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
        if (step.fault() != null) {
            parts.add(fault(step.fault()));
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

    private static String fault(Fault fault) {
        StringBuilder text = new StringBuilder("fault ").append(fault.effect().kind());
        if (fault.effect() instanceof FaultEffect.HttpError error) {
            text.append(' ').append(error.status());
        } else if (fault.effect() instanceof FaultEffect.Delay delay) {
            text.append(' ').append(Durations.format(delay.duration()));
        }
        if (fault.times() != null) {
            text.append(fault.times() == 1 ? " once" : " " + fault.times() + " times");
        }
        if (fault.percent() < 100) {
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
}
