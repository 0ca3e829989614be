package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads small JSON files other than scenarios, for modules that see no JSON library. */
public final class TextFields {
    private TextFields() {}

    /**
     * The fields of a JSON object whose values are texts, in the order of the file; other fields are left out.
     *
     * @param utf8 the file
     * @return empty if it isn't a JSON object, or has far too many fields twice
     */
    public static Optional<Map<String, String>> read(byte[] utf8) {
        SourceText source = SourceText.decode(utf8);
        Optional<JsonValue> value;
        try {
            value = JsonReader.read(source, new Mistakes("", source));
        } catch (InvalidScenarioException e) {
            return Optional.empty();
        }
        return value.filter(ObjectValue.class::isInstance).map(object -> texts((ObjectValue) object));
    }

    private static Map<String, String> texts(ObjectValue object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields().forEach((name, field) -> {
            if (field.value() instanceof TextValue value) {
                texts.put(name, value.text());
            }
        });
        return texts;
    }
}
