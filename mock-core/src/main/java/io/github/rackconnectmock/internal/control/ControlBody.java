package io.github.rackconnectmock.internal.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.rackconnectmock.scenario.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The JSON object in a control request's body, with nothing in it but the fields the route knows. */
final class ControlBody {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private ControlBody(JsonNode object) {
        this.object = object;
    }

    static ControlBody of(byte[] body, String example, String... fields) {
        JsonNode json = read(body, example);
        if (!json.isObject()) {
            throw ControlProblem.badRequest("the body must be a JSON object such as " + example);
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!List.of(fields).contains(name)) {
                throw ControlProblem.badRequest("unknown field \"" + name + "\"; the body is such as " + example);
            }
        }
        if (json.isEmpty()) {
            throw ControlProblem.badRequest("the body says nothing; it is such as " + example);
        }
        return new ControlBody(json);
    }

    private static JsonNode read(byte[] body, String example) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at " + e.getLocation().getLineNr() + ":"
                            + e.getLocation().getColumnNr();
            throw ControlProblem.badRequest("the body is no JSON" + where + "; it is such as " + example);
        } catch (IOException e) {
            throw ControlProblem.badRequest("the body can't be read; it is such as " + example);
        }
    }

    Optional<Boolean> flag(String field) {
        return value(field).map(value -> {
            if (!value.isBoolean()) {
                throw ControlProblem.badRequest("\"" + field + "\" is true or false");
            }
            return value.booleanValue();
        });
    }

    Optional<Double> number(String field) {
        return value(field).map(value -> {
            if (!value.isNumber()) {
                throw ControlProblem.badRequest("\"" + field + "\" is a number");
            }
            return value.doubleValue();
        });
    }

    String text(String field) {
        return value(field)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> ControlProblem.badRequest("\"" + field + "\" is a text"));
    }

    Duration duration(String field) {
        return value(field)
                .filter(JsonNode::isTextual)
                .flatMap(value -> Durations.parse(value.textValue()))
                .orElseThrow(() -> ControlProblem.badRequest("\"" + field + "\" is " + Durations.FORMS));
    }

    private Optional<JsonNode> value(String field) {
        return Optional.ofNullable(object.get(field));
    }
}
