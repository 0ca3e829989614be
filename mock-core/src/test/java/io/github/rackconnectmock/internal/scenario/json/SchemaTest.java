package io.github.rackconnectmock.internal.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema and the reader come to the same verdict. */
class SchemaTest {
    /** What no schema can see: one place of a file against another, what a duration comes to, and how the text is written. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "burst-past-the-last-address.json",
            "cloud-ids-twice.json",
            "bursts-overlap.json",
            "bursts-share-names.json",
            "duplicate-address.json",
            "duplicate-field.json",
            "duplicate-name.json",
            "duration-too-long.json",
            "incident-too-short.json",
            "loops-around-loops.json",
            "step-name-of-a-nameless-one.json",
            "step-names-twice.json",
            "too-many-servers.json");

    private static final int MANY = 100;

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ScenarioFiles.schema());

    static List<Path> good() throws Exception {
        return Examples.good();
    }

    static List<Path> bad() throws Exception {
        return Examples.bad();
    }

    static List<String> catalogue() {
        return Catalogue.names();
    }

    @ParameterizedTest
    @MethodSource("good")
    void acceptsWhatTheReaderAccepts(Path file) throws Exception {
        ScenarioFiles.read(file);
        assertThat(messages(Files.readAllBytes(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void acceptsTheCatalogue(String name) throws Exception {
        assertThat(messages(Catalogue.json(name).getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatTheReaderRefuses(Path file) throws Exception {
        boolean accepted = accepts(Files.readAllBytes(file));

        assertThat(accepted).isEqualTo(BEYOND_A_SCHEMA.contains(Examples.name(file)));
    }

    @Test
    void exceptionsAreExamplesToo() throws Exception {
        assertThat(bad()).extracting(Examples::name).containsAll(BEYOND_A_SCHEMA);
    }

    @Test
    void isItselfGood() throws Exception {
        JsonSchema metaSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaSchema.validate(MAPPER.readTree(ScenarioFiles.schema()))).isEmpty();
    }

    /** Whether it is JSON that the schema has nothing against. */
    static boolean accepts(byte[] json) {
        try {
            return messages(json).isEmpty();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** What the schema has against a file; nothing if it accepts it. */
    static Set<ValidationMessage> messages(byte[] json) throws IOException {
        JsonNode tree = wholeNumbers(MAPPER.readTree(json));
        return SCHEMA.validate(tree, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    /** To a schema, 1e2 is the integer 100; the validator takes for one only what is written as one. */
    private static JsonNode wholeNumbers(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(wholeNumbers(field.getValue())));
            // The validator takes a field of such a name for none at all.
            List<String> names = object.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(name -> name.startsWith("#"))
                    .toList();
            names.forEach(name -> object.set("x" + name, object.remove(name)));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, wholeNumbers(list.get(i)));
            }
        } else if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue().stripTrailingZeros();
            if (number.scale() <= 0) {
                // Of more digits, any are as good: written out, 1e999999999 would take a gigabyte.
                return BigIntegerNode.valueOf(
                        number.scale() < -MANY
                                ? BigInteger.TEN.pow(MANY).multiply(BigInteger.valueOf(number.signum()))
                                : number.toBigIntegerExact());
            }
        }
        return node;
    }
}
