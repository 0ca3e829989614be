package io.github.rackconnectmock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioRulesTest {
    @Test
    void allMistakesOfABuilderAreToldAtOnce() {
        Scenario.Builder builder = Scenario.builder()
                .rateLimit(RateLimit.of(0, Duration.ofMinutes(-1)))
                .server(CloudServer.named("web 1").gatewayIp("gateway"))
                .server(CloudServer.named("db1")
                        .sourceIp("10.181.1.12")
                        .task("\u0007", "PENDING")
                        .step(Step.afterRequests(0).name("start"))
                        .step(Step.on("").fault(Fault.answer(199).times(0).percent(0))))
                .server(CloudServer.named("db1").sourceIp("10.181.1.12"));

        assertThat(problems(builder))
                .containsExactly(
                        "rateLimit.requests: 0 is too few; at least 1, or \"rateLimit\": \"none\"",
                        "rateLimit.window: PT-1M is out of range; zero to ten years (87600h)",
                        "servers[0].sourceIp: \"\" is no address; an IPv4 or IPv6 literal such as \"10.181.1.11\"",
                        "servers[0].name: \"web 1\" is no name; letters, digits, \".\", \"_\" and \"-\","
                                + " a letter or digit first",
                        "servers[0].gatewayIp: \"gateway\" is no address; an IPv4 or IPv6 literal such as"
                                + " \"10.181.1.11\"",
                        "servers[1].tasks.\u0007: a name or status is plain text, not blank, without control"
                                + " characters",
                        "servers[1].lifecycle[0].afterRequests: 0 is too few; at least 1",
                        "servers[1].lifecycle[0].name: \"start\" is the state before the first step; another name",
                        "servers[1].lifecycle[1].on: \"\" is no signal; letters, digits, \".\", \"_\" and \"-\","
                                + " a letter or digit first",
                        "servers[1].lifecycle[1].fault.status: 199 is out of range; 200 to 599",
                        "servers[1].lifecycle[1].fault.times: 0 is too few; at least 1, or leave it out for all",
                        "servers[1].lifecycle[1].fault.percent: 0 is out of range; 1 to 100",
                        "servers[2].name: \"db1\" is already the name of servers[1]; names are unique",
                        "servers[2].sourceIp: 10.181.1.12 is already the address of servers[1]; addresses are unique");
    }

    @Test
    void aScenarioNeedsAServer() {
        assertThat(problems(Scenario.builder()))
                .containsExactly("servers: there is no server; a scenario needs at least one");
    }

    @Test
    void burstsThatShareEverythingAreTwoMistakesAndNotThousands() {
        CloudServer.Builder burst =
                CloudServer.named("web-{n}").sourceIp("10.0.0.1").count(20_000);

        assertThat(problems(Scenario.builder().server(burst).server(burst))).hasSize(2);
    }

    @Test
    void thereAreOnlySoManyServersHoweverManyBursts() {
        Scenario.Builder builder = Scenario.builder();
        for (int i = 0; i < 50_000; i++) {
            builder.server(CloudServer.named("b" + i + "-{n}")
                    .sourceIp("fd00:0:0:0:0:" + Integer.toHexString(i) + "::")
                    .count(100_000));
        }

        assertThat(problems(builder)).containsExactly("servers: 5000000000 servers with all bursts; at most 100000");
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "30s, PT30S",
        "4m, PT4M",
        "1h30m, PT1H30M",
        "PT4M, PT4M",
        "pt4m, PT4M",
        "0s, PT0S",
        "1h2m3s4ms, PT1H2M3.004S",
        "P1D, PT24H",
        "90m, PT1H30M"
    })
    void durationsAsPeopleWriteThem(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "30",
                "30 s",
                "-30s",
                "PT-30S",
                "-PT30S",
                "PT5M-10S",
                "PT+5M",
                "s",
                "1m1h",
                "1d",
                "PT",
                "P",
                "1.5s",
                "30S",
                "99999999999999s",
                "PT99999999999999999999S"
            })
    void otherTextsAreNoDurations(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    /** Whatever looks like a name could be looked up in a network; none of these may be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.1:80",
                "[::1]",
                "fe80::1%lo",
                ":",
                ".:1",
                ":.",
                "1::2::3",
                "12345::",
                "00255::",
                "::01.2.3.4",
                "1.2.3.4::",
                "::ffff:10.0.0.256",
                "0x7f.0.0.1",
                "2130706433"
            })
    void otherTextsAreNoAddresses(String text) {
        assertThat(IpLiteral.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.181.1.11", "0.0.0.0", "::", "::1", "fd00::11", "2001:DB8::ff", "::ffff:10.0.0.1"})
    void addressesAreLiterals(String text) {
        assertThat(IpLiteral.parse(text)).isPresent();
    }

    @Test
    void aTextOfAnyLengthIsNoAddress() {
        assertThat(IpLiteral.parse(":0".repeat(100_000))).isEmpty();
        assertThat(Durations.parse("1h".repeat(100_000))).isEmpty();
    }

    private static List<String> problems(Scenario.Builder builder) {
        InvalidScenarioException refused = catchThrowableOfType(InvalidScenarioException.class, builder::build);
        return Objects.requireNonNull(refused, "the scenario was accepted").problems();
    }
}
