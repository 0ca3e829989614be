package io.github.rackconnectmock.junit.assertions;

import static io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.UniformDistribution;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.ApiClient;
import io.github.rackconnectmock.junit.Poller;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What public reports of waiting clients turn on: back-off, giving up, noticing, asking too much. */
@RackConnectMock(value = "deploys", frozen = true, failOnUnexpectedRequests = false)
class WaitingClientsTest {
    private static final String STATUS = "v1/automation_status";
    private static final String GATEWAY = "v1/gateway_ip";

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static void ask(RackConnectMockServer mock, String path, int thenWaitSeconds) throws Exception {
        ApiClient.get(mock.baseUri("web1"), path);
        mock.clock().advance(seconds(thenWaitSeconds));
    }

    private static void assertFails(
            RackConnectMockServer mock, Consumer<RackConnectMockAssert> assertion, String... message) {
        assertThatThrownBy(() -> assertion.accept(assertThat(mock)), "the failure \"%s\"", message[0])
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(message);
    }

    private static CloudServer.Builder rebuilt() {
        return CloudServer.named("web1")
                .sourceIp("10.1.1.1")
                .step(Step.on("rebuild").name("rebuilding").status(AutomationStatus.DEPLOYING))
                .step(Step.after(seconds(60)).name("rebuilt").status(AutomationStatus.DEPLOYED));
    }

    /** The kind: what lasts only for a time is judged for each of these times. */
    @Test
    void aClientMayWaitAgainForAServerThatIsRebuilt(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder().server(rebuilt()).build());
        ask(mock, STATUS, 100);
        mock.server("web1").fire("rebuild");
        for (int i = 0; i < 7; i++) {
            ask(mock, STATUS, 10);
        }
        assertThat(mock).stoppedAfterDeployed().stoppedAfterTerminalStatus().noticedDeployedWithin(seconds(0));

        ask(mock, STATUS, 0);
        assertFails(mock, a -> a.stoppedAfterDeployed(), "again 10s after it was told DEPLOYED (requests 8 and 9)");
    }

    @Test
    void aClientThatSleepsThroughTheSecondTimeDoesNotNoticeIt(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder().server(rebuilt()).build());
        ask(mock, STATUS, 100);
        mock.server("web1").fire("rebuild");
        mock.clock().advance(seconds(90));

        assertThat(mock).stoppedAfterDeployed();
        assertFails(mock, a -> a.noticedDeployedWithin(seconds(60)), "was never told that it is");
        assertFails(mock, a -> a.noticedTerminalStatusWithin(seconds(60)), "was never told that it has a");
    }

    @Test
    void aTimeThatIsOverCountsAsMissedIfItLastedLonger(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.after(seconds(10)).status(AutomationStatus.DEPLOYED))
                        .step(Step.after(seconds(30)).status(AutomationStatus.DEPLOYING))
                        .step(Step.after(seconds(10)).status(AutomationStatus.DEPLOYED)))
                .build());
        mock.clock().advance(seconds(50));
        ask(mock, STATUS, 0);

        assertThat(mock).noticedDeployedWithin(seconds(30));
        assertFails(mock, a -> a.noticedDeployedWithin(seconds(29)), "never told that it was DEPLOYED for 30s");
    }

    private static Scenario rebuiltAfterRequests(int requests) {
        return Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .step(Step.afterRequests(requests).status(AutomationStatus.DEPLOYING)))
                .build();
    }

    /** A request that makes the status stop being terminal was answered before it did. */
    @Test
    void theRequestThatEndsATimeBelongsToIt(RackConnectMockServer mock) throws Exception {
        mock.load(rebuiltAfterRequests(1));
        ask(mock, STATUS, 0);
        ask(mock, STATUS, 0);
        assertThat(mock)
                .noticedDeployedWithin(seconds(0))
                .noticed("start", seconds(0))
                .stoppedAfterDeployed();

        mock.load(rebuiltAfterRequests(1));
        mock.clock().advance(seconds(5));
        ask(mock, STATUS, 0);
        String late = "was told 5s after it was ";
        assertFails(mock, asserted -> asserted.noticedDeployedWithin(seconds(4)), late);
        assertFails(mock, asserted -> asserted.noticed("start", seconds(4)), late);

        mock.load(rebuiltAfterRequests(2));
        ask(mock, STATUS, 1);
        ask(mock, STATUS, 0);
        assertFails(mock, a -> a.stoppedAfterDeployed(), "again 1s after it was told DEPLOYED");
    }

    /** What a server was before a restart is no part of what its client could notice. */
    @Test
    void aRestartBeforeTheFirstRequestLeavesNothingBehind(RackConnectMockServer mock) throws Exception {
        mock.clock().advance(seconds(60));
        assertThat(mock.server("web1").state().status()).isEqualTo(AutomationStatus.DEPLOYED);
        mock.server("web1").restart();
        mock.clock().advance(seconds(30));
        ask(mock, STATUS, 0);

        assertThat(mock).noticedDeployedWithin(seconds(0)).noticedTerminalStatusWithin(seconds(0));
    }

    /** The kind: where several servers asked, one that shows it is enough, and each that shows it is judged. */
    @Test
    void backedOffAfterIsAboutServersThatGotIt(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .server(CloudServer.named("db1")
                        .sourceIp("10.1.1.2")
                        .step(Step.afterRequests(1).fault(Fault.answer(503).times(1))))
                .build());
        ask(mock, STATUS, 0);
        assertFails(mock, a -> a.backedOffAfter(503, seconds(5)), "web1 was never answered 503");

        for (int i = 0; i < 3; i++) {
            ApiClient.get(mock.baseUri("db1"), STATUS);
            mock.clock().advance(seconds(5));
        }
        assertThat(mock).backedOffAfter(503, seconds(5));
        assertFails(mock, a -> a.backedOffAfter(503, seconds(6)), "db1 asked again 5s after a 503");
    }

    private static Scenario failing(int times) {
        return Scenario.builder()
                .rateLimit(RateLimit.none())
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .step(Step.afterRequests(1).fault(Fault.answer(503).times(times)))
                        .step(Step.on("again").fault(Fault.answer(502).times(times))))
                .build();
    }

    @Test
    void backedOffExponentially(RackConnectMockServer mock) throws Exception {
        mock.load(failing(4));
        ask(mock, STATUS, 0);
        assertFails(mock, a -> a.backedOffExponentially(2, seconds(8)), "never waited twice over failures in a row");
        for (int wait : new int[] {2, 4, 8, 8}) {
            ask(mock, STATUS, wait);
        }
        ask(mock, STATUS, 60);
        mock.server("web1").fire("again");
        ask(mock, STATUS, 3);
        ask(mock, STATUS, 7);
        assertThat(mock).backedOffExponentially(2, seconds(8));
        assertFails(
                mock, a -> a.backedOffExponentially(2, seconds(16)), "waited 8s before request 6, after a wait of 8s");
        assertFails(mock, a -> a.backedOffExponentially(3, seconds(8)), "after a wait of 2s");

        mock.load(failing(2));
        for (int wait : new int[] {0, 2, 4, 60}) {
            ask(mock, STATUS, wait);
        }
        mock.server("web1").fire("again");
        ask(mock, STATUS, 8);
        ask(mock, STATUS, 0);
        assertFails(
                mock,
                a -> a.backedOffExponentially(2, seconds(60)),
                "the first wait after a success, which was 2s at first");
    }

    private static void stub(RackConnectMockServer mock, ResponseDefinitionBuilder answer) {
        mock.wireMock().stubFor(WireMock.any(WireMock.anyUrl()).willReturn(answer));
    }

    /** Both forms of Retry-After. */
    @Test
    void waitedAsTold(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 0);
        assertFails(mock, a -> a.waitedAsTold(), "web1 was never told a Retry-After");

        stub(mock, WireMock.serviceUnavailable().withHeader("Retry-After", "10"));
        ask(mock, STATUS, 10);
        assertThat(mock.requests().get(1).retryAfter()).isEqualTo("10");
        stub(mock, WireMock.serviceUnavailable().withHeader("Retry-After", dateIn30Seconds(mock)));
        ask(mock, STATUS, 30);
        stub(mock, WireMock.serviceUnavailable().withHeader("Retry-After", "10"));
        ask(mock, STATUS, 4);
        assertThat(mock).waitedAsTold();

        ask(mock, STATUS, 0);
        assertFails(mock, a -> a.waitedAsTold(), "asked again 6s before the end of its Retry-After (requests 4 and 5)");

        mock.reset();
        stub(mock, WireMock.serviceUnavailable().withHeader("Retry-After", dateIn30Seconds(mock)));
        ask(mock, STATUS, 28);
        ask(mock, STATUS, 0);
        assertFails(mock, a -> a.waitedAsTold(), "before the end of its Retry-After (requests 1 and 2)");
    }

    /** In the mock's time, in whole seconds. */
    private static String dateIn30Seconds(RackConnectMockServer mock) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                mock.clock().instant().plusSeconds(30).atOffset(ZoneOffset.UTC));
    }

    @Test
    void keptAskingForAndGaveUpWithin(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 10);
        ask(mock, STATUS, 10);
        assertThat(mock).keptAskingFor(seconds(10)).gaveUpWithin(seconds(10));
        assertFails(mock, a -> a.keptAskingFor(seconds(11)), "asked for 10s only, until request 2");
        assertFails(mock, a -> a.gaveUpWithin(seconds(9)), "still asked after 10s (request 2)");

        mock.clock().advance(seconds(30));
        ask(mock, STATUS, 0);
        assertThat(mock).keptAskingFor(seconds(50));
        assertFails(mock, a -> a.keptAskingFor(seconds(51)), "was told a terminal status after 50s");
        assertFails(mock, a -> a.gaveUpWithin(seconds(60)), "had no need to give up");
    }

    @Test
    void polledNoSlowerThan(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 5);
        ask(mock, GATEWAY, 7);
        assertThat(mock).polledNoSlowerThan(seconds(7));
        assertFails(mock, a -> a.polledNoSlowerThan(seconds(6)), "hasn't asked for 7s, since request 2");

        mock.clock().advance(seconds(30));
        ask(mock, STATUS, 100);
        assertThat(mock).polledNoSlowerThan(seconds(37));
        assertFails(mock, a -> a.polledNoSlowerThan(seconds(36)), "paused for 37s (requests 2 and 3)");
    }

    @Test
    void noticed(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 12);
        assertFails(mock, a -> a.noticed("gateway-ready", seconds(60)), "was never told that it is");
        assertFails(mock, a -> a.noticedGatewayWithin(seconds(60)), "was never told that it has a");
        assertFails(mock, a -> a.noticed("deployed", seconds(60)), "never was at deployed");

        ask(mock, GATEWAY, 20);
        assertThat(mock)
                .noticed("start", seconds(0))
                .noticed("gateway-ready", seconds(2))
                .noticedGatewayWithin(seconds(2));
        assertFails(
                mock,
                a -> a.noticed("gateway-ready", seconds(1)),
                "was told 2s after it was at gateway-ready (request 2)");
        assertFails(mock, a -> a.noticedGatewayWithin(seconds(1)), "was told 2s after it had a gateway (request 2)");

        ask(mock, STATUS, 0);
        assertThat(mock).noticedTerminalStatusWithin(seconds(2)).noticedDeployedWithin(seconds(2));
        assertFails(
                mock,
                a -> a.noticedTerminalStatusWithin(seconds(1)),
                "was told 2s after it had a terminal status (request 3)");
    }

    @Test
    void askedAgainAfterAndNever(RackConnectMockServer mock) throws Exception {
        ask(mock, GATEWAY, 5);
        ask(mock, STATUS, 5);
        assertFails(mock, a -> a.askedAgainAfter(404), "web1 never asked again after the 404 of request 1");
        assertFails(mock, a -> a.neverAskedAgainAfter(404), "web1 asked again 5s after a 404 (requests 1 and 2)");
        assertFails(mock, a -> a.neverAskedAgainAfter(401), "web1 was never answered 401");

        ask(mock, GATEWAY, 5);
        assertThat(mock).askedAgainAfter(404);

        stub(mock, WireMock.unauthorized());
        ask(mock, STATUS, 5);
        assertThat(mock).neverAskedAgainAfter(401);
        ask(mock, GATEWAY, 5);
        assertFails(mock, a -> a.neverAskedAgainAfter(401), "again 5s after a 401");
    }

    @Test
    @RackConnectMock(value = "burst", frozen = true)
    void neverMoreThanOverAllServers(RackConnectMockServer mock) throws Exception {
        for (int i = 0; i < 4; i++) {
            ApiClient.get(mock.baseUri("web-" + (i + 1)), STATUS);
            mock.clock().advance(seconds(2));
        }
        assertThat(mock).neverMoreThan(2, seconds(4)).neverMoreThan(4, seconds(60));
        assertFails(
                mock,
                a -> a.neverMoreThan(2, seconds(5)),
                "Expecting all clients together",
                "never to have made more than 2 requests within 5s",
                "there were 3 within 4s (requests 1 to 3)");
    }

    @Test
    void openedAtMost(RackConnectMockServer mock) throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Poller poller = new Poller(mock.baseUri("web1"))) {
                poller.ask(STATUS);
                poller.ask(STATUS);
            }
        }
        assertThat(mock).openedAtMost(3).client("web1").openedAtMost(3);
        assertFails(mock, a -> a.openedAtMost(2), "there were 3 connections");
        assertFails(mock, a -> a.client("web1").openedAtMost(2), "web1 came by 3 connections");
    }

    /** The end of an answer is something that happens, too. */
    @Test
    void eventuallyWaitsForTheEndOfAnAnswer(RackConnectMockServer mock) throws Exception {
        stub(mock, WireMock.serviceUnavailable().withRandomDelay(new UniformDistribution(200, 300)));
        try (Poller poller = new Poller(mock.baseUri("web1"))) {
            poller.send(STATUS);
            assertThat(mock).eventually(Duration.ofSeconds(30), now -> now.backedOffAfter(503, seconds(1)));
        }
    }
}
