package io.github.rackconnectmock.junit.docs;

import static io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.ApiClient;
import io.github.rackconnectmock.junit.MockNamed;
import io.github.rackconnectmock.junit.MockUri;
import io.github.rackconnectmock.junit.RackConnectMockExtension;
import io.github.rackconnectmock.junit.ScenarioSource;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** The pieces of code that the documentation shows out of their context. */
class ExamplesTest {

    @ParameterizedTest
    @ScenarioSource({"deploys", "fails", "flaky"})
    void alwaysEnds(String scenario, RackConnectMockServer mock, @MockUri URI uri) throws Exception {
        mock.clock().advance(Duration.ofHours(1));

        assertThat(ApiClient.status(uri)).as(scenario).isEqualTo(scenario.equals("fails") ? "FAILED" : "DEPLOYED");
    }

    @Nested
    class SeveralMocks {
        @RegisterExtension
        static final RackConnectMockExtension DFW = RackConnectMockExtension.builder()
                .name("dfw")
                .scenario(Scenario.builder()
                        .server(CloudServer.named("web1")
                                .sourceIp("10.181.1.11")
                                .status(AutomationStatus.DEPLOYING)
                                .step(Step.after(Duration.ofMinutes(4)).status(AutomationStatus.DEPLOYED)))
                        .build())
                .build();

        @Test
        void asks(@MockNamed("dfw") RackConnectMockServer mock) throws Exception {
            mock.clock().advance(Duration.ofMinutes(4));
            ApiClient.status(mock.baseUri());

            assertThat(mock)
                    .eventually(Duration.ofSeconds(5), now -> now.client("web1").stoppedAfterTerminalStatus());
        }
    }
}
