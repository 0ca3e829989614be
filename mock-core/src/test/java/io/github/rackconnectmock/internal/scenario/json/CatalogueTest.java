package io.github.rackconnectmock.internal.scenario.json;

import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYED;
import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYING;
import static io.github.rackconnectmock.scenario.AutomationStatus.FAILED;
import static io.github.rackconnectmock.scenario.AutomationStatus.UNPROCESSABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    static List<String> names() {
        return Catalogue.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsAnExampleToStartFrom(String name) {
        Scenario scenario = Catalogue.scenario(name);

        assertThat(scenario.description()).isNotBlank();
        assertThat(Catalogue.json(name)).startsWith("{\n  \"$schema\": \"rackconnect-scenario.schema.json\",\n");
        assertThat(scenario.servers().get(0).name(1)).isIn("web1", "web-1", "wave1-1");
        assertThat(ScenarioFiles.find(name)).isEqualTo(scenario);
        assertThat(ScenarioFiles.parse(
                        "again.json", ScenarioFiles.write(scenario).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(scenario);
    }

    @Test
    void namesWhatThereIs() {
        assertThat(Catalogue.names())
                .containsExactly(
                        "deployed",
                        "deploys",
                        "slow-deploy",
                        "fails",
                        "never-deploys",
                        "late-gateway",
                        "no-gateway",
                        "rate-limited",
                        "flaky",
                        "slow-answers",
                        "hangs",
                        "resets",
                        "garbage",
                        "unprocessable",
                        "features-off",
                        "burst",
                        "metadata-lags",
                        "managed-operations",
                        "server-builds",
                        "outage",
                        "maintenance",
                        "gateway-moves",
                        "rebuild",
                        "flapping",
                        "proxy-error-page",
                        "redirect-to-login",
                        "slow-tail",
                        "late-registration",
                        "deleted",
                        "brownout",
                        "waves",
                        "expired-certificate",
                        "stale-cache",
                        "proxy-down",
                        "dropped-keep-alive",
                        "refused",
                        "throttled");
        assertThat(Catalogue.contains("deploys")).isTrue();
        assertThat(Catalogue.contains("../catalogue/deploys")).isFalse();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheOnesThereAre() {
        assertThatThrownBy(() -> Catalogue.scenario("slow-deploys"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"slow-deploys\" is no scenario of the catalogue, did you mean \"slow-deploy\"?");
        assertThatThrownBy(() -> Catalogue.json("unheard-of"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"unheard-of\"", "\"deployed\", \"deploys\"", "and \"throttled\"");
    }

    @ParameterizedTest
    @CsvSource({
        "deployed,       0, DEPLOYED,      true",
        "deploys,        9, DEPLOYING,     false",
        "deploys,       10, DEPLOYING,     true",
        "deploys,       29, DEPLOYING,     true",
        "deploys,       30, DEPLOYED,      true",
        "slow-deploy,  119, DEPLOYING,     false",
        "slow-deploy,  120, DEPLOYING,     true",
        "slow-deploy,  299, DEPLOYING,     true",
        "slow-deploy,  300, DEPLOYED,      true",
        "fails,         29, DEPLOYING,     true",
        "fails,         30, FAILED,        true",
        "never-deploys,  9, DEPLOYING,     false",
        "never-deploys, 86400, DEPLOYING,  true",
        "late-gateway,  30, DEPLOYED,      false",
        "late-gateway,  89, DEPLOYED,      false",
        "late-gateway,  90, DEPLOYED,      true",
        "no-gateway,    30, DEPLOYED,      false",
        "no-gateway, 86400, DEPLOYED,      false",
        "unprocessable,  9, DEPLOYING,     false",
        "unprocessable, 10, UNPROCESSABLE, false",
        "features-off,   0, DEPLOYED,      true",
    })
    void livesGoAsTheirNamesSay(String name, int seconds, AutomationStatus status, boolean gateway) {
        Played played = new Played(name);
        played.clock.advance(Duration.ofSeconds(seconds));

        assertThat(played.get("automation_status").bodyText()).isEqualTo(status.name());
        assertThat(played.get("gateway_ip").status()).isEqualTo(gateway ? 200 : 404);
    }

    @Test
    void tasksOfASlowDeployMoveOnOneAfterTheOther() {
        Played played = new Played("slow-deploy");
        List<String> bodies = new ArrayList<>();
        for (int minute = 0; minute <= 5; minute++) {
            bodies.add(played.get("automation_status/details").bodyText());
            played.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(bodies.stream().distinct()).hasSize(4);
        assertThat(bodies.get(0)).contains("PENDING");
        assertThat(bodies.get(5)).doesNotContain("PENDING", "IN_PROGRESS");
    }

    @Test
    void aLateGatewayIsAnnounced() {
        Played played = new Played("late-gateway");
        played.clock.advance(Duration.ofSeconds(50));

        assertThat(played.get("gateway_ip").reason())
                .isEqualTo("gateway-unassigned; next-step=gateway-ready after 40s");
    }

    @Test
    void theFourthRequestOfAMinuteIsOneTooMany() {
        Played played = new Played("rate-limited");

        assertThat(played.statuses(4)).containsExactly(200, 200, 200, 403);
        played.clock.advance(Duration.ofMinutes(1));
        assertThat(played.statuses(4)).containsExactly(200, 200, 200, 403);
    }

    @Test
    void aFlakyServiceIsFlakyInTheSameWayEachTime() {
        List<Integer> once = flakyRun();

        assertThat(once).startsWith(503, 503, 200).contains(503).endsWith(200);
        assertThat(once.subList(3, 28)).contains(200, 503);
        assertThat(flakyRun()).isEqualTo(once);
    }

    private static List<Integer> flakyRun() {
        Played played = new Played("flaky");
        List<Integer> statuses = new ArrayList<>(played.statuses(3));
        played.clock.advance(Duration.ofSeconds(10));
        statuses.addAll(played.statuses(25));
        played.clock.advance(Duration.ofSeconds(20));
        statuses.add(played.get("gateway_ip").status());
        statuses.add(played.get("automation_status").status());
        assertThat(played.get("automation_status").status()).as("30 a minute").isEqualTo(403);
        played.clock.advance(Duration.ofMinutes(1));
        statuses.add(played.get("gateway_ip").status());
        return statuses;
    }

    @Test
    void faultsHitEveryRequest() {
        assertThat(new Played("slow-answers").get("gateway_ip").effect())
                .isEqualTo(Fault.delay(Duration.ofSeconds(2)).effect());
        assertThat(new Played("hangs").get("gateway_ip").effect()).isEqualTo(new FaultEffect.Hang());
        assertThat(new Played("resets").get("gateway_ip").effect()).isEqualTo(new FaultEffect.Reset());
        assertThat(new Played("garbage").get("gateway_ip").effect()).isEqualTo(new FaultEffect.Garbage());
    }

    @Test
    void allFeaturesAreOff() {
        assertThat(new Played("features-off").get("automation_features").bodyText())
                .contains("\"is_enabled\":false")
                .doesNotContain("true");
    }

    @Test
    void fiftyServersDeployThreeSecondsApart() {
        Played played = new Played("burst");
        assertThat(played.api.simulation().servers().all()).hasSize(50);

        played.clock.advance(Duration.ofSeconds(30 + 3 * 24));

        assertThat(played.statusOf("web-25")).isEqualTo(DEPLOYED);
        assertThat(played.statusOf("web-26")).isEqualTo(DEPLOYING);
        assertThat(played.get("automation_status").bodyText()).isEqualTo("DEPLOYED");
    }

    @Test
    void everyStatusIsPlayed() {
        assertThat(Catalogue.names().stream()
                        .flatMap(name -> Catalogue.scenario(name).servers().get(0).lifecycle().stream())
                        .map(step -> step.status()))
                .contains(DEPLOYED, FAILED, UNPROCESSABLE);
    }

    /** A scenario of the catalogue on a clock that stands, asked by its first server. */
    private static final class Played {
        private final MovableClock clock = MovableClock.frozenAt(Instant.parse("2016-05-01T12:00:00Z"));
        private final RackConnectApi api;

        Played(String name) {
            api = new RackConnectApi(Catalogue.scenario(name), clock, SourcePolicy.DEFAULT);
        }

        Exchange get(String operation) {
            return api.answer(ApiRequest.get("/v1/" + operation, InetAddress.getLoopbackAddress()));
        }

        List<Integer> statuses(int requests) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                statuses.add(get("automation_status").status());
            }
            return statuses;
        }

        AutomationStatus statusOf(String server) {
            return api.simulation()
                    .servers()
                    .byName(server)
                    .orElseThrow()
                    .state()
                    .status();
        }
    }
}
