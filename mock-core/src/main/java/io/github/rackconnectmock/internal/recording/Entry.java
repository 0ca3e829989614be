package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.internal.recording.RequestsFile.WrongValue;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of a file, whose fields are asked for by what they have to be.
 *
 * @param path where it stands, such as {@code log.entries[3]}
 */
record Entry(String path, Map<?, ?> fields) {
    static Entry of(String path, @Nullable Object value) throws WrongValue {
        if (value instanceof Map<?, ?> fields) {
            return new Entry(path, fields);
        }
        throw new WrongValue(path, "is " + kind(value) + "; an object");
    }

    /** The object in a field, which has to be there. */
    Entry object(String field) throws WrongValue {
        return of(path + "." + field, fields.get(field));
    }

    /** The text in a field, which has to be there. */
    String text(String field) throws WrongValue {
        String text = textIfAny(field);
        if (text == null) {
            throw new WrongValue(path + "." + field, "is missing; a text");
        }
        return text;
    }

    /** The text in a field; {@code null} where that is null or missing. */
    @Nullable
    String textIfAny(String field) throws WrongValue {
        Object value = fields.get(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new WrongValue(path + "." + field, "is " + kind(value) + "; a text");
    }

    /** The number in a field, which has to be there. */
    double number(String field) throws WrongValue {
        if (fields.get(field) instanceof JsonTree.Digits digits) {
            return Double.parseDouble(digits.text());
        }
        throw new WrongValue(path + "." + field, "is " + kind(fields.get(field)) + "; a number");
    }

    /** The list in a field; empty where that is missing. */
    List<?> list(String field) throws WrongValue {
        Object value = fields.get(field);
        if (value == null || value instanceof List<?>) {
            return value == null ? List.of() : (List<?>) value;
        }
        throw new WrongValue(path + "." + field, "is " + kind(value) + "; a list");
    }

    /** The name of a server in a field, as a scenario can have it. */
    static String serverName(String path, String name) throws WrongValue {
        try {
            Scenario.builder()
                    .server(CloudServer.named(name).sourceIp("192.0.2.1"))
                    .build();
            return name;
        } catch (InvalidScenarioException e) {
            throw new WrongValue(path, e.problems().get(0).replaceFirst("^[^ ]*: ", ""));
        }
    }

    private static String kind(@Nullable Object value) {
        return value == null
                ? "missing"
                : value instanceof Map<?, ?>
                        ? "an object"
                        : value instanceof List<?>
                                ? "a list"
                                : value instanceof String
                                        ? "a text"
                                        : value instanceof Boolean ? "true or false" : "a number";
    }
}
