package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.CloudDetails;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
    private final CloudServer server;
    private final List<Step> steps;
    private final List<ServerState> states = new ArrayList<>();
    private final List<Mode> modes = new ArrayList<>();
    private final List<Faults> faults = new ArrayList<>();
    private final boolean limitsAtOnce;
    private final boolean namesOthers;
    private final boolean hasLoops;
    private final Map<String, Integer> byName = new HashMap<>();
    // The step that each step leads back to; -1 for a step with a state of its own.
    private final int[] targets;
    // How many of the steps up to each lead back.
    private final int[] loops;

    /**
     * How requests are taken in a step.
     *
     * @param limit how many; {@code null} for no limit
     * @param known whether the address is a cloud server's
     * @param seenAs as whom the server is answered; {@code null} for itself
     * @param exists whether there is such a server
     */
    record Mode(
            @Nullable RateLimit limit,
            boolean known,
            @Nullable String seenAs,
            boolean exists) {
        /** Whether the API knows the address: a server that isn't there is unknown, too. */
        boolean isKnown() {
            return known && exists;
        }
    }

    /** @param scenarios the limit of servers that say none; {@code null} for no limit */
    Script(CloudServer server, @Nullable RateLimit scenarios) {
        this.server = server;
        this.steps = server.lifecycle();
        this.targets = new int[steps.size() + 1];
        this.loops = new int[steps.size() + 1];
        this.hasLoops = steps.stream().anyMatch(step -> step.goTo() != null);
        if (hasLoops || !server.on().isEmpty()) {
            for (int i = 0; i <= steps.size(); i++) {
                byName.put(server.stepName(i), i);
            }
        }
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        ServerState before = new ServerState("", server.status(), server.gatewayIp(), server.features(), Map.of());
        before = complete(before, server, 0, changes, Map.of());
        states.add(before);
        Mode mode = new Mode(
                limit(server.rateLimit(), scenarios, scenarios),
                server.known(),
                server.seenAs(),
                !Boolean.FALSE.equals(server.details().exists()));
        modes.add(mode);
        faults.add(Faults.of(server.faults(), "step/0"));
        targets[0] = -1;
        for (int i = 1; i <= steps.size(); i++) {
            Step step = steps.get(i - 1);
            mode = changed(mode, step, scenarios);
            modes.add(mode);
            faults.add(step.faults().isEmpty() ? Faults.NONE : Faults.of(step.faults(), "step/" + i));
            targets[i] = step.goTo() == null ? -1 : stepOf(step.goTo().step());
            loops[i] = loops[i - 1] + (step.goTo() == null ? 0 : 1);
            changes.putAll(step.tasks());
            before = complete(change(before, step), server, i, changes, before.tasks());
            states.add(before);
        }
        limitsAtOnce = modes.stream()
                .anyMatch(each -> each.limit() != null && each.limit().atOnce() != null);
        namesOthers = modes.stream().anyMatch(each -> each.seenAs() != null);
    }

    /** Whether some step says that the server is answered as another. */
    boolean namesOthers() {
        return namesOthers;
    }

    /** Whether some step leads back to another. */
    boolean hasLoops() {
        return hasLoops;
    }

    private static Mode changed(Mode before, Step step, @Nullable RateLimit scenarios) {
        Boolean exists = step.details().exists();
        if (step.rateLimit() == null && step.known() == null && step.seenAs() == null && exists == null) {
            return before;
        }
        return new Mode(
                limit(step.rateLimit(), before.limit(), scenarios),
                step.known() == null ? before.known() : step.known(),
                step.seenAs() == null ? before.seenAs() : step.seenAs().server(),
                exists == null ? before.exists() : exists);
    }

    private static @Nullable RateLimit limit(
            Step.@Nullable LimitChange change, @Nullable RateLimit before, @Nullable RateLimit scenarios) {
        return change == null ? before : change.isScenarios() ? scenarios : change.limit();
    }

    /** The number of a step; -1 if there is none of this name. */
    int stepOf(String name) {
        Integer known = byName.get(name);
        if (known != null) {
            return known;
        }
        for (int i = 0; i <= steps.size(); i++) {
            if (server.stepName(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a step leads back to another. */
    boolean isGoTo(int step) {
        return targets[step] >= 0;
    }

    /** The step that a step leads back to. */
    int target(int step) {
        return targets[step];
    }

    /** How many of the steps up to this one lead back to another. */
    int loopsUpTo(int step) {
        return loops[step];
    }

    /** How often a step leads back; {@link Long#MAX_VALUE} for always. */
    long goToTimes(int step) {
        Step.GoTo back = steps.get(step - 1).goTo();
        return back == null || back.times() == null ? Long.MAX_VALUE : back.times();
    }

    /** How requests are taken in a step. */
    Mode mode(int step) {
        return modes.get(step);
    }

    /** What the Cloud Servers API alone tells in a step: computed each time, since few ask for it. */
    CloudDetails details(int step) {
        CloudDetails details = server.details();
        for (Step each : steps.subList(0, step)) {
            details = details.with(each.details());
        }
        return details;
    }

    /** Whether some step limits how many requests are under way together. */
    boolean limitsAtOnce() {
        return limitsAtOnce;
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

    /** What goes wrong in a step. */
    Faults faults(int step) {
        return faults.get(step);
    }

    /** Whether in some step nothing listens. */
    boolean canRefuseConnections() {
        return faults.stream().anyMatch(Faults::nothingListens);
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
