package io.github.rackconnectmock.junit.assertions;

import static io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.ApiClient;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** On how clients wait. The server is DEPLOYED after 30 seconds. */
@RackConnectMock(value = "deploys", frozen = true)
class ClientAssertTest {
    private static final String STATUS = "v1/automation_status";
    private static final String DETAILS = "v1/automation_status/details";
    private static final String GATEWAY = "v1/gateway_ip";

    /** Asks, then waits in the mock's time. */
    private static void ask(RackConnectMockServer mock, String path, int thenWaitSeconds) throws Exception {
        ask(mock, "web1", path, thenWaitSeconds);
    }

    private static void ask(RackConnectMockServer mock, String server, String path, int thenWaitSeconds)
            throws Exception {
        ApiClient.get(mock.baseUri(server), path);
        mock.clock().advance(Duration.ofSeconds(thenWaitSeconds));
    }

    private static AbstractThrowableAssert<?, ?> assertFailure(ThrowingCallable assertion) {
        return assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining("Timeline from ");
    }

    @Test
    void polledNoFasterThan(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 5);
        ask(mock, GATEWAY, 0);
        ask(mock, STATUS, 4);
        ask(mock, STATUS, 0);

        assertThat(mock).polledNoFasterThan(Duration.ofSeconds(4));
        assertFailure(() -> assertThat(mock).polledNoFasterThan(Duration.ofSeconds(5)))
                .hasMessageContaining("Expecting each client")
                .hasMessageContaining("to have polled no faster than every 5s")
                .hasMessageContaining("web1 asked for automation_status again after 4s (requests 3 and 4)")
                .hasMessageContaining("+9s  web1  GET /as/web1/v1/automation_status -> 200 DEPLOYING");
    }

    @Test
    void stoppedAfterDeployed(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 30);
        assertFailure(() -> assertThat(mock).stoppedAfterDeployed())
                .hasMessageContaining("web1 was never told DEPLOYED");

        ask(mock, STATUS, 2);
        ask(mock, GATEWAY, 0);
        assertThat(mock).stoppedAfterDeployed().stoppedAfterTerminalStatus();

        ask(mock, DETAILS, 0);
        assertFailure(() -> assertThat(mock).stoppedAfterDeployed())
                .hasMessageContaining("web1 asked for automation_status_details again 2s after it was told DEPLOYED"
                        + " (requests 2 and 4)");
    }

    @Test
    @RackConnectMock("unprocessable")
    void stoppedAfterAnyTerminalStatus(RackConnectMockServer mock) throws Exception {
        mock.clock().advance(Duration.ofHours(1));
        ask(mock, STATUS, 0);

        assertThat(mock).stoppedAfterTerminalStatus();
        assertFailure(() -> assertThat(mock).stoppedAfterDeployed());

        ask(mock, STATUS, 0);
        assertFailure(() -> assertThat(mock).stoppedAfterTerminalStatus())
                .hasMessageContaining("after it was told UNPROCESSABLE");
    }

    @Test
    void whatAStubToldIsNotWhatTheServerTold(RackConnectMockServer mock) throws Exception {
        mock.clock().advance(Duration.ofSeconds(30));
        mock.wireMock().stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok("DEPLOYING")));
        ask(mock, STATUS, 0);

        assertFailure(() -> assertThat(mock).stoppedAfterDeployed()).hasMessageContaining("was never told DEPLOYED");
    }

    @Test
    void stayedWithinRateLimit(RackConnectMockServer mock) throws Exception {
        for (int i = 0; i < 30; i++) {
            ask(mock, STATUS, 1);
        }
        assertThat(mock).stayedWithinRateLimit();

        ask(mock, STATUS, 0);
        assertFailure(() -> assertThat(mock).stayedWithinRateLimit())
                .hasMessageContaining("web1 was refused (request 31: rate-limited; limit=30/1m; resets-in=30s)");
    }

    @Test
    void stayedWithinTheDocumentedRateLimitWhereTheScenarioHasNone(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .rateLimit(null)
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .build());
        for (int i = 0; i < 61; i++) {
            ask(mock, STATUS, 2);
        }
        assertThat(mock).stayedWithinRateLimit();

        for (int i = 0; i < 30; i++) {
            ask(mock, STATUS, 0);
        }
        assertFailure(() -> assertThat(mock).stayedWithinRateLimit())
                .hasMessageContaining("would have been refused by the documented limit of 30/1m (request 91)");
    }

    @Test
    void backedOffAfter(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .step(Step.afterRequests(1).fault(Fault.answer(503).times(2))))
                .build());
        ask(mock, STATUS, 1);
        assertFailure(() -> assertThat(mock).backedOffAfter(503, Duration.ofSeconds(10)))
                .hasMessageContaining("web1 was never answered 503");

        ask(mock, STATUS, 10);
        ask(mock, STATUS, 9);
        assertThat(mock).backedOffAfter(503, Duration.ofSeconds(10));

        ask(mock, GATEWAY, 0);
        assertThat(mock).backedOffAfter(503, Duration.ofSeconds(9));
        assertFailure(() -> assertThat(mock).backedOffAfter(503, Duration.ofSeconds(10)))
                .hasMessageContaining("to have backed off for 10s after a 503")
                .hasMessageContaining("web1 asked again 9s after a 503 (requests 3 and 4)");
    }

    @Test
    void askedForGatewayOnlyAfter(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 30);
        assertFailure(() -> assertThat(mock).askedForGatewayOnlyAfter(AutomationStatus.DEPLOYED))
                .hasMessageContaining("web1 never asked for the gateway");

        ask(mock, STATUS, 0);
        ask(mock, GATEWAY, 0);
        assertThat(mock).askedForGatewayOnlyAfter(AutomationStatus.DEPLOYED);
        assertFailure(() -> assertThat(mock).askedForGatewayOnlyAfter(AutomationStatus.FAILED))
                .hasMessageContaining("asked for the gateway in request 3 and was never told FAILED");

        mock.reset();
        ask(mock, GATEWAY, 30);
        ask(mock, STATUS, 0);
        assertFailure(() -> assertThat(mock).askedForGatewayOnlyAfter(AutomationStatus.DEPLOYED))
                .hasMessageContaining("asked for the gateway in request 1 and was told DEPLOYED only in request 2");
    }

    @Test
    void noticedDeployedWithin(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 20);
        assertFailure(() -> assertThat(mock).noticedDeployedWithin(Duration.ofSeconds(20)))
                .hasMessageContaining("web1 never was DEPLOYED");

        ask(mock, GATEWAY, 20);
        assertFailure(() -> assertThat(mock).noticedDeployedWithin(Duration.ofSeconds(20)))
                .hasMessageContaining("web1 was never told that it is");

        ask(mock, STATUS, 20);
        assertThat(mock).noticedDeployedWithin(Duration.ofSeconds(10));
        assertFailure(() -> assertThat(mock).noticedDeployedWithin(Duration.ofSeconds(9)))
                .hasMessageContaining("web1 was told 10s after it was DEPLOYED (request 3)");
    }

    @Test
    @RackConnectMock(value = "burst", frozen = true)
    void eachOfSeveralClients(RackConnectMockServer mock) throws Exception {
        ask(mock, "web-1", STATUS, 0);
        ask(mock, "web-2", STATUS, 3);
        ask(mock, "web-1", STATUS, 7);
        ask(mock, "web-2", STATUS, 0);

        assertThat(mock).polledNoFasterThan(Duration.ofSeconds(3));
        assertThat(mock).client("web-2").polledNoFasterThan(Duration.ofSeconds(10));
        assertFailure(() -> assertThat(mock).client("web-1").polledNoFasterThan(Duration.ofSeconds(10)))
                .hasMessageContaining("Expecting the client on web-1");
        assertFailure(() -> assertThat(mock).polledNoFasterThan(Duration.ofSeconds(10)))
                .hasMessageContaining("web-1 asked")
                .message()
                .doesNotContain("web-2 asked");
    }

    @Test
    void nothingIsShownByNoRequests(RackConnectMockServer mock) {
        assertFailure(() -> assertThat(mock).polledNoFasterThan(Duration.ZERO))
                .hasMessageContaining("there was no request");
        assertFailure(() -> assertThat(mock).client("web1").stayedWithinRateLimit())
                .hasMessageContaining("there was no request");
        List<Consumer<RackConnectMockAssert>> ofAll = List.of(
                a -> a.openedAtMost(1), a -> a.neverMoreAtOnceThan(1), a -> a.neverMoreThan(1, Duration.ofSeconds(1)));
        for (Consumer<RackConnectMockAssert> each : ofAll) {
            assertThatThrownBy(() -> each.accept(assertThat(mock)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("there was no request");
        }
    }

    @Test
    void aServerThatIsNotThere(RackConnectMockServer mock) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(mock).client("web9"))
                .withMessage("the scenario has no server web9; it has web1");
    }

    @Test
    void descriptionsAreShown(RackConnectMockServer mock) {
        assertFailure(() -> assertThat(mock).as("the agent").client("web1").stoppedAfterDeployed())
                .hasMessageStartingWith("[the agent] ");
    }
}
