package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.Field;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.scenario.DrawnDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The fields of one object by name. A field that is absent, or a mistake, is empty. */
final class Fields {
    private final ObjectValue object;
    private final Mistakes mistakes;
    private final Values values;

    private Fields(ObjectValue object, Mistakes mistakes) {
        this.object = object;
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
    }

    /**
     * Opens an object; every field of another name is a mistake.
     *
     * @param what the object is, such as {@code a step}
     */
    static Optional<Fields> of(JsonValue value, Mistakes mistakes, String what, List<String> names) {
        if (!(value instanceof ObjectValue object)) {
            return new Values(mistakes).refuse(value, what + " must be an object, not " + value.kind());
        }
        object.fields().forEach((name, field) -> {
            if (!names.contains(name)) {
                mistakes.add(
                        field.nameOffset(),
                        object.pathOf(name),
                        "unknown field" + Nearest.hint(name, names, what + " has"));
            }
        });
        return Optional.of(new Fields(object, mistakes));
    }

    /** The names of all fields, in the order of the file. */
    List<String> names() {
        return List.copyOf(object.fields().keySet());
    }

    ObjectValue object() {
        return object;
    }

    boolean has(String name) {
        return object.fields().containsKey(name);
    }

    Optional<JsonValue> value(String name) {
        return Optional.ofNullable(object.fields().get(name)).map(Field::value);
    }

    /** A field that must be there. */
    Optional<JsonValue> required(String name, String hint) {
        if (!has(name)) {
            mistakes.missing(object, name, hint);
        }
        return value(name);
    }

    /** A mistake about a field, placed at its name. */
    void mistake(String name, String message) {
        int offset = Objects.requireNonNull(object.fields().get(name)).nameOffset();
        mistakes.add(offset, object.pathOf(name), message);
    }

    Optional<String> text(String name) {
        return value(name).flatMap(values::text);
    }

    Optional<Integer> integer(String name) {
        return value(name).flatMap(values::integer);
    }

    Optional<Duration> duration(String name) {
        return value(name).flatMap(values::duration);
    }

    Optional<DrawnDuration> drawn(String name) {
        return value(name).flatMap(values::drawn);
    }

    <T> Optional<T> word(String name, String what, Map<String, T> words) {
        return value(name).flatMap(value -> values.word(value, what, words));
    }

    /** The elements of a list; those that are mistakes are left out. */
    <T> Optional<List<T>> list(String name, Function<JsonValue, Optional<T>> element) {
        return value(name).flatMap(value -> {
            if (!(value instanceof ListValue list)) {
                return values.wrongKind(value, "a list");
            }
            List<T> read = new ArrayList<>();
            list.elements().forEach(each -> element.apply(each).ifPresent(read::add));
            return Optional.of(read);
        });
    }

    /**
     * A list of different words.
     *
     * @param what the words are, such as {@code region}
     * @param read gets what they stand for, and is given back
     */
    <T> Set<T> words(String name, String what, Map<String, T> words, Set<T> read) {
        refuseEmpty(name, what);
        list(
                name,
                value -> values.word(value, what, words)
                        .filter(word -> read.add(word)
                                || values.refuse(value, "the same " + what + " again; take it out")
                                        .isPresent()));
        return read;
    }

    /** Refuses a list of nothing. */
    void refuseEmpty(String name, String what) {
        value(name)
                .filter(value ->
                        value instanceof ListValue list && list.elements().isEmpty())
                .ifPresent(
                        value -> values.refuse(value, "names no " + what + "; at least one, or leave it out for all"));
    }

    /** An object whose field names are free; those whose values are mistakes are left out. */
    <T> Optional<Map<String, T>> map(String name, Function<JsonValue, Optional<T>> element) {
        return value(name).flatMap(value -> {
            if (!(value instanceof ObjectValue inner)) {
                return values.wrongKind(value, "an object");
            }
            Map<String, T> read = new LinkedHashMap<>();
            inner.fields()
                    .forEach((key, field) -> element.apply(field.value()).ifPresent(taken -> read.put(key, taken)));
            return Optional.of(read);
        });
    }
}
