package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is allowed in a scenario, but seldom meant. */
public final class ScenarioWarnings {
    private static final int MOST = 100;

    /** How many names are compared at most; what would come then is left out. */
    private static final int MOST_COMPARISONS = 2_000_000;

    private final Scenario scenario;
    private final Consumer<Warning> found;
    private int comparisons;

    /**
     * A warning.
     *
     * @param path where, such as {@code servers[0].lifecycle[1].status}
     * @param message what is seldom meant, and what would be clearer
     * @param unlessSaid the field that would make it clear; {@code null} for none
     */
    public record Warning(
            String path, String message, @Nullable String unlessSaid) {}

    private ScenarioWarnings(Scenario scenario, Consumer<Warning> found) {
        this.scenario = scenario;
        this.found = found;
    }

    /** The warnings about a scenario, in the order of its parts; the first hundred. */
    public static List<Warning> of(Scenario scenario) {
        List<Warning> warnings = new ArrayList<>();
        new ScenarioWarnings(scenario, warning -> {
                    if (warnings.size() < MOST) {
                        warnings.add(warning);
                    }
                })
                .check();
        return warnings;
    }

    private void check() {
        for (int i = 0; i < scenario.servers().size(); i++) {
            check("servers[" + i + "]", scenario.servers().get(i));
        }
        for (int i = 0; i < scenario.incidents().size(); i++) {
            Incident incident = scenario.incidents().get(i);
            String path = "incidents[" + i + "]";
            checkPatterns(path, incident.servers());
            checkFaults(path + ".fault", incident.faults());
            checkOverlaps(path, i);
        }
        List<Expectation> expectations = scenario.expectations();
        for (int i = 0; i < expectations.size(); i++) {
            checkPatterns(
                    expectations.size() == 1 ? "expect" : "expect[" + i + "]",
                    expectations.get(i).servers());
        }
    }

    private void check(String path, CloudServer server) {
        if (server.status().equals(AutomationStatus.DEPLOYING)
                && CloudServer.DEFAULT_GATEWAY_IP.equals(server.gatewayIp())) {
            found.accept(new Warning(
                    path, "has a gateway from the start; say \"gatewayIp\": null if it hasn't", "gatewayIp"));
        }
        checkStatus(path + ".status", server.status());
        checkFaults(path + ".fault", server.faults());
        List<Step> steps = server.lifecycle();
        AutomationStatus last = server.status();
        boolean goesBack = false;
        int unreached = -1;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String own = path + ".lifecycle[" + i + "]";
            if (server.on().containsValue(server.stepName(i + 1))) {
                unreached = -1;
            }
            if (unreached == i) {
                warn(own, "is never reached, since the \"goto\" before it always leads back; give that \"times\"");
            }
            if (step.goTo() != null) {
                goesBack = true;
                unreached = step.goTo().times() == null && unreached < 0 ? i + 1 : unreached;
            }
            if (step.status() != null) {
                last = step.status();
                checkStatus(own + ".status", step.status());
            }
            checkFaults(own + ".fault", step.faults());
        }
        boolean waits = !steps.isEmpty() && steps.get(steps.size() - 1).trigger() instanceof Trigger.OnSignal;
        if (!steps.isEmpty() && !last.isTerminal() && !waits && !goesBack && !server.endless()) {
            warn(path, "never ends in a terminal status; say \"endless\": true if that is meant");
        }
    }

    private void checkStatus(String path, AutomationStatus status) {
        if (!status.isDocumented()) {
            String upper = status.name().toUpperCase(Locale.ROOT);
            String meant = AutomationStatus.DOCUMENTED.stream()
                    .map(AutomationStatus::name)
                    .filter(name -> name.equals(upper))
                    .findFirst()
                    .map(name -> "; did you mean \"" + name + "\"?")
                    .orElse("; the four are DEPLOYING, DEPLOYED, FAILED and UNPROCESSABLE");
            warn(path, quoted(status.name()) + " is no documented status, and isn't terminal" + meant);
        }
    }

    private void checkFaults(String path, List<Fault> faults) {
        Set<Operation> taken = EnumSet.noneOf(Operation.class);
        Set<Fault.Stage> takenEarlier = EnumSet.noneOf(Fault.Stage.class);
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            String own = faults.size() == 1 ? path : path + "[" + i + "]";
            Set<Operation> covered = fault.operations().isEmpty() ? Operation.RACKCONNECT : fault.operations();
            boolean isEarlier = fault.at() != Fault.Stage.REQUEST;
            if (fault.percent() == null
                    && (isEarlier ? takenEarlier.contains(fault.at()) : taken.containsAll(covered))) {
                warn(
                        own,
                        "never strikes, since one before it takes all that is left; give one of them \"percent\" or \"times\"");
            }
            if (fault.percent() == null && fault.times() == null && !fault.onlyReused()) {
                if (isEarlier) {
                    takenEarlier.add(fault.at());
                } else {
                    taken.addAll(covered);
                }
            }
            if (fault.effect() instanceof FaultEffect.Answer answer) {
                checkRetryAfter(own + ".headers", answer);
            }
        }
    }

    private void checkRetryAfter(String path, FaultEffect.Answer answer) {
        answer.headers().forEach((name, fields) -> {
            if (name.equalsIgnoreCase("Retry-After") && !fields.stream().allMatch(field -> field.matches("[0-9]+"))) {
                warn(path + "." + name, "is a date of real time, whatever the mock's clock says; write \"retryAfter\"");
            }
        });
    }

    private void checkPatterns(String path, List<String> patterns) {
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            boolean matches = scenario.servers().stream().anyMatch(server -> {
                for (int number = 1; number <= server.count(); number++) {
                    comparisons++;
                    if (comparisons > MOST_COMPARISONS || Incident.matches(pattern, server.name(number))) {
                        return true;
                    }
                }
                return false;
            });
            if (!matches) {
                warn(path + ".servers[" + i + "]", quoted(pattern) + " is the name of no server");
            }
        }
    }

    /** Incidents by time that hit one server at one time: the earlier in the list strikes first. */
    private void checkOverlaps(String path, int index) {
        Incident later = scenario.incidents().get(index);
        for (int i = 0; i < index; i++) {
            Incident earlier = scenario.incidents().get(i);
            if (overlaps(earlier, later) && hitOne(earlier, later)) {
                warn(
                        path,
                        "overlaps " + scenario.incidentName(i) + ", which comes first in the file and strikes first");
                return;
            }
        }
    }

    /** Whether their first times overlap. */
    private static boolean overlaps(Incident one, Incident other) {
        if (one.after() == null || other.after() == null) {
            return false;
        }
        return isBefore(one.after(), other.after(), other.lasts()) && isBefore(other.after(), one.after(), one.lasts());
    }

    private static boolean isBefore(Duration begin, Duration other, @Nullable Duration lasts) {
        return lasts == null || begin.compareTo(other.plus(lasts)) < 0;
    }

    private boolean hitOne(Incident one, Incident other) {
        boolean shareRegion = one.regions().isEmpty()
                || other.regions().isEmpty()
                || one.regions().stream().anyMatch(other.regions()::contains);
        return shareRegion && scenario.servers().stream().anyMatch(server -> hitsBoth(one, other, server.name(1)));
    }

    private boolean hitsBoth(Incident one, Incident other, String server) {
        if (comparisons > MOST_COMPARISONS) {
            return false;
        }
        comparisons += one.servers().size() + other.servers().size() + 1;
        return one.hitsServer(server) && other.hitsServer(server);
    }

    private void warn(String path, String message) {
        found.accept(new Warning(path, message, null));
    }
}
