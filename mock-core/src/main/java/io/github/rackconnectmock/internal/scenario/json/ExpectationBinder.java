package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.BooleanValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NumberValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.Check;
import io.github.rackconnectmock.scenario.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes expectations of JSON values; a mistake is replaced by a value that the rules accept. */
final class ExpectationBinder {
    private static final String SERVERS = "servers";
    private static final Expectation ANY = Expectation.ofAll().stoppedAfterDeployed();

    private final Mistakes mistakes;
    private final Values values;
    private final List<String> fieldNames = new ArrayList<>();

    ExpectationBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        fieldNames.add(SERVERS);
        fieldNames.addAll(Words.ASSERTIONS.keySet());
    }

    /** One, or a list. */
    List<Expectation> expectations(JsonValue value) {
        if (!(value instanceof ListValue list)) {
            return List.of(expectation(value));
        }
        if (list.elements().isEmpty()) {
            values.refuse(value, "expects nothing; at least one expectation, or leave it out");
        }
        return list.elements().stream().map(this::expectation).toList();
    }

    private Expectation expectation(JsonValue value) {
        return Fields.of(value, mistakes, "an expectation", fieldNames)
                .map(this::expectation)
                .orElse(ANY);
    }

    private Expectation expectation(Fields fields) {
        fields.value(SERVERS)
                .filter(value ->
                        value instanceof ListValue list && list.elements().isEmpty())
                .ifPresent(value -> values.refuse(value, "names no server; at least one, or leave it out for all"));
        List<String> servers = fields.list(SERVERS, value -> values.text(value).or(() -> Optional.of("*")))
                .orElse(List.of());
        List<Check> checks = new ArrayList<>();
        for (String name : fields.names()) {
            Check.Assertion assertion = Words.ASSERTIONS.get(name);
            if (assertion != null) {
                JsonValue value = fields.value(name).orElseThrow();
                check(assertion, value).ifPresent(checks::add);
            }
        }
        // What it says is a mistake already.
        boolean isReplaced = checks.isEmpty() && fields.names().stream().anyMatch(name -> !name.equals(SERVERS));
        return new Expectation(servers, isReplaced ? ANY.checks() : checks);
    }

    private Optional<Check> check(Check.Assertion assertion, JsonValue value) {
        return switch (assertion.arguments()) {
            case NONE ->
                value instanceof BooleanValue flag && flag.value()
                        ? Optional.of(new Check(assertion, null, null, null))
                        : values.refuse(value, "must be true; leave it out where it isn't expected");
            case DURATION -> values.duration(value).map(duration -> new Check(assertion, duration, null, null));
            case NUMBER ->
                values.whole(value, 0, Integer.MAX_VALUE)
                        .map(number -> new Check(assertion, null, null, number.doubleValue()));
            case ANSWER -> answer(value).map(answer -> new Check(assertion, null, answer, null));
            case STATUS ->
                values.word(value, "status", Words.STATUSES)
                        .map(status -> new Check(assertion, null, status.name(), null));
            case STEP_WITHIN -> named(assertion, value, "step", "within");
            case INCIDENT_WITHIN -> named(assertion, value, "incident", "within");
            case ANSWER_AT_LEAST -> named(assertion, value, "answer", "atLeast");
            case FACTOR_UP_TO -> numbered(assertion, value, "factor", "upTo");
            case REQUESTS_WITHIN -> numbered(assertion, value, "requests", "within");
        };
    }

    /** A name or an answer, and a duration. */
    private Optional<Check> named(Check.Assertion assertion, JsonValue value, String name, String time) {
        return Fields.of(value, mistakes, '"' + assertion.word() + '"', List.of(name, time))
                .flatMap(fields -> {
                    Optional<String> text = fields.required(name, "which " + name)
                            .flatMap(name.equals("answer") ? this::answer : values::text);
                    Optional<Duration> duration = time(fields, time);
                    return text.isPresent() && duration.isPresent()
                            ? Optional.of(new Check(assertion, duration.get(), text.get(), null))
                            : Optional.empty();
                });
    }

    private Optional<Check> numbered(Check.Assertion assertion, JsonValue value, String name, String time) {
        return Fields.of(value, mistakes, '"' + assertion.word() + '"', List.of(name, time))
                .flatMap(fields -> {
                    Optional<Double> number = fields.required(name, "a number")
                            .flatMap(name.equals("factor") ? this::factor : this::count);
                    Optional<Duration> duration = time(fields, time);
                    return number.isPresent() && duration.isPresent()
                            ? Optional.of(new Check(assertion, duration.get(), null, number.get()))
                            : Optional.empty();
                });
    }

    private Optional<Duration> time(Fields fields, String name) {
        return fields.required(name, "a duration").flatMap(values::duration);
    }

    private Optional<Double> count(JsonValue value) {
        return values.whole(value, 0, Integer.MAX_VALUE).map(Long::doubleValue);
    }

    private Optional<Double> factor(JsonValue value) {
        if (!(value instanceof NumberValue number)) {
            return values.wrongKind(value, "a number above 1");
        }
        double factor = Double.parseDouble(number.digits());
        return factor > 1 && factor <= 1_000
                ? Optional.of(factor)
                : values.refuse(value, Mistakes.brief(number.digits()) + " is no factor; above 1, at most 1000");
    }

    /** A status as a number, or a word such as reset. */
    private Optional<String> answer(JsonValue value) {
        if (value instanceof NumberValue) {
            return values.whole(value, 300, 599).map(status -> Long.toString(status));
        }
        if (value instanceof TextValue text && text.text().matches("[a-z]{1,100}")) {
            return Optional.of(text.text());
        }
        String not = value instanceof TextValue text ? '"' + Mistakes.brief(text.text()) + '"' : value.kind();
        return values.refuse(value, "must be a status from 300 to 599, or a word such as \"reset\", not " + not);
    }
}
