package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a server's life may be: its features and tasks at the start, and its steps. */
final class StepRules {
    private static final int MOST_STEPS = 10_000;

    private final ValueRules values;
    private final FaultRules faults;

    StepRules(ValueRules values) {
        this.values = values;
        this.faults = new FaultRules(values);
    }

    void check(String path, CloudServer server) {
        Names features = new Names("features");
        Names tasks = new Names("tasks");
        checkFeatures(path, server.features(), features);
        Map<String, String> first = server.tasks() == null ? Map.of() : server.tasks();
        tasks.add(path, first.keySet());
        first.forEach((task, status) -> values.checkText(path + ".tasks." + task, status));

        List<Step> steps = server.lifecycle();
        if (steps.size() > MOST_STEPS) {
            values.problem(path + ".lifecycle", steps.size() + " steps; at most " + MOST_STEPS);
        }
        faults.check(path + ".fault", server.faults(), endsByTime(server, 0));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String stepPath = path + ".lifecycle[" + i + "]";
            check(stepPath, step, endsByTime(server, i + 1));
            checkName(stepPath + ".name", step, server.stepName(i + 1), names);
            checkFeatures(stepPath, step.features(), features);
            checkTasks(stepPath, step.tasks(), tasks);
        }
        new LoopRules(values, server).check(path);
    }

    /** Whether what comes after a step, counted from 0 for the start, comes by time. */
    private static boolean endsByTime(CloudServer server, int step) {
        return step < server.lifecycle().size() && server.lifecycle().get(step).trigger() instanceof Trigger.After;
    }

    private void checkFeatures(String path, Map<String, Boolean> some, Names all) {
        all.add(path, some.keySet());
    }

    private void checkTasks(String path, Map<String, Optional<String>> some, Names all) {
        all.add(path, some.keySet());
        some.forEach((task, status) -> status.ifPresent(text -> values.checkText(path + ".tasks." + task, text)));
    }

    private void check(String path, Step step, boolean endIsKnown) {
        if (step.trigger() instanceof Trigger.After after) {
            values.checkDrawn(path + ".after", after.delay());
        } else if (step.trigger() instanceof Trigger.AfterRequests count && count.requests() < 1) {
            values.problem(path + ".afterRequests", count.requests() + " is too few; at least 1");
        } else if (step.trigger() instanceof Trigger.OnSignal on) {
            values.checkWord(path + ".on", on.signal(), "signal");
        }
        if (step.gateway() != null && step.gateway().ip() != null) {
            values.checkAddress(path + ".gatewayIp", step.gateway().ip());
        }
        faults.check(path + ".fault", step.faults(), endIsKnown);
    }

    private void checkName(String path, Step step, String name, Set<String> names) {
        if (!values.checkNameSize(path, name)) {
            return;
        }
        if (!ValueRules.isWord(name)) {
            values.problem(path, quoted(name) + " is no name; " + ValueRules.WORD_FORM);
        } else if (name.equals(ScenarioRules.START)) {
            values.problem(path, "\"start\" is the state before the first step; another name");
        } else if (!names.add(name)) {
            String why = step.name() == null ? " (this step's, since it has none of its own)" : "";
            values.problem(path, quoted(name) + why + " is the name of an earlier step; names are unique");
        }
    }

    /** The names of the features, or of the tasks, in a server's whole life. */
    private final class Names {
        /** In each step, each of them has a status. */
        private static final int MOST = 100;

        private final String what;
        private final Set<String> all = new HashSet<>();

        Names(String what) {
            this.what = what;
        }

        void add(String path, Set<String> more) {
            for (String name : more) {
                values.checkText(path + "." + what + "." + name, name);
                if (all.size() <= MOST && all.add(name) && all.size() > MOST) {
                    values.problem(
                            path + "." + what,
                            "more than " + MOST + " " + what + " in the life of a server; at most " + MOST);
                }
            }
        }
    }
}
