package io.github.rackconnectmock.internal.scenario.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.rackconnectmock.scenario.InvalidScenarioException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadFilesTest {
    static List<Path> files() throws Exception {
        return Examples.bad();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyMistakeIsToldAtOnceWithItsPlace(Path file) throws Exception {
        List<String> problems = problems(Examples.name(file), Files.readAllBytes(file));

        Path expected = file.resolveSibling(Examples.name(file).replace(".json", ".expected"));
        assertThat(problems).containsExactlyElementsOf(Files.readAllLines(expected));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMistakeIsALineForPeople(Path file) throws Exception {
        String name = Examples.name(file);
        assertThat(problems(name, Files.readAllBytes(file)))
                .allSatisfy(line -> assertThat(line)
                        .matches(java.util.regex.Pattern.quote(name) + ":\\d+:\\d+: \\P{Cntrl}+")
                        .doesNotContain("Exception", "java.", "jackson", "io.github", "Optional"));
    }

    @Test
    void thereAreManyExamples() throws Exception {
        assertThat(files()).hasSizeGreaterThan(100);
    }

    @Test
    void aFileOfNothingButMistakesIsCutShort() {
        String json = "{\"servers\": [" + "7, ".repeat(1_500) + "7]}";

        List<String> problems = problems("many.json", json.getBytes(StandardCharsets.UTF_8));

        assertThat(problems).hasSize(1_001);
        assertThat(problems.get(1_000)).isEqualTo("many.json: and 501 more");
    }

    @Test
    void aLongValueIsCutShort() {
        String json = "{\"servers\": [{\"name\": \"" + "x y".repeat(10_000) + "\", \"sourceIp\": \"10.181.1.11\"}]}";

        assertThat(problems("long.json", json.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .hasSizeLessThan(500);
    }

    @Test
    void whatIsLongIsStillRead() {
        String json = "{\"servers\": 1, \"seed\": " + "9".repeat(5_000) + ", \"" + "n".repeat(100_000) + "\": 0}";

        assertThat(problems("long.json", json.getBytes(StandardCharsets.UTF_8)))
                .satisfiesExactly(
                        servers -> assertThat(servers).startsWith("long.json:1:13: servers: must be a list"),
                        seed -> assertThat(seed).startsWith("long.json:1:24: seed: a number of 5000 characters"),
                        name -> assertThat(name).startsWith("long.json:1:5026: nnn"));
    }

    @Test
    void linesMayEndAsTheyDoElsewhere() {
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            String json = String.join(lineEnd, "{", "\"servers\": [", "  { \"name\": \"😀\", \"x\": 1 }]}");

            assertThat(problems("x.json", json.getBytes(StandardCharsets.UTF_8)))
                    .satisfiesExactly(
                            missing -> assertThat(missing).startsWith("x.json:3:3: servers[0].sourceIp: missing"),
                            name -> assertThat(name).startsWith("x.json:3:13: servers[0].name: \"😀\" is no name"),
                            unknown -> assertThat(unknown).startsWith("x.json:3:18: servers[0].x: unknown field"));
        }
    }

    private static List<String> problems(String name, byte[] json) {
        InvalidScenarioException refused =
                catchThrowableOfType(InvalidScenarioException.class, () -> ScenarioFiles.parse(name, json));
        return Objects.requireNonNull(refused, name + " was accepted").problems();
    }
}
