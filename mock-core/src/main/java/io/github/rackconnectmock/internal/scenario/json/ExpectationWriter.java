package io.github.rackconnectmock.internal.scenario.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.scenario.Check;
import io.github.rackconnectmock.scenario.Expectation;
import java.time.Duration;

/** Writes expectations in the words that {@link ExpectationBinder} reads. */
final class ExpectationWriter {
    private ExpectationWriter() {}

    static void write(Expectation expectation, ObjectNode to) {
        if (!expectation.servers().isEmpty()) {
            ArrayNode servers = to.putArray("servers");
            expectation.servers().forEach(servers::add);
        }
        expectation.checks().forEach(check -> write(check, to));
    }

    private static void write(Check check, ObjectNode to) {
        String name = check.assertion().word();
        Duration duration = check.duration() == null ? Duration.ZERO : check.duration();
        double number = check.number() == null ? 0 : check.number();
        switch (check.assertion().arguments()) {
            case NONE -> to.put(name, true);
            case DURATION -> to.put(name, WrittenDuration.text(duration));
            case NUMBER -> to.put(name, (int) number);
            case STATUS -> to.put(name, check.text());
            case ANSWER -> putAnswer(to, name, String.valueOf(check.text()));
            case STEP_WITHIN ->
                to.putObject(name).put("step", check.text()).put("within", WrittenDuration.text(duration));
            case INCIDENT_WITHIN ->
                to.putObject(name).put("incident", check.text()).put("within", WrittenDuration.text(duration));
            case ANSWER_AT_LEAST -> {
                ObjectNode inner = to.putObject(name);
                putAnswer(inner, "answer", String.valueOf(check.text()));
                inner.put("atLeast", WrittenDuration.text(duration));
            }
            case FACTOR_UP_TO -> {
                ObjectNode inner = to.putObject(name);
                if (number == Math.rint(number)) {
                    inner.put("factor", (int) number);
                } else {
                    inner.put("factor", number);
                }
                inner.put("upTo", WrittenDuration.text(duration));
            }
            case REQUESTS_WITHIN ->
                to.putObject(name).put("requests", (int) number).put("within", WrittenDuration.text(duration));
        }
    }

    /** Writes an answer as it is read. */
    private static void putAnswer(ObjectNode to, String name, String answer) {
        if (Character.isDigit(answer.charAt(0))) {
            to.put(name, Integer.parseInt(answer));
        } else {
            to.put(name, answer);
        }
    }
}
