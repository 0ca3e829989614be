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
    private static final int LONGEST_BODY = 100_000;

    private final ValueRules values;

    StepRules(ValueRules values) {
        this.values = values;
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
        Set<String> names = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String stepPath = path + ".lifecycle[" + i + "]";
            check(stepPath, step);
            checkName(stepPath + ".name", step, server.stepName(i + 1), names);
            checkFeatures(stepPath, step.features(), features);
            checkTasks(stepPath, step.tasks(), tasks);
        }
    }

    private void checkFeatures(String path, Map<String, Boolean> some, Names all) {
        all.add(path, some.keySet());
    }

    private void checkTasks(String path, Map<String, Optional<String>> some, Names all) {
        all.add(path, some.keySet());
        some.forEach((task, status) -> status.ifPresent(text -> values.checkText(path + ".tasks." + task, text)));
    }

    private void check(String path, Step step) {
        if (step.trigger() instanceof Trigger.After after) {
            values.checkLength(path + ".after", after.delay());
        } else if (step.trigger() instanceof Trigger.AfterRequests count && count.requests() < 1) {
            values.problem(path + ".afterRequests", count.requests() + " is too few; at least 1");
        } else if (step.trigger() instanceof Trigger.OnSignal on
                && values.checkNameSize(path + ".on", on.signal())
                && !ValueRules.isWord(on.signal())) {
            values.problem(path + ".on", quoted(on.signal()) + " is no signal; " + ValueRules.WORD_FORM);
        }
        if (step.gateway() != null && step.gateway().ip() != null) {
            values.checkAddress(path + ".gatewayIp", step.gateway().ip());
        }
        if (step.fault() != null) {
            check(path + ".fault", step.fault());
        }
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

    /** Checks what goes wrong with an answer. */
    void check(String path, FaultEffect effect) {
        if (effect instanceof FaultEffect.HttpError error) {
            if (error.status() < 400 || error.status() > 599) {
                values.problem(path + ".status", error.status() + " is no error; 400 to 599");
            }
            if (error.body() != null) {
                values.checkSize(path + ".body", error.body(), LONGEST_BODY);
            }
        } else if (effect instanceof FaultEffect.Delay delay) {
            values.checkLength(path + ".duration", delay.duration());
        }
    }

    private void check(String path, Fault fault) {
        check(path, fault.effect());
        if (fault.times() != null && fault.times() < 1) {
            values.problem(path + ".times", fault.times() + " is too few; at least 1, or leave it out for all");
        }
        if (fault.percent() < 1 || fault.percent() > 100) {
            values.problem(path + ".percent", fault.percent() + " is out of range; 1 to 100");
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
