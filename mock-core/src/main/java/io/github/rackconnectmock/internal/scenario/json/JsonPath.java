package io.github.rackconnectmock.internal.scenario.json;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The way from the top of a file to a value. The text of it is made only for a mistake: a long name with many values in
 * it would be copied for each of them.
 *
 * @param parent what the value is part of; null for the top
 * @param field the name of the field; null for the top and for an element of a list
 * @param element the number of the element, from 0; without meaning for a field
 */
record JsonPath(@Nullable JsonPath parent, @Nullable String field, int element) {
    static final JsonPath TOP = new JsonPath(null, null, 0);

    JsonPath field(String name) {
        return new JsonPath(this, name, 0);
    }

    JsonPath element(int number) {
        return new JsonPath(this, null, number);
    }

    /** Such as {@code servers[0].lifecycle[1].status}; empty for the top. Long names are cut short. */
    @Override
    public String toString() {
        Deque<JsonPath> way = new ArrayDeque<>();
        for (JsonPath at = this; at.parent != null; at = at.parent) {
            way.push(at);
        }
        StringBuilder text = new StringBuilder();
        for (JsonPath at : way) {
            if (at.field == null) {
                text.append('[').append(at.element).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(Mistakes.oneLine(at.field));
            }
        }
        return text.toString();
    }
}
