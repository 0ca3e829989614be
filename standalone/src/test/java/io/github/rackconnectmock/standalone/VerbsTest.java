package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerbsTest {
    private static final String VERSION = "rackconnect-mock (not from a jar)";

    @TempDir
    Path directory = Path.of("");

    @Test
    void validateTellsOfEachFileAndOfAllMistakes() throws IOException {
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
                .isEqualTo("deploys        " + Catalogue.scenario("deploys").description());
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
    void helpGoesToStandardOutputAndTellsTheExitCodes(String arguments) {
        Outcome outcome = Outcome.of(arguments.split(" "));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).anyMatch(line -> line.startsWith("Usage: rackconnect-mock"));
        ExitCode.meanings()
                .forEach((code, meaning) -> assertThat(outcome.out())
                        .anyMatch(line -> line.matches(" +" + code + " +\\Q" + meaning + "\\E")));
    }

    @Test
    void completionKnowsVerbsAndOptions() {
        assertThat(String.join("\n", Outcome.of("completion").out()))
                .startsWith("#!/usr/bin/env bash")
                .contains("complete -F _complete_rackconnect-mock")
                .contains("simulate")
                .contains("--ready-file");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
