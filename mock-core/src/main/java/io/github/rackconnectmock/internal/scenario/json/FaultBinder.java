package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes faults of JSON values; a mistake is replaced by a value that the rules accept. */
final class FaultBinder {
    private static final List<String> FIELDS =
            List.of("kind", "status", "body", "duration", "times", "operations", "percent");

    private static final List<String> EFFECT_FIELDS = List.of("kind", "status", "body", "duration");

    private static final FaultEffect ANY_EFFECT = new FaultEffect.Hang();

    /** What a kind of fault is made of. */
    private record Kind(Set<String> ownFields, Function<Fields, FaultEffect> effect) {
        static Kind of(FaultEffect effect) {
            return new Kind(Set.of(), fields -> effect);
        }
    }

    private final Mistakes mistakes;
    private final Values values;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    FaultBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        kinds.put("error", new Kind(Set.of("status", "body"), this::error));
        kinds.put("delay", new Kind(Set.of("duration"), this::delay));
        List.of(
                        new FaultEffect.Hang(),
                        new FaultEffect.Reset(),
                        new FaultEffect.Empty(),
                        new FaultEffect.Garbage(),
                        new FaultEffect.Truncated())
                .forEach(effect -> kinds.put(effect.kind(), Kind.of(effect)));
    }

    /** A step's fault. Empty if it isn't even an object. */
    Optional<Fault> fault(JsonValue value) {
        return Fields.of(value, mistakes, "a fault", FIELDS)
                .map(fields -> new Fault(
                        effect(fields),
                        fields.integer("times").orElse(null),
                        operations(fields),
                        fields.integer("percent").orElse(100)));
    }

    /** A fault that hits every request. Empty if it isn't even an object. */
    Optional<FaultEffect> effect(JsonValue value) {
        return Fields.of(value, mistakes, "a fault of unknown sources", EFFECT_FIELDS)
                .map(this::effect);
    }

    private FaultEffect effect(Fields fields) {
        fields.required("kind", "a fault is one of " + Nearest.list(kinds.keySet(), "and"));
        return fields.word("kind", "fault", kinds)
                .map(kind -> effect(fields, kind))
                .orElse(ANY_EFFECT);
    }

    private FaultEffect effect(Fields fields, Kind kind) {
        FaultEffect effect = kind.effect().apply(fields);
        kinds.values().stream()
                .flatMap(other -> other.ownFields().stream())
                .filter(field -> fields.has(field) && !kind.ownFields().contains(field))
                .forEach(field ->
                        fields.mistake(field, "a fault of kind \"" + effect.kind() + "\" has none; take it out"));
        return effect;
    }

    private FaultEffect error(Fields fields) {
        int status = fields.required("status", "an error needs its HTTP status, 400 to 599")
                .flatMap(values::integer)
                .orElse(500);
        return new FaultEffect.HttpError(status, fields.text("body").orElse(null));
    }

    private FaultEffect delay(Fields fields) {
        Duration duration = fields.required("duration", "a delay needs " + Durations.FORMS)
                .flatMap(values::duration)
                .orElse(Duration.ZERO);
        return new FaultEffect.Delay(duration);
    }

    private Set<Operation> operations(Fields fields) {
        fields.value("operations")
                .filter(value ->
                        value instanceof ListValue list && list.elements().isEmpty())
                .ifPresent(value -> values.refuse(value, "names no operation; at least one, or leave it out for all"));
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        fields.list(
                "operations",
                value -> values.word(value, "operation", Words.OPERATIONS)
                        .filter(operation -> operations.add(operation)
                                || values.refuse(value, "the same operation again; take it out")
                                        .isPresent()));
        return operations;
    }
}
