package io.github.rackconnectmock.internal.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.rackconnectmock.scenario.InvalidScenarioException;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The most of everything is good for the reader and the schema; one more is a mistake for both. */
class LimitsTest {
    private static final String SERVERS = "{\"servers\": [%s]}";

    static Stream<Arguments> limits() {
        return Stream.of(
                limit(100, "servers[0].name: 101 characters are too many; at most 100", LimitsTest::named),
                limit(
                        100,
                        "servers[0].lifecycle[0].name: 101 characters are too many",
                        n -> step("\"name\": " + text(n))),
                limit(
                        100,
                        "servers[0].lifecycle[0].on: 101 characters are too many",
                        n -> server("\"lifecycle\": [{\"on\": " + text(n) + "}]")),
                limit(
                        200,
                        ": 201 characters are too many; at most 200",
                        n -> server("\"features\": {" + text(n) + ": true}")),
                limit(
                        200,
                        ": 201 characters are too many; at most 200",
                        n -> step("\"tasks\": {" + text(n) + ": null}")),
                // In characters as people count them.
                limit(
                        200,
                        "servers[0].tasks.x: 201 characters are too many",
                        n -> server("\"tasks\": {\"x\": \"" + "😀".repeat(n) + "\"}")),
                limit(10_000, "description: 10001 characters are too many", n -> file("\"description\": " + text(n))),
                limit(1_000, "$schema: more than 1000 characters", n -> file("\"$schema\": " + text(n))),
                limit(
                        100_000,
                        "servers[0].lifecycle[0].fault.body: 100001 characters are too many",
                        n -> step("\"fault\": {\"kind\": \"answer\", \"status\": 503, \"body\": " + text(n) + "}")),
                limit(
                        60,
                        "servers[0].lifecycle[0].after: ",
                        n -> server("\"lifecycle\": [{\"after\": \"" + duration(n) + "\"}]")),
                limit(
                        10_000,
                        "servers[0].lifecycle: 10001 steps; at most 10000",
                        n -> server("\"lifecycle\": [" + each(n, i -> "{\"on\": \"x\"}") + "]")),
                limit(
                        100,
                        "servers[0].tasks: more than 100 tasks in the life of a server",
                        n -> server("\"tasks\": {" + each(n, i -> "\"t" + i + "\": \"x\"") + "}")),
                limit(
                        100_000,
                        "servers[0].count: 100001 is out of range; 1 to 100000",
                        n -> SERVERS.formatted(
                                "{\"name\": \"web-{n}\", \"sourceIp\": \"10.0.0.1\", \"count\": " + n + "}")));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void theReaderAndTheSchemaAgree(IntFunction<String> file, int most, String message) {
        byte[] good = file.apply(most).getBytes(UTF_8);
        byte[] bad = file.apply(most + 1).getBytes(UTF_8);

        assertThat(ScenarioFiles.parse("x.json", good).servers()).isNotEmpty();
        assertThat(SchemaTest.accepts(good)).isTrue();
        assertThat(mistake(bad)).contains(message);
        assertThat(SchemaTest.accepts(bad)).isFalse();
    }

    /** No schema counts the different names of a whole life. */
    @Test
    void theTasksOfALifeAreCountedTogether() {
        IntFunction<String> file = n -> server("\"tasks\": {\"t0\": \"x\", \"t1\": \"x\"}, \"lifecycle\": ["
                + each(n, i -> "{\"on\": \"x\", \"tasks\": {\"t" + i + "\": null}}") + "]");

        assertThat(ScenarioFiles.parse("x.json", file.apply(100).getBytes(UTF_8))
                        .servers())
                .hasSize(1);
        assertThat(mistake(file.apply(102).getBytes(UTF_8)))
                .endsWith("servers[0].lifecycle[100].tasks: more than 100 tasks in the life of a server; at most 100");
    }

    @Test
    void theFeaturesOfEveryAccountCountToo() {
        IntFunction<String> file = n -> server("\"features\": {" + each(n, i -> "\"f" + i + "\": true") + "}");

        assertThat(ScenarioFiles.parse("x.json", file.apply(97).getBytes(UTF_8)).servers())
                .hasSize(1);
        assertThat(mistake(file.apply(98).getBytes(UTF_8)))
                .endsWith("servers[0].features: more than 100 features in the life of a server; at most 100");
    }

    private static String mistake(byte[] json) {
        InvalidScenarioException refused =
                catchThrowableOfType(InvalidScenarioException.class, () -> ScenarioFiles.parse("x.json", json));
        return Objects.requireNonNull(refused, "the reader accepts one more than the most")
                .problems()
                .get(0);
    }

    private static Arguments limit(int most, String message, IntFunction<String> file) {
        return Arguments.of(Named.of(most + " of " + message, file), most, message);
    }

    private static String named(int length) {
        return SERVERS.formatted("{\"name\": " + text(length) + ", \"sourceIp\": \"10.181.1.11\"}");
    }

    private static String server(String fields) {
        return SERVERS.formatted("{\"name\": \"web1\", \"sourceIp\": \"10.181.1.11\", " + fields + "}");
    }

    private static String step(String fields) {
        return server("\"lifecycle\": [{\"after\": \"1s\", " + fields + "}]");
    }

    private static String file(String fields) {
        return "{" + fields + ", \"servers\": [{\"name\": \"web1\", \"sourceIp\": \"10.181.1.11\"}]}";
    }

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    /** With all zeros that each part may have; the parts of the longest come to 60 characters. */
    private static String duration(int length) {
        String long60 = "P" + "0".repeat(12) + "DT" + "0".repeat(12) + "H" + "0".repeat(12) + "M" + "0".repeat(8) + "1."
                + "0".repeat(8) + "S";
        return length == long60.length() ? long60 : long60.replace(".", ".0");
    }

    private static String each(int n, IntFunction<String> element) {
        return IntStream.range(0, n).mapToObj(element).collect(Collectors.joining(", "));
    }
}
