package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What incidents may be. */
final class IncidentRules {
    private static final int MOST_INCIDENTS = 1_000;
    private static final int MOST_PATTERNS = 1_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9._*-]*");

    private final ValueRules values;
    private final FaultRules faults;

    IncidentRules(ValueRules values) {
        this.values = values;
        this.faults = new FaultRules(values);
    }

    void check(List<Incident> incidents) {
        if (incidents.size() > MOST_INCIDENTS) {
            values.problem("incidents", incidents.size() + " incidents; at most " + MOST_INCIDENTS);
            return;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < incidents.size(); i++) {
            String path = "incidents[" + i + "]";
            Incident incident = incidents.get(i);
            check(path, incident, true);
            String name = incident.name() == null ? "incident-" + (i + 1) : incident.name();
            if (!names.add(name)) {
                values.problem(path + ".name", quoted(name) + " is the name of an earlier incident; names are unique");
            }
        }
    }

    /** @param isScheduled whether it needs a begin of its own */
    void check(String path, Incident incident, boolean isScheduled) {
        if (incident.name() != null) {
            values.checkWord(path + ".name", incident.name(), "name");
        }
        if (incident.on() != null) {
            values.checkWord(path + ".on", incident.on(), "signal");
        }
        if (incident.until() != null) {
            values.checkWord(path + ".until", incident.until(), "signal");
        }
        checkTimes(path, incident, isScheduled);
        checkPatterns(path, incident.servers());
        if (incident.faults().isEmpty()) {
            values.problem(path + ".fault", "there is no fault; an incident needs at least one");
        }
        faults.check(path + ".fault", incident.faults(), incident.lasts() != null);
    }

    /** Checks the names of servers that something is about. */
    void checkPatterns(String path, List<String> patterns) {
        if (patterns.size() > MOST_PATTERNS) {
            values.problem(path + ".servers", patterns.size() + " names; at most " + MOST_PATTERNS);
        }
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            String own = path + ".servers[" + i + "]";
            if (values.checkNameSize(own, pattern) && !PATTERN.matcher(pattern).matches()) {
                values.problem(
                        own, quoted(pattern) + " is no name; " + ValueRules.WORD_FORM + ", and \"*\" for any of them");
            }
        }
    }

    private void checkTimes(String path, Incident incident, boolean isScheduled) {
        if (isScheduled && incident.after() == null && incident.on() == null) {
            values.problem(path, "never begins; give \"after\", a time, or \"on\", a signal");
        }
        if (incident.after() != null) {
            values.checkLength(path + ".after", incident.after());
        }
        if (incident.lasts() != null) {
            values.checkLength(path + ".lasts", incident.lasts());
            if (incident.lasts().isZero()) {
                values.problem(path + ".lasts", "an incident can't last no time");
            } else if (incident.lasts().compareTo(SHORTEST) < 0) {
                values.problem(path + ".lasts", "is too short; at least 1ms");
            }
        }
        if (incident.every() == null) {
            return;
        }
        values.checkLength(path + ".every", incident.every());
        if (incident.after() == null || incident.lasts() == null) {
            values.problem(path + ".every", "needs \"after\", when it begins first, and \"lasts\", when it ends");
        } else if (incident.every().minus(SHORTEST).compareTo(incident.lasts()) < 0) {
            values.problem(
                    path + ".every",
                    Durations.format(incident.every()) + " is too short; at least 1ms longer than it lasts, "
                            + Durations.format(incident.lasts()));
        }
    }
}
