package io.github.rackconnectmock.simulation;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server's life worked out once: the whole state of each step, so that a request has nothing to add up. Steps are
 * numbered from 0, the start. Shared by all servers of a burst.
 */
final class Script {
    private final List<Step> steps;
    private final List<ServerState> states = new ArrayList<>();

    Script(CloudServer server) {
        this.steps = server.lifecycle();
        states.add(state(
                server.stepName(0),
                new ServerState("", server.status(), server.gatewayIp(), server.features(), Map.of()),
                server.tasks()));
        Map<String, String> tasks = server.tasks();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            tasks = merge(tasks, step);
            states.add(state(server.stepName(i + 1), change(states.get(i), step), tasks));
        }
    }

    int lastStep() {
        return steps.size();
    }

    ServerState state(int step) {
        return states.get(step);
    }

    /** What a step waits for; the start waits for nothing. */
    Trigger trigger(int step) {
        return steps.get(step - 1).trigger();
    }

    @Nullable
    Fault fault(int step) {
        return step == 0 ? null : steps.get(step - 1).fault();
    }

    private static ServerState change(ServerState before, Step step) {
        Map<String, Boolean> features = new LinkedHashMap<>(before.features());
        features.putAll(step.features());
        return new ServerState(
                "",
                step.status() == null ? before.status() : step.status(),
                step.gateway() == null ? before.gatewayIp() : step.gateway().ip(),
                features,
                Map.of());
    }

    private static @Nullable Map<String, String> merge(@Nullable Map<String, String> before, Step step) {
        if (step.tasks().isEmpty()) {
            return before;
        }
        Map<String, String> tasks = before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before);
        step.tasks()
                .forEach((task, status) ->
                        status.ifPresentOrElse(text -> tasks.put(task, text), () -> tasks.remove(task)));
        return tasks;
    }

    private static ServerState state(String name, ServerState state, @Nullable Map<String, String> tasks) {
        return new ServerState(
                name,
                state.status(),
                state.gatewayIp(),
                state.features(),
                tasks == null ? tasksOfFeatures(state) : tasks);
    }

    /** Inferred: tasks are documented nowhere, so each enabled feature is one, as far as the server itself is. */
    private static Map<String, String> tasksOfFeatures(ServerState state) {
        Map<String, String> tasks = new LinkedHashMap<>();
        state.features().forEach((feature, enabled) -> {
            if (enabled) {
                tasks.put(feature, state.status().name());
            }
        });
        return tasks;
    }
}
