package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where steps and signals of a server's life may lead. */
final class LoopRules {
    /** Each server keeps a count for each. */
    private static final int MOST_LOOPS = 100;

    /** The time that it takes to find where a life is grows with each loop around another. */
    private static final int MOST_AROUND = 5;

    private final ValueRules values;
    private final CloudServer server;
    private final List<Step> steps;
    private final Map<String, Integer> byName = new HashMap<>();

    LoopRules(ValueRules values, CloudServer server) {
        this.values = values;
        this.server = server;
        this.steps = server.lifecycle();
    }

    void check(String path) {
        if (server.on().isEmpty() && steps.stream().allMatch(step -> step.goTo() == null)) {
            return;
        }
        for (int i = 0; i <= steps.size(); i++) {
            byName.putIfAbsent(server.stepName(i), i);
        }
        server.on().forEach((signal, step) -> {
            String own = path + ".on." + signal;
            values.checkWord(own, signal, "signal");
            checkTarget(own, step, steps.size());
        });
        checkDepth(path);
        // When the last step that doesn't come by time alone is; a loop around it takes time.
        int lastUntimed = 0;
        long loops = steps.stream().filter(step -> step.goTo() != null).count();
        if (loops > MOST_LOOPS) {
            values.problem(path + ".lifecycle", loops + " steps with \"goto\"; at most " + MOST_LOOPS);
        }
        for (int i = 1; i <= steps.size(); i++) {
            if (takesTime(steps.get(i - 1).trigger())) {
                lastUntimed = i;
            }
            if (steps.get(i - 1).goTo() != null) {
                check(path + ".lifecycle[" + (i - 1) + "]", steps.get(i - 1), i, lastUntimed);
            }
        }
    }

    private void checkDepth(String path) {
        int[] around = new int[steps.size() + 1];
        for (int i = 1; i <= steps.size(); i++) {
            Step.GoTo back = steps.get(i - 1).goTo();
            int target = back == null ? i : byName.getOrDefault(back.step(), i);
            int most = 0;
            for (int j = target + 1; j <= i && back != null; j++) {
                most = Math.max(most, ++around[j]);
            }
            if (most > MOST_AROUND) {
                values.problem(
                        path + ".lifecycle[" + (i - 1) + "].goto",
                        "is the loop number " + most + " around one step; at most " + MOST_AROUND);
                return;
            }
        }
    }

    private void check(String path, Step step, int place, int lastUntimed) {
        Step.GoTo back = step.goTo();
        if (back == null) {
            return;
        }
        if (back.times() != null && back.times() < 1) {
            values.problem(path + ".times", back.times() + " is too few; at least 1, or leave it out for always");
        }
        if (step.status() != null
                || step.gateway() != null
                || !step.features().isEmpty()
                || !step.tasks().isEmpty()
                || !step.faults().isEmpty()
                || step.rateLimit() != null
                || step.known() != null
                || step.seenAs() != null
                || !step.details().equals(CloudDetails.UNCHANGED)) {
            values.problem(path, "beside \"goto\" there is only a trigger, \"name\" and \"times\"; take the rest out");
        }
        int target = checkTarget(path + ".goto", back.step(), place - 1);
        if (target >= 0 && lastUntimed <= target) {
            values.problem(
                    path + ".goto", "a loop back to " + quoted(back.step()) + " that takes no time; give it some");
        }
    }

    /** Whether a step's trigger can never come at once. */
    private static boolean takesTime(Trigger trigger) {
        return !(trigger instanceof Trigger.After after)
                || !after.delay().quantile(0).isZero();
    }

    /**
     * The place of a step that is led to; -1 if there is a problem.
     *
     * @param last the last place that it may have
     */
    private int checkTarget(String path, String name, int last) {
        Integer target = byName.get(name);
        if (target == null) {
            values.problem(path, quoted(name) + " is no step of this server; a step's name or \"start\"");
            return -1;
        }
        if (target > 0 && steps.get(target - 1).goTo() != null) {
            values.problem(path, quoted(name) + " is a \"goto\" itself; name a step with a state");
            return -1;
        }
        if (target > last) {
            values.problem(path, quoted(name) + " comes later; a \"goto\" leads back");
            return -1;
        }
        return target;
    }
}
