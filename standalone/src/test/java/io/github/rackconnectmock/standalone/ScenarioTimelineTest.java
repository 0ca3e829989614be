package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTimelineTest {
    @ParameterizedTest
    @MethodSource("catalogue")
    void isWhatTheSimulationDoes(String name) {
        Scenario scenario = Catalogue.scenario(name);
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().scenario(scenario).frozen(true).start()) {
            Instant start = mock.clock().instant();
            for (ScenarioTimeline.Entry entry : new ScenarioTimeline(scenario, Optional.empty()).entries()) {
                mock.clock().advance(Duration.between(mock.clock().instant(), start.plus(entry.at())));
                if (entry.server().equals(ScenarioTimeline.INCIDENT)) {
                    assertThat(mock.incident(entry.step()).isLasting())
                            .isEqualTo(entry.what().startsWith("begins"));
                    continue;
                }
                ServerSnapshot server = mock.server(entry.server()).snapshot();
                assertThat(server.since()).isEqualTo(start.plus(entry.at()));
                if (server.next() == null
                        || server.next().in() == null
                        || !server.next().in().isZero()) {
                    assertThat(stepsAt(scenario, entry)).contains(server.state().step());
                }
            }
            mock.clock().advance(Duration.ofHours(1));
            for (CloudServer server : scenario.servers()) {
                for (int number = 1; number <= server.count(); number++) {
                    assertThat(mock.server(server.name(number)).snapshot().next())
                            .isNull();
                }
            }
        }
    }

    @Test
    void showsWaitingWhereItBeginsAndCountsOnFromThere() {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("db1")
                        .sourceIp("10.181.1.12")
                        .status(AutomationStatus.DEPLOYING)
                        .feature("ConfigureNetworkStack", false)
                        .task("Base", "PENDING")
                        .step(Step.after(Duration.ofSeconds(5)).task("Base", "DONE"))
                        .step(Step.afterRequests(Operation.GATEWAY_IP, 3)
                                .name("trouble")
                                .fault(Fault.answer(503).times(2)))
                        .step(Step.after(Duration.ofMinutes(1))
                                .task("Base", null)
                                .gatewayIp(null))
                        .step(Step.on("give-up").status(AutomationStatus.FAILED)))
                .server(CloudServer.named("web1")
                        .sourceIp("10.181.1.11")
                        .begins(Begins.FIRST_REQUEST)
                        .step(Step.after(Duration.ofSeconds(1))
                                .feature("ConfigureNetworkStack", false)
                                .fault(Fault.delay(Duration.ofSeconds(2))
                                        .percent(50)
                                        .operations(Operation.GATEWAY_IP, Operation.AUTOMATION_STATUS))))
                .build();
        assertThat(lines(scenario))
                .containsExactly(
                        "0s db1 start DEPLOYING, gateway 10.0.0.1, ConfigureNetworkStack off, task Base PENDING",
                        "0s web1 start waits for its first request: DEPLOYED, gateway 10.0.0.1",
                        "+1s web1 step-1 ConfigureNetworkStack off,"
                                + " fault delay 2s at 50 % of automation_status and gateway_ip",
                        "5s db1 step-1 task Base DONE",
                        "5s db1 trouble waits for 3 requests of gateway_ip: fault answer 503 2 times",
                        "+1m db1 step-3 no gateway, no task Base",
                        "then db1 step-4 waits for signal give-up: FAILED");
    }

    private static List<String> lines(Scenario scenario) {
        return new ScenarioTimeline(scenario, Optional.empty())
                .entries().stream()
                        .map(entry -> String.join(" ", entry.when(), entry.server(), entry.step(), entry.what()))
                        .toList();
    }

    /** Steps that take no time begin together, and the simulation is in the last of them. */
    private static List<String> stepsAt(Scenario scenario, ScenarioTimeline.Entry entry) {
        return new ScenarioTimeline(scenario, Optional.empty())
                .entries().stream()
                        .filter(each -> each.server().equals(entry.server())
                                && each.at().equals(entry.at()))
                        .map(ScenarioTimeline.Entry::step)
                        .toList();
    }

    static List<String> catalogue() {
        return Catalogue.names();
    }
}
