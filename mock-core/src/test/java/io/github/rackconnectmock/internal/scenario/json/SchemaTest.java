package io.github.rackconnectmock.internal.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema and the reader come to the same verdict. */
class SchemaTest {
    /** What no schema can see: one place of a file against another, what a duration comes to, and how the text is written. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "burst-past-the-last-address.json",
            "bursts-overlap.json",
            "bursts-share-names.json",
            "duplicate-address.json",
            "duplicate-field.json",
            "duplicate-name.json",
            "duration-too-long.json",
            "stagger-from-first-request.json",
            "stagger-without-count.json",
            "step-name-of-a-nameless-one.json",
            "step-names-twice.json",
            "too-many-servers.json");

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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

    private static boolean accepts(byte[] json) {
        try {
            return messages(json).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the schema has against a file; nothing if it accepts it. */
    static Set<ValidationMessage> messages(byte[] json) throws IOException {
        JsonNode tree = MAPPER.readTree(json);
        return SCHEMA.validate(tree, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }
}
