package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class VerbsTest {
    private static final String VERSION = "rackconnect-mock (not from a jar)";

    @TempDir
    Path directory = Path.of("");

    @Test
    void validateNamesEachFileAndAllMistakes() throws IOException {
        Path good = file("good.json", Catalogue.json("deploys"));
        Path burst = file("burst.json", Catalogue.json("burst"));
        Path bad = file("bad.json", "{ \"servers\": [ { \"name\": \"a\" }, { \"sourceIp\": \"127.0.0.5\" } ] }");
        Path gone = directory.resolve("gone.json");
        Outcome outcome = Outcome.of("validate", good.toString(), bad.toString(), gone.toString(), burst.toString());
        assertThat(outcome.out()).containsExactly(good + ": ok, 1 server", burst + ": ok, 50 servers");
        assertThat(outcome.err())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(bad + ":1:") && line.contains(": servers[0].sourceIp: "))
                .anyMatch(line -> line.startsWith(bad + ":1:") && line.contains(": servers[1].name: "))
                .anyMatch(line -> line.equals("rackconnect-mock: " + gone + ": there is no such file"));
        assertThat(outcome.exitCode()).isEqualTo(65);
        assertThat(Outcome.of("validate", good.toString(), gone.toString()).exitCode())
                .isEqualTo(66);
        assertThat(Outcome.of("validate", good.toString()).exitCode()).isZero();
    }

    @Test
    void warningsAreLinesAndStrictTakesThemForMistakes() throws IOException {
        Path warned = file(
                "warned.json",
                "{ \"servers\": [ { \"name\": \"a\", \"sourceIp\": \"127.0.0.5\", \"status\": \"DEPLOYING\" } ] }");
        for (String verb : List.of("validate", "simulate")) {
            Outcome warns = Outcome.of(verb, warned.toString());
            assertThat(warns.exitCode()).isZero();
            assertThat(warns.out()).hasSize(1);
            assertThat(warns.err())
                    .containsExactly(
                            warned
                                    + ":1:16: servers[0]: warning: has a gateway from the start; say \"gatewayIp\": null if it hasn't");
            Outcome refuses = Outcome.of(verb, "--strict", warned.toString());
            assertThat(refuses.exitCode()).isEqualTo(65);
            assertThat(refuses.out()).isEmpty();
            assertThat(refuses.err()).isEqualTo(warns.err());
        }
    }

    @Test
    void validateSaysWhatRefusedComesTo() throws IOException {
        Path file = file(
                "refused.json",
                "{ \"servers\": [ { \"name\": \"a\", \"sourceIp\": \"127.0.0.5\", \"fault\": { \"kind\": \"refused\" } } ] }");
        Outcome outcome = Outcome.of("validate", "--strict", file.toString());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .containsExactly(
                        file
                                + ":1:65: servers[0].fault: note: closes a server's own port, answers CONNECT with 502, and resets connections on other ports",
                        file + ": ok, 1 server");
    }

    @Test
    void simulateShowsIncidentsLoopsAndWhatIsDrawn() throws IOException {
        Path file = file("incidents.json", """
                {"servers": [{"name": "web1", "sourceIp": "10.1.1.1", "status": "DEPLOYING", "gatewayIp": null,
                              "fault": {"kind": "delay", "duration": {"median": "200ms", "p99": "5s"}},
                              "lifecycle": [{"after": {"from": "10s", "to": "10s"}, "name": "up", "status": "DEPLOYED"},
                                            {"after": "20s", "name": "back", "goto": "start", "times": 1},
                                            {"on": "end", "status": "FAILED"}]}],
                 "incidents": [{"name": "cron", "after": "15s", "lasts": "5s", "every": "30s", "servers": ["web*"],
                                "fault": {"kind": "answer", "status": 503, "retryAfter": "end"}}]}
                """);
        assertThat(Outcome.of("simulate", "--until", "50s", file.toString()).out())
                .containsExactly(
                        " 0s  web1      start   DEPLOYING, no gateway, fault delay (p50 200ms, p90 1s178ms, p99 5s)",
                        "10s  web1      up      DEPLOYED",
                        "15s  incident  cron    begins: web*: fault answer 503 with retry after its end",
                        "20s  incident  cron    ends",
                        "30s  web1      back    back to start, once",
                        "30s  web1      start   DEPLOYING, no gateway, fault delay (p50 200ms, p90 1s178ms, p99 5s)",
                        "40s  web1      up      DEPLOYED",
                        "40s  web1      step-3  waits for signal end: FAILED",
                        "45s  incident  cron    begins: web*: fault answer 503 with retry after its end",
                        "50s  incident  cron    ends");
        assertThat(Outcome.of("simulate", "flapping").out()).hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("io.github.rackconnectmock.internal.scenario.json.Catalogue#names")
    void aTimelineForOtherProgramsIsAsItsSchemaSays(String name) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(String.join("\n", Outcome.of("schema", "--timeline").out()));
        String json = String.join("\n", Outcome.of("simulate", "--json", name).out());

        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        JsonNode timeline = new ObjectMapper().readTree(json);
        assertThat(timeline.path("scenario").asText()).isEqualTo(name);
        assertThat(timeline.path("events"))
                .hasSameSizeAs(Outcome.of("simulate", name).out());
    }

    @Test
    void validateTakesItsFilesFromAnArgumentFile() throws IOException {
        Path good = file("good.json", Catalogue.json("deploys"));
        Path arguments = file("arguments", good + "\n" + good + "\n");
        assertThat(Outcome.of("validate", "@" + arguments).out())
                .containsExactly(good + ": ok, 1 server", good + ": ok, 1 server");
    }

    @Test
    void simulatePrintsWhatTimeBrings() {
        assertThat(Outcome.of("simulate", "deploys"))
                .isEqualTo(new Outcome(
                        0,
                        List.of(
                                " 0s  web1  start          DEPLOYING, no gateway",
                                "10s  web1  gateway-ready  gateway 10.181.0.1",
                                "30s  web1  deployed       DEPLOYED"),
                        List.of()));
        assertThat(Outcome.of("simulate", "deploys", "--until", "29s").out()).hasSize(2);
        assertThat(Outcome.of("simulate", "deploys", "--until", "30s").out()).hasSize(3);
    }

    @Test
    void simulateReadsFiles() throws IOException {
        Path file = file("mine.json", Catalogue.json("fails"));
        assertThat(Outcome.of("simulate", file.toString()).out())
                .isNotEmpty()
                .isEqualTo(Outcome.of("simulate", "fails").out());
    }

    @Test
    void scenariosListsTheCatalogueWithDescriptions() {
        Outcome outcome = Outcome.of("scenarios");
        assertThat(outcome.out()).hasSameSizeAs(Catalogue.names());
        assertThat(outcome.out().get(1))
                .startsWith("deploys  ")
                .endsWith("  " + Catalogue.scenario("deploys").description());
    }

    @Test
    void scenariosPrintsAFileToStartFrom() {
        String json = String.join("\n", Outcome.of("scenarios", "burst").out());
        assertThat(ScenarioFiles.parse("printed", json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Catalogue.scenario("burst"));
    }

    @Test
    void schemaPrintsJson() throws IOException {
        String json = String.join("\n", Outcome.of("schema").out());
        assertThat(new ObjectMapper().readTree(json).path("$schema").asText()).contains("2020-12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void versionIsOneLine(String argument) {
        assertThat(Outcome.of(argument).out()).containsExactly(VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "help serve", "serve --help", "wait -h", "validate --help"})
    void helpGoesToStandardOutput(String arguments) {
        Outcome outcome = Outcome.of(arguments.split(" "));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).anyMatch(line -> line.startsWith("Usage: rackconnect-mock"));
    }

    /** The defaults of one verb are not another's. */
    @Test
    void eachVerbsHelpHasItsOwnDefaults() {
        assertThat(help("serve")).contains("0 for any free one (8089).").contains("for each request (false).");
        assertThat(help("exec")).contains("0 for any free one (0).").contains("for each request (true).");
        assertThat(help("env")).doesNotContain("8089");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serve      | 64 65 66 69 70 73 74 129 130 143
            exec       | 1 64 65 66 69 70 73 74 126 127
            validate   | 0 64 65 66 70 74
            simulate   | 0 64 65 66 70 74
            scenarios  | 0 64 70 74
            schema     | 0 64 70 74
            env        | 0 64 66 69 70 73 74
            wait       | 0 1 64 66 70 74
            record     | 0 64 65 66 69 70 74
            version    | 0 64 70 74
            help       | 0 64 70 74
            completion | 0 64 70 74
            """)
    void eachVerbsHelpHasItsOwnExitCodes(String verb, String codes) {
        List<String> lines = below("Exit codes:", verb);
        assertThat(lines.stream().map(line -> line.strip().replaceFirst(" .*", "")))
                .containsExactly(codes.split(" "));
        for (String line : lines) {
            String code = line.strip().replaceFirst(" .*", "");
            assertThat(line).endsWith("  " + ExitCode.meanings().get(Integer.valueOf(code)));
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void eachVerbsHelpHasTwoExamplesThatAreRight(String verb) {
        List<String> examples = below("Examples:", verb).stream()
                .map(line -> line.replaceAll("^.*java -jar rackconnect-mock.jar ", "")
                        .replaceAll("(\\)\"| > .*| \\| source|\\))$", ""))
                .toList();
        assertThat(examples).hasSize(2);
        for (String example : examples) {
            Arguments arguments = Arguments.of(verbs(), example.split(" "));
            assertThat(List.of(verb, "")).contains(arguments.verb());
            new Runner(Console.none()).commandLine().parseArgs(arguments.forParser());
            assertThat(arguments.command().isEmpty()).isEqualTo(!verb.equals("exec"));
        }
    }

    /** Every line that begins as a request does is one, and what the help says is all there. */
    @ParameterizedTest
    @MethodSource("verbs")
    void eachVerbHasAManualPage(String verb) {
        List<String> page = Outcome.of("help", "--man", verb).out();
        assertThat(page.get(0)).startsWith(".TH \"RACKCONNECT\\-MOCK\\-" + verb.toUpperCase(Locale.ROOT) + "\" \"1\"");
        assertThat(page)
                .contains(
                        ".SH \"NAME\"",
                        ".SH \"SYNOPSIS\"",
                        ".SH \"OPTIONS\"",
                        ".SH \"EXIT STATUS\"",
                        ".SH \"EXAMPLES\"")
                .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
                .allMatch(line -> line.matches("\\.(TH|SH|TP|PP|EX|EE)( \".*\")?"));
        String text = String.join(" ", page).replace("\\-", "-").replace("\\(aq", "'");
        CommandLine described =
                new Runner(Console.none()).commandLine().getSubcommands().get(verb);
        for (OptionSpec option :
                Objects.requireNonNull(described).getCommandSpec().options()) {
            assertThat(text).contains(option.longestName()).contains(option.description()[0]);
        }
    }

    @Test
    void theProgramsManualPageNamesThoseOfItsVerbs() {
        String page = String.join("\n", Outcome.of("help", "--man").out());
        assertThat(verbs()).allMatch(verb -> page.contains("\\fBrackconnect\\-mock\\-" + verb + "\\fR(1)"));
    }

    /** The lines of a verb's help from a heading to the next blank line. */
    private static List<String> below(String heading, String verb) {
        return help(verb)
                .lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .toList();
    }

    private static String help(String verb) {
        return String.join("\n", Outcome.of("help", verb).out());
    }

    static Set<String> verbs() {
        return new Runner(Console.none()).commandLine().getSubcommands().keySet();
    }

    /** What reads a scenario reads it from a pipe too. */
    @Test
    void aDashIsStandardInput() {
        String deploys = Catalogue.json("deploys");
        assertThat(Outcome.of(deploys, Map.of(), "validate", "-").out()).containsExactly("-: ok, 1 server");
        assertThat(Outcome.of("{", Map.of(), "validate", "-").err())
                .allMatch(line -> line.startsWith("<stdin>:1:"))
                .isNotEmpty();
        assertThat(Outcome.of(deploys, Map.of(), "simulate", "-")).isEqualTo(Outcome.of("simulate", "deploys"));
    }

    @Test
    void validateTakesAFolderAndAllBelowIt() throws IOException {
        Path good = file("b.json", Catalogue.json("deploys"));
        Path bad =
                Files.writeString(Files.createDirectory(directory.resolve("a")).resolve("bad.json"), "{");
        file("c.txt", "nothing");
        Outcome outcome = Outcome.of("validate", directory.toString());
        assertThat(outcome.out()).containsExactly(good + ": ok, 1 server");
        assertThat(outcome.err()).isNotEmpty().allMatch(line -> line.startsWith(bad + ":1:"));
        assertThat(outcome.exitCode()).isEqualTo(65);
    }

    @Test
    void aFolderWithoutScenariosIsAMistake() throws IOException {
        file("c.txt", "nothing");
        Outcome outcome = Outcome.of("validate", directory.toString());
        assertThat(outcome.err())
                .containsExactly("rackconnect-mock: " + directory + ": there is no .json file in this folder");
        assertThat(outcome.exitCode()).isEqualTo(66);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
