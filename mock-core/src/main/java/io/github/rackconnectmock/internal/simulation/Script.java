package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The complete state of each step of a server's life, computed once, so that a request only looks it up. Steps are
 * numbered from 0, the start. Shared by all servers of a burst.
 */
final class Script {
    private final List<Step> steps;
    private final List<ServerState> states = new ArrayList<>();

    Script(CloudServer server) {
        this.steps = server.lifecycle();
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        ServerState before = new ServerState("", server.status(), server.gatewayIp(), server.features(), Map.of());
        before = complete(before, server, 0, changes, Map.of());
        states.add(before);
        for (int i = 1; i <= steps.size(); i++) {
            Step step = steps.get(i - 1);
            changes.putAll(step.tasks());
            before = complete(change(before, step), server, i, changes, before.tasks());
            states.add(before);
        }
    }

    int lastStep() {
        return steps.size();
    }

    /**
     * Which step a state of this script is, counted from 0.
     *
     * <p>By identity: the JDK keeps the class of a record whose {@code equals} was ever called, and with it the class loader.
     */
    @SuppressWarnings("ReferenceEquality")
    int indexOf(ServerState state) {
        int index = 0;
        while (states().get(index) != state) {
            index++;
        }
        return index;
    }

    /** The state of each step. */
    List<ServerState> states() {
        return Collections.unmodifiableList(states);
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
        Map<String, Boolean> features = before.features();
        if (!step.features().isEmpty()) {
            features = new LinkedHashMap<>(features);
            features.putAll(step.features());
        }
        return new ServerState(
                "",
                step.status() == null ? before.status() : step.status(),
                step.gateway() == null ? before.gatewayIp() : step.gateway().ip(),
                features,
                Map.of());
    }

    /**
     * The state with its step's name and tasks: the server's own tasks or those of the features, with all changes so far. A
     * life may have many steps, so equal tasks are kept once.
     */
    private static ServerState complete(
            ServerState state,
            CloudServer server,
            int step,
            Map<String, Optional<String>> changes,
            Map<String, String> tasksBefore) {
        Map<String, String> tasks =
                server.tasks() == null ? tasksOfFeatures(state) : new LinkedHashMap<>(server.tasks());
        changes.forEach(
                (task, status) -> status.ifPresentOrElse(text -> tasks.put(task, text), () -> tasks.remove(task)));
        boolean same = List.copyOf(tasks.entrySet()).equals(List.copyOf(tasksBefore.entrySet()));
        return new ServerState(
                server.stepName(step), state.status(), state.gatewayIp(), state.features(), same ? tasksBefore : tasks);
    }

    /** Each enabled feature is a task with the server's status (inferred: tasks are documented nowhere). */
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
