package io.github.rackconnectmock.internal.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are made to cost much: the work for each is linear in its length, and what one holds is bounded. */
@Timeout(60)
class HostileFilesTest {
    private static final String SERVERS = "{\"servers\": [%s]}";
    private static final String WITH = "{\"name\": \"web1\", \"sourceIp\": \"10.181.1.11\", %s}";

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("unknown fields in one line", 50_000, n -> server(each(n, i -> "\"x" + i + "\": 0"))),
                kind(
                        "unknown fields beyond Latin-1 in one line",
                        50_000,
                        n -> server(each(n, i -> "\"字" + i + "\": 0"))),
                kind("servers that are none", 200_000, n -> SERVERS.formatted(each(n, i -> "7"))),
                kind("servers without anything", 200_000, n -> SERVERS.formatted(each(n, i -> "{}"))),
                kind("one field again and again", 50_000, n -> server(each(n, i -> "\"status\": \"FAILED\""))),
                kind(
                        "the same address",
                        20_000,
                        n -> SERVERS.formatted(each(n, i -> WITH.formatted("\"region\": \"ORD\"")))),
                kind(
                        "a long field with much in it",
                        200_000,
                        n -> server("\"" + "k".repeat(n) + "\": [" + each(n, i -> "0") + "]")),
                kind(
                        "long fields again within a long field",
                        50_000,
                        n -> server("\"" + "k".repeat(n) + "\": {" + each(n, i -> "\"a\": 0") + "}")),
                kind("a task of dots", 400_000, n -> server("\"tasks\": {\"" + ".".repeat(n) + "\": \"\"}")),
                kind("a task of brackets", 400_000, n -> server("\"tasks\": {\"" + "[".repeat(n) + "\": \"\"}")),
                kind(
                        "a new task in each step",
                        9_000,
                        n -> lifecycle(each(n, i -> "{\"after\": \"1s\", \"tasks\": {\"t" + i + "\": \"x\"}}"))),
                kind("steps without end", 100_000, n -> lifecycle(each(n, i -> "{\"after\": \"1s\"}"))),
                kind(
                        "many numbers in the names of a burst",
                        4_000,
                        n -> SERVERS.formatted("{\"name\": \"" + "{n}".repeat(n)
                                + "\", \"sourceIp\": \"10.0.0.1\", \"count\": 100000}")),
                kind("a long number", 2_000_000, n -> "{\"seed\": " + "7".repeat(n) + "}"),
                kind("a long fraction", 2_000_000, n -> "{\"seed\": 0." + "0".repeat(n) + "1}"),
                kind("a long exponent", 2_000_000, n -> "{\"seed\": 1e" + "9".repeat(n) + "}"),
                kind("a long name", 2_000_000, n -> SERVERS.formatted("{\"name\": \"" + "x y".repeat(n) + "\"}")),
                kind("a long address", 1_000_000, n -> SERVERS.formatted("{\"sourceIp\": \"" + ":0".repeat(n) + "\"}")),
                kind("a long duration", 1_000_000, n -> server("\"stagger\": \"" + "1h".repeat(n) + "\"")),
                kind("a long word", 1_000_000, n -> server("\"status\": \"" + "DEPLOYED".repeat(n) + "\"")),
                kind("a long word that is no JSON", 2_000_000, n -> server("\"status\": " + "x".repeat(n))),
                kind("a text without an end", 2_000_000, n -> server("\"status\": \"" + "\\n".repeat(n))),
                kind("lists in lists", 100_000, n -> "{\"servers\": " + "[".repeat(n)),
                kind("only space", 2_000_000, " "::repeat),
                kind("space after the end", 2_000_000, n -> SERVERS.formatted("") + " ".repeat(n)),
                kind("lines without end", 2_000_000, n -> "{" + "\r\n".repeat(n) + "}"),
                kind("halves of characters", 50_000, n -> server(each(n, i -> "\"x" + i + "\": \"\\ud800\""))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theWorkIsLinear(IntFunction<String> file, int size) {
        byte[] json = file.apply(size).getBytes(UTF_8);
        long before = Allocation.byThisThread();

        List<String> problems = problems(json);

        Allocation.assertLinear(json, Allocation.byThisThread() - before);
        assertThat(problems)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(101)
                .allSatisfy(line -> assertThat(line).startsWith("x.json:").hasSizeLessThan(1_000));
    }

    /** One more or less than the most that there may be: what is allowed is also played with little work. */
    @Test
    void theMostThatIsAllowedIsPlayedInLinearWork() {
        String tasks = each(100, i -> "\"task" + i + "\": \"x\"");
        String json = server("\"tasks\": {" + tasks + "}, \"lifecycle\": ["
                + each(10_000, i -> "{\"after\": \"1s\", \"tasks\": {\"task" + i % 100 + "\": \"y" + i + "\"}}")
                + "]");
        Scenario scenario = ScenarioFiles.parse("x.json", json.getBytes(UTF_8));
        MovableClock clock = MovableClock.running();
        long before = Allocation.byThisThread();

        Simulation simulation = new Simulation(scenario, clock);

        assertThat(simulation.states()).hasSize(10_001);
        // A map of a hundred tasks for each step, made and kept.
        assertThat(Allocation.byThisThread() - before).isLessThan(10_001 * 40_000L);
    }

    @Test
    void whatIsSaidOfAllMistakesIsBounded() {
        byte[] json = server(each(50_000, i -> "\"字" + i + "\": 0")).getBytes(UTF_8);

        List<String> problems = problems(json);

        assertThat(problems).hasSize(101);
        assertThat(problems.get(0)).startsWith("x.json:1:58: servers[0].字0: unknown field");
        assertThat(problems.get(99)).startsWith("x.json:1:1038: servers[0].字99: unknown field");
        assertThat(problems.get(100)).isEqualTo("x.json: and more");
    }

    private static Arguments kind(String name, int size, IntFunction<String> file) {
        return Arguments.of(Named.of(name, file), size);
    }

    private static String server(String fields) {
        return SERVERS.formatted(WITH.formatted(fields));
    }

    private static String lifecycle(String steps) {
        return server("\"lifecycle\": [" + steps + "]");
    }

    private static String each(int n, IntFunction<String> element) {
        return IntStream.range(0, n).mapToObj(element).collect(Collectors.joining(", "));
    }

    private static List<String> problems(byte[] json) {
        try {
            ScenarioFiles.parse("x.json", json);
            return List.of();
        } catch (InvalidScenarioException e) {
            return e.problems();
        }
    }
}
