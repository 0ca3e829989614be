package io.github.rackconnectmock.internal.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header fields of a message, in their order and with their names as they came. Immutable. */
public final class HeaderFields {
    /** No fields. */
    public static final HeaderFields NONE = new HeaderFields(new String[0]);

    private final String[] namesAndValues;

    /**
     * Fields.
     *
     * @param namesAndValues a name, its value, the next name and so on; not copied
     */
    public HeaderFields(String... namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /** These, then others. */
    public HeaderFields and(HeaderFields more) {
        if (size() == 0) {
            return more;
        }
        String[] all = Arrays.copyOf(namesAndValues, namesAndValues.length + more.namesAndValues.length);
        System.arraycopy(more.namesAndValues, 0, all, namesAndValues.length, more.namesAndValues.length);
        return new HeaderFields(all);
    }

    /** How many fields there are. */
    public int size() {
        return namesAndValues.length / 2;
    }

    /** The name of a field, counted from 0. */
    public String name(int index) {
        return namesAndValues[2 * index];
    }

    /** The value of a field, counted from 0. */
    public String value(int index) {
        return namesAndValues[2 * index + 1];
    }

    /** The value of the first field of a name, in any case; {@code null} for none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equalsIgnoreCase(name)) {
                return namesAndValues[i + 1];
            }
        }
        return null;
    }

    /** How many fields of a name there are, in any case. */
    public int count(String name) {
        int count = 0;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            count += namesAndValues[i].equalsIgnoreCase(name) ? 1 : 0;
        }
        return count;
    }

    /** The values of all fields of a name, in any case. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equalsIgnoreCase(name)) {
                values.add(namesAndValues[i + 1]);
            }
        }
        return values;
    }

    /** The values of all fields of a name as one list, as RFC 9110 (5.3) combines them; {@code null} for none. */
    public @Nullable String combined(String name) {
        String combined = null;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equalsIgnoreCase(name)) {
                combined = combined == null ? namesAndValues[i + 1] : combined + "," + namesAndValues[i + 1];
            }
        }
        return combined;
    }

    /** About how many characters the fields have. */
    int length() {
        int length = 0;
        for (String part : namesAndValues) {
            length += part.length();
        }
        return length;
    }
}
