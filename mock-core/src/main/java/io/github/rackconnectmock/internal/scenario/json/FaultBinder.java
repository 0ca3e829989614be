package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RetryAfter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes faults of JSON values; a mistake is replaced by a value that the rules accept. */
final class FaultBinder {
    private static final List<String> ANSWER = List.of("status", "retryAfter", "headers", "contentType", "body");
    private static final List<String> EFFECT = List.of(
            "kind",
            "status",
            "retryAfter",
            "headers",
            "contentType",
            "body",
            "duration",
            "by",
            "bytes",
            "then",
            "problem");
    private static final List<String> SELECTION =
            List.of("at", "delay", "connection", "times", "operations", "percent");
    private static final FaultEffect ANY_EFFECT = new FaultEffect.Hang();

    /** Stands for all operations of both APIs. */
    static final String ALL_OPERATIONS = "all";

    /** The first version's word for {@code answer}. */
    private static final String OLD_ANSWER = "error";

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
        kinds.put("answer", new Kind(Set.copyOf(ANSWER), this::answer));
        kinds.put("delay", new Kind(Set.of("duration"), this::delay));
        kinds.put("hang", Kind.of(new FaultEffect.Hang()));
        kinds.put("reset", Kind.of(new FaultEffect.Reset()));
        kinds.put("empty", Kind.of(new FaultEffect.Empty()));
        kinds.put("garbage", Kind.of(new FaultEffect.Garbage()));
        kinds.put("truncated", new Kind(Set.of("bytes", "then"), this::truncated));
        kinds.put("dribble", new Kind(Set.of("duration"), this::dribble));
        kinds.put("stale", new Kind(Set.of("by"), this::stale));
        kinds.put("refused", Kind.of(new FaultEffect.Refused()));
        kinds.put("certificate", new Kind(Set.of("problem"), this::certificate));
    }

    /** The faults of a step or of an incident: one, or a list. */
    List<Fault> faults(JsonValue value) {
        if (!(value instanceof ListValue list)) {
            return fault(value).map(List::of).orElse(List.of());
        }
        if (list.elements().isEmpty()) {
            values.refuse(value, "names no fault; at least one, or leave it out");
        }
        List<Fault> faults = new ArrayList<>();
        // A mistake is replaced too, so that each fault keeps its place.
        list.elements().forEach(each -> faults.add(fault(each).orElse(Fault.of(ANY_EFFECT))));
        return faults;
    }

    /** Empty if it isn't even an object. */
    private Optional<Fault> fault(JsonValue value) {
        List<String> names = new ArrayList<>(EFFECT);
        names.addAll(SELECTION);
        return Fields.of(value, mistakes, "a fault", names).map(fields -> fault(fields, effect(fields)));
    }

    private Fault fault(Fields fields, FaultEffect effect) {
        return new Fault(
                effect,
                fields.word("at", "stage", Words.STAGES).orElse(Fault.of(effect).at()),
                fields.drawn("delay").orElse(DrawnDuration.ZERO),
                fields.word("connection", "connection", Words.CONNECTIONS).orElse(false),
                fields.integer("times").orElse(null),
                operations(fields),
                fields.integer("percent").orElse(null));
    }

    /** A list of operations, or all of both APIs. */
    private static Set<Operation> operations(Fields fields) {
        boolean all = fields.value("operations")
                .filter(value -> value instanceof TextValue text && text.text().equals(ALL_OPERATIONS))
                .isPresent();
        return all
                ? EnumSet.allOf(Operation.class)
                : fields.words("operations", "operation", Words.OPERATIONS, EnumSet.noneOf(Operation.class));
    }

    /** A fault that hits every request. Empty if it isn't even an object. */
    Optional<FaultEffect> effect(JsonValue value) {
        return Fields.of(value, mistakes, "a fault of unknown sources", EFFECT).map(this::effect);
    }

    /** The answer to a request that a limit refuses; its status is 403 unless given. Empty if it isn't even an object. */
    Optional<FaultEffect.Answer> refusal(JsonValue value) {
        return Fields.of(value, mistakes, "an answer", ANSWER).map(fields -> answer(fields, Optional.of(403)));
    }

    private FaultEffect effect(Fields fields) {
        fields.required("kind", "a fault is one of " + Nearest.list(kinds.keySet(), "and"));
        Optional<JsonValue> kind = fields.value("kind");
        if (kind.isPresent()
                && kind.get() instanceof TextValue text
                && text.text().equals(OLD_ANSWER)) {
            values.refuse(kind.get(), "\"error\" is now \"answer\"");
            return ANY_EFFECT;
        }
        return fields.word("kind", "fault", kinds)
                .map(known -> effect(fields, known))
                .orElse(ANY_EFFECT);
    }

    private FaultEffect effect(Fields fields, Kind kind) {
        FaultEffect effect = kind.effect().apply(fields);
        EFFECT.stream()
                .filter(field -> !field.equals("kind")
                        && fields.has(field)
                        && !kind.ownFields().contains(field))
                .forEach(field ->
                        fields.mistake(field, "a fault of kind \"" + effect.kind() + "\" has none; take it out"));
        return effect;
    }

    private FaultEffect answer(Fields fields) {
        return answer(fields, Optional.empty());
    }

    private FaultEffect.Answer answer(Fields fields, Optional<Integer> status) {
        return new FaultEffect.Answer(
                fields.integer("status").or(() -> status).orElse(null),
                fields.value("retryAfter").flatMap(this::retryAfter).orElse(null),
                fields.map("headers", values::texts).orElse(Map.of()),
                fields.text("contentType").orElse(null),
                fields.text("body").orElse(null));
    }

    private Optional<RetryAfter> retryAfter(JsonValue value) {
        if (value instanceof TextValue text && text.text().equals("end")) {
            return Optional.of(RetryAfter.END);
        }
        return values.duration(value).map(RetryAfter::of);
    }

    private FaultEffect delay(Fields fields) {
        return new FaultEffect.Delay(fields.required("duration", "a delay needs " + Durations.FORMS)
                .flatMap(values::drawn)
                .orElse(DrawnDuration.ZERO));
    }

    private FaultEffect dribble(Fields fields) {
        return new FaultEffect.Dribble(duration(fields, "duration", "a dribbled answer needs " + Durations.FORMS));
    }

    private FaultEffect stale(Fields fields) {
        return new FaultEffect.Stale(duration(fields, "by", "a stale answer needs " + Durations.FORMS));
    }

    private Duration duration(Fields fields, String name, String hint) {
        return fields.required(name, hint).flatMap(values::duration).orElse(Duration.ZERO);
    }

    private FaultEffect truncated(Fields fields) {
        return new FaultEffect.Truncated(
                fields.integer("bytes").orElse(null),
                fields.word("then", "end", Words.THENS).orElse(FaultEffect.Truncated.Then.CLOSE));
    }

    private FaultEffect certificate(Fields fields) {
        fields.required("problem", "a problem is one of " + Nearest.list(Words.PROBLEMS.keySet(), "and"));
        return new FaultEffect.Certificate(
                fields.word("problem", "problem", Words.PROBLEMS).orElse(FaultEffect.Certificate.Problem.EXPIRED));
    }
}
