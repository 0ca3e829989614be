package io.github.rackconnectmock.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonPropertyTest {
    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String BASE = """
            {"description": "a\\u00e9\\n\\"ü", "seed": -12.5e+3, "rateLimit": {"requests": 30},
             "servers": [{"name": "web1", "gatewayIp": null, "features": {"x": true, "y": false}}, [], {}, 0, ""]}
            """;

    /** A few characters of a text changed into what JSON is sensitive to. */
    private record Slip(int at, int dropped, String added) {
        String in(String text) {
            int from = at % (text.length() + 1);
            return text.substring(0, from) + added + text.substring(Math.min(text.length(), from + dropped));
        }
    }

    @Provide
    Arbitrary<Scenario> goodScenarios() {
        return GoodScenarios.all();
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        Arbitrary<Slip> slips = Combinators.combine(
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.strings()
                                .withChars("{}[]:,\"\\ 01-.eEtu\t\n'/")
                                .ofMaxLength(2))
                .as(Slip::new);
        return slips.list().ofMinSize(1).ofMaxSize(3).map(all -> {
            String text = BASE;
            for (Slip slip : all) {
                text = slip.in(text);
            }
            return text;
        });
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("goodScenarios") Scenario scenario) {
        String written = ScenarioFiles.write(scenario);

        assertThat(ScenarioFiles.parse("written.json", written.getBytes(UTF_8))).isEqualTo(scenario);
    }

    /** The reader was written by hand: what is JSON, and what it says, it must see as others do. */
    @Property
    void readsJsonAsJacksonDoes(@ForAll("nearlyJson") String text) {
        SourceText source = SourceText.decode(text.getBytes(UTF_8));
        Mistakes mistakes = new Mistakes("x.json", source);
        Optional<JsonValue> value = JsonReader.read(source, mistakes);
        Optional<JsonNode> expected = jackson(text);

        assertThat(value.isPresent()).isEqualTo(expected.isPresent());
        if (value.isPresent() && problems(mistakes).isEmpty()) {
            assertThat(tree(value.get())).isEqualTo(expected.orElseThrow());
        }
    }

    private static Optional<JsonNode> jackson(String text) {
        try {
            return Optional.of(JACKSON.readTree(text)).filter(tree -> !tree.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> problems(Mistakes mistakes) {
        try {
            mistakes.throwIfAny();
            return List.of();
        } catch (InvalidScenarioException e) {
            return e.problems();
        }
    }

    private static JsonNode tree(JsonValue value) {
        if (value instanceof JsonValue.ObjectValue object) {
            ObjectNode node = JACKSON.createObjectNode();
            for (Map.Entry<String, JsonValue.Field> field : object.fields().entrySet()) {
                node.set(field.getKey(), tree(field.getValue().value()));
            }
            return node;
        }
        if (value instanceof JsonValue.ListValue list) {
            ArrayNode node = JACKSON.createArrayNode();
            list.elements().forEach(element -> node.add(tree(element)));
            return node;
        }
        if (value instanceof JsonValue.TextValue text) {
            return JACKSON.getNodeFactory().textNode(text.text());
        }
        if (value instanceof JsonValue.NumberValue number) {
            return read(number.digits());
        }
        return read(value.kind());
    }

    private static JsonNode read(String json) {
        try {
            return JACKSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
