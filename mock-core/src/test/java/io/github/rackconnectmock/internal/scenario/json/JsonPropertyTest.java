package io.github.rackconnectmock.internal.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonPropertyTest {
    private static final String BASE = """
            {"description": "a\\u00e9\\n\\"ü", "seed": -12.5e+3, "rateLimit": {"requests": 30},
             "servers": [{"name": "web1", "gatewayIp": null, "features": {"x": true, "y": false}}, [], {}, 0, ""]}
            """;

    private static final String ONE_SERVER =
            "{\"servers\": [{\"name\": \"a\", \"sourceIp\": \"%s\", \"lifecycle\": [{\"after\": \"%s\"}]}]}";

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

    @Provide
    Arbitrary<String> nearlyDurations() {
        return Arbitraries.of(
                        "", "P", "PT", "p", "1", "250", "ms", "m", "s", "h", "D", "T", "S", "M", "H", "d", ".", ",",
                        "5", "+", "-", " ")
                .list()
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> nearlyAddresses() {
        return Arbitraries.of(
                        "0",
                        "1",
                        "10",
                        "255",
                        "256",
                        "01",
                        "f",
                        "fd00",
                        "12345",
                        ".",
                        ":",
                        "::",
                        "10.181.1.11",
                        "g",
                        "%",
                        "/")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    @Property
    void theSchemaKnowsDurations(@ForAll("nearlyDurations") String text) throws IOException {
        String json = ONE_SERVER.formatted("10.181.1.11", text);

        assertThat(SchemaTest.messages(json.getBytes(UTF_8)).isEmpty())
                .isEqualTo(Durations.parse(text).isPresent());
    }

    @Property
    void theSchemaKnowsAddresses(@ForAll("nearlyAddresses") String text) throws IOException {
        String json = ONE_SERVER.formatted(text, "1s");

        assertThat(SchemaTest.messages(json.getBytes(UTF_8)).isEmpty())
                .isEqualTo(IpLiteral.parse(text).isPresent());
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("goodScenarios") Scenario scenario) throws IOException {
        byte[] written = ScenarioFiles.write(scenario).getBytes(UTF_8);

        assertThat(ScenarioFiles.parse("written.json", written)).isEqualTo(scenario);
        assertThat(SchemaTest.messages(written)).isEmpty();
    }

    /** However it is mistyped: a place inside the file, and a sentence that has nothing of our insides. */
    @Property
    void whatIsMistypedIsToldToPeople(@ForAll("nearlyJson") String text) {
        InvalidScenarioException refused = catchThrowableOfType(
                InvalidScenarioException.class, () -> ScenarioFiles.parse("x.json", text.getBytes(UTF_8)));

        assertThat(Objects.requireNonNull(refused, text).problems())
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line)
                            .matches("x\\.json:\\d+:\\d+: \\P{Cntrl}+")
                            .doesNotContain("Exception", "jackson", "Jackson");
                    String[] place = line.split(":", 4);
                    List<String> lines = text.lines().toList();
                    assertThat(Integer.parseInt(place[1])).isBetween(1, lines.size() + 1);
                    assertThat(Integer.parseInt(place[2])).isPositive();
                });
    }
}
