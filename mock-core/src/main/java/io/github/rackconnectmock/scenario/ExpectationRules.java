package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be expected of clients. */
final class ExpectationRules {
    private static final int MOST = 1_000;
    private static final Pattern ANSWER = Pattern.compile("[3-5][0-9][0-9]|[a-z]{1,100}");

    private final ValueRules values;
    private final Set<String> steps = new HashSet<>();
    private final Set<String> incidents = new HashSet<>();

    ExpectationRules(ValueRules values, List<CloudServer> servers, List<Incident> happening) {
        this.values = values;
        for (CloudServer server : servers) {
            for (int i = 0; i <= server.lifecycle().size(); i++) {
                steps.add(server.stepName(i));
            }
        }
        for (int i = 0; i < happening.size(); i++) {
            String own = happening.get(i).name();
            incidents.add(own == null ? "incident-" + (i + 1) : own);
        }
    }

    void check(List<Expectation> expectations) {
        if (expectations.size() > MOST) {
            values.problem("expect", expectations.size() + " expectations; at most " + MOST);
            return;
        }
        for (int i = 0; i < expectations.size(); i++) {
            check(expectations.size() == 1 ? "expect" : "expect[" + i + "]", expectations.get(i));
        }
    }

    private void check(String path, Expectation expectation) {
        if (expectation.checks().isEmpty()) {
            values.problem(path, "expects nothing; name an assertion, such as \"stoppedAfterDeployed\": true");
        }
        new IncidentRules(values).checkPatterns(path, expectation.servers());
        Set<Check.Assertion> named = new HashSet<>();
        for (Check check : expectation.checks()) {
            String own = path + "." + check.assertion().word();
            if (!named.add(check.assertion())) {
                values.problem(own, "is expected twice; a file says it in two expectations");
            }
            check(own, check);
        }
    }

    private void check(String path, Check check) {
        Duration duration = check.duration();
        if (duration != null) {
            values.checkLength(path, duration);
        }
        String text = check.text() == null ? "" : check.text();
        Double number = check.number();
        switch (check.assertion().arguments()) {
            case NONE, DURATION -> {}
            case NUMBER, REQUESTS_WITHIN -> {
                if (number == null || number < 0 || number != Math.rint(number) || number > Integer.MAX_VALUE) {
                    values.problem(path, number + " is no number of requests or connections; 0 or more");
                }
            }
            case FACTOR_UP_TO -> {
                if (number == null || !(number > 1 && number <= 1_000)) {
                    values.problem(path, number + " is no factor; above 1, at most 1000");
                }
            }
            case ANSWER, ANSWER_AT_LEAST -> {
                if (!ANSWER.matcher(text).matches()) {
                    values.problem(
                            path,
                            quoted(text)
                                    + " is no answer to wait after; a status from 300, or a word such as \"reset\"");
                }
            }
            case STATUS -> {
                if (!AutomationStatus.isWord(text) || !AutomationStatus.of(text).isDocumented()) {
                    values.problem(path, quoted(text) + " is no documented status");
                }
            }
            case STEP_WITHIN -> {
                if (!steps.contains(text)) {
                    values.problem(path, quoted(text) + " is no step of any server");
                }
            }
            case INCIDENT_WITHIN -> {
                if (!incidents.contains(text)) {
                    values.problem(path, quoted(text) + " is no incident of the scenario");
                }
            }
        }
    }
}
