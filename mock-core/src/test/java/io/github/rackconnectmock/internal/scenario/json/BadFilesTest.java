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

        assertThat(problems).hasSize(101);
        assertThat(problems.get(99)).startsWith("many.json:1:").contains(": servers[99]: a server must be an object");
        assertThat(problems.get(100)).isEqualTo("many.json: and more");
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
                        seed -> assertThat(seed)
                                .startsWith("long.json:1:24: seed: 999999")
                                .endsWith("9… is out of range; at most 9223372036854775807"),
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

    /** The end of a file is no part of its last line end. */
    @Test
    void theEndHasAPlaceOfItsOwn() {
        assertThat(problems("x.json", "{\r".getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .startsWith("x.json:2:1: ");
        assertThat(problems("x.json", new byte[] {'{', '\r', (byte) 0xB6}))
                .containsExactly("x.json:2:1: byte 0xB6 is no UTF-8; save the file as UTF-8");
    }

    /** A line is counted in blocks: a character of two halves may lie across their border. */
    @Test
    void placesInALongLineAreCounted() {
        for (int length = 1_000; length < 1_050; length++) {
            String json = "{\"a\": \"" + "x".repeat(length % 2) + "😀".repeat(length) + "\", \"servers\": []}";
            String place = "x.json:1:" + (22 + length % 2 + length) + ": servers";

            assertThat(problems("x.json", json.getBytes(StandardCharsets.UTF_8)))
                    .satisfiesExactly(
                            unknown -> assertThat(unknown).startsWith("x.json:1:2: a: unknown field"),
                            servers -> assertThat(servers).startsWith(place));
        }
    }

    /** Names of tasks may have what paths are made of. */
    @Test
    void aMistakeInATaskIsPlacedAtIt() {
        String name = "a.b[0].tasks";
        String json = "{\"servers\": [{\"name\": \"web1\", \"sourceIp\": \"10.181.1.11\","
                + " \"tasks\": {\"a\": {\"b\": 1}, \"" + name + "\": \"\"}}]}";

        assertThat(problems("x.json", json.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(
                        "x.json:1:73: servers[0].tasks.a: must be a text, not an object",
                        "x.json:1:99: servers[0].tasks." + name + ": a name or status is plain text, not blank, without"
                                + " control characters");
    }

    private static List<String> problems(String name, byte[] json) {
        InvalidScenarioException refused =
                catchThrowableOfType(InvalidScenarioException.class, () -> ScenarioFiles.parse(name, json));
        return Objects.requireNonNull(refused, name + " was accepted").problems();
    }
}
