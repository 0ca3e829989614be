package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.NullValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes steps of JSON values; a mistake is replaced by a value that the rules accept. */
final class StepBinder {
    private static final List<String> TRIGGERS = List.of("after", "afterRequests", "on");
    private static final List<String> FIELDS = CloudBinder.withDetails(List.of(
            "after",
            "afterRequests",
            "on",
            "name",
            "status",
            "gatewayIp",
            "features",
            "tasks",
            "fault",
            "rateLimit",
            "known",
            "seenAs",
            "goto",
            "times"));

    private static final Trigger ANY_TRIGGER = new Trigger.After(DrawnDuration.ZERO);

    private final Mistakes mistakes;
    private final Values values;
    private final FaultBinder faults;
    private final RateLimitBinder limits;
    private final CloudBinder cloud;

    StepBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        this.faults = new FaultBinder(mistakes);
        this.limits = new RateLimitBinder(mistakes);
        this.cloud = new CloudBinder(mistakes);
    }

    Step step(JsonValue value) {
        return Fields.of(value, mistakes, "a step", FIELDS).map(this::step).orElse(Step.when(ANY_TRIGGER));
    }

    private Step step(Fields fields) {
        return new Step(
                trigger(fields),
                fields.text("name").orElse(null),
                fields.value("status").flatMap(values::status).orElse(null),
                fields.value("gatewayIp").flatMap(values::gateway).orElse(null),
                fields.map("features", values::trueOrFalse).orElse(Map.of()),
                fields.map("tasks", value -> values.textOrNull(value, "null to remove the task"))
                        .orElse(Map.of()),
                fields.value("fault").map(faults::faults).orElse(List.of()),
                fields.value("rateLimit").map(limits::change).orElse(null),
                fields.value("known").flatMap(values::trueOrFalse).orElse(null),
                fields.value("seenAs").flatMap(this::seenAs).orElse(null),
                goTo(fields),
                cloud.details(fields));
    }

    private Optional<Step.SeenAs> seenAs(JsonValue value) {
        if (value instanceof NullValue) {
            return Optional.of(new Step.SeenAs(null));
        }
        return values.text(value, "a text, or null for itself").map(Step.SeenAs::new);
    }

    private Step.@Nullable GoTo goTo(Fields fields) {
        Optional<Integer> times = fields.integer("times");
        if (!fields.has("goto")) {
            if (fields.has("times")) {
                fields.mistake("times", "belongs to a \"goto\" or a fault; take it out");
            }
            return null;
        }
        return fields.text("goto")
                .map(step -> new Step.GoTo(step, times.orElse(null)))
                .orElse(null);
    }

    private Trigger trigger(Fields fields) {
        List<String> named = new ArrayList<>(fields.names());
        named.retainAll(TRIGGERS);
        if (named.isEmpty()) {
            mistakes.add(
                    fields.object().offset(),
                    fields.object().path(),
                    "no trigger; a step has one of " + Nearest.list(TRIGGERS, "and"));
            return ANY_TRIGGER;
        }
        for (String second : named.subList(1, named.size())) {
            fields.mistake(
                    second,
                    "a second trigger beside \"" + named.get(0) + "\"; a step has one of "
                            + Nearest.list(TRIGGERS, "and"));
        }
        List<Trigger> triggers = new ArrayList<>();
        fields.drawn("after").map(Trigger.After::new).ifPresent(triggers::add);
        fields.value("afterRequests").flatMap(this::afterRequests).ifPresent(triggers::add);
        fields.text("on").map(Trigger.OnSignal::new).ifPresent(triggers::add);
        return triggers.isEmpty() ? ANY_TRIGGER : triggers.get(0);
    }

    /** A number, or an object with the number of requests for one operation. */
    private Optional<Trigger> afterRequests(JsonValue value) {
        if (!(value instanceof ObjectValue object)) {
            return values.integer(value).map(requests -> new Trigger.AfterRequests(requests, null));
        }
        Fields fields = Fields.of(value, mistakes, "\"afterRequests\"", List.copyOf(Words.OPERATIONS.keySet()))
                .orElseThrow();
        if (object.fields().size() != 1) {
            return values.refuse(
                    value,
                    "counts " + object.fields().size() + " operations; name exactly one, as in {\"gateway_ip\": 3}");
        }
        String word = fields.names().get(0);
        return Optional.ofNullable(Words.OPERATIONS.get(word))
                .flatMap(operation ->
                        fields.integer(word).map(requests -> new Trigger.AfterRequests(requests, operation)));
    }
}
