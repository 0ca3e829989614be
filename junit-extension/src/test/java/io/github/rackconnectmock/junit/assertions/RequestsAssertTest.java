package io.github.rackconnectmock.junit.assertions;

import static io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.ApiClient;
import io.github.rackconnectmock.junit.Poller;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.junit.jupiter.api.Test;

/** On what was asked, at once, softly and eventually. */
@RackConnectMock(value = "rate-limited", frozen = true)
class RequestsAssertTest {

    /** Three requests are answered, the fourth is one too many. */
    private static void askFourTimes(RackConnectMockServer mock) throws Exception {
        mock.clock().advance(Duration.ofMinutes(10));
        URI web1 = mock.baseUri("web1");
        ApiClient.get(web1, "v1/automation_status");
        ApiClient.get(web1, "v1/automation_status?format=json");
        ApiClient.get(web1, "v1/gateway_ip?format=XML");
        ApiClient.get(web1, "v1/gateway_ip");
    }

    @Test
    void counts(RackConnectMockServer mock) throws Exception {
        askFourTimes(mock);

        RequestsAssert requests = assertThat(mock).requests();
        requests.hasSize(4).isNotEmpty().hasSizeBetween(4, 4);
        requests.from("web1").hasSizeGreaterThanOrEqualTo(4).hasSizeLessThanOrEqualTo(4);
        requests.to(Operation.AUTOMATION_STATUS).hasSize(2);
        requests.to(Operation.AUTOMATION_STATUS).inFormat(Format.JSON).hasSize(1);
        requests.inFormat(Format.XML).to(Operation.GATEWAY_IP).answered(200).hasSize(1);
        requests.answered(403).hasSize(1);
        requests.answered(Rule.RATE_LIMITED).to(Operation.GATEWAY_IP).hasSize(1);
        requests.answered("reset").isEmpty();
    }

    /** Each word that an answer can have is one to ask for; others are refused. */
    @Test
    void countsWhatHappenedInsteadOfAnAnswer(RackConnectMockServer mock) throws Exception {
        List<Fault> faults = List.of(
                Fault.hang(), Fault.reset(), Fault.empty(), Fault.garbage(), Fault.truncated(), Fault.refused());
        for (Fault fault : faults) {
            mock.load(Scenario.builder()
                    .rateLimit(RateLimit.none())
                    .server(CloudServer.named("web1").sourceIp("10.1.1.1").fault(fault))
                    .build());
            countsOne(mock, fault.effect().kind());
        }
        for (com.github.tomakehurst.wiremock.http.Fault fault : com.github.tomakehurst.wiremock.http.Fault.values()) {
            mock.wireMock()
                    .stubFor(WireMock.any(WireMock.anyUrl())
                            .willReturn(WireMock.aResponse().withFault(fault)));
            countsOne(mock, fault.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void countsOne(RackConnectMockServer mock, String word) throws Exception {
        long before = mock.conduct().received();
        try (Poller poller = new Poller(mock.baseUri())) {
            poller.send("as/web1/v1/automation_status");
            assertThat(mock)
                    .eventually(Duration.ofSeconds(30), now -> now.requests().hasSize((int) before + 1));
        }
        assertThat(mock).requests().answered(word).hasSize(1);
    }

    @Test
    @RackConnectMock(value = "outage", frozen = true)
    void countsThoseThatAnIncidentStruck(RackConnectMockServer mock) throws Exception {
        for (int minute = 0; minute < 5; minute++) {
            ApiClient.status(mock.baseUri("web1"));
            mock.clock().advance(Duration.ofMinutes(1));
        }

        RequestsAssert requests = assertThat(mock).requests();
        requests.during("outage").hasSize(2);
        requests.from("web1").during("outage").answered(503).hasSize(2);
        requests.during("outage").answered(200).isEmpty();
        assertThat(mock).cameThrough("outage", Duration.ZERO);
        assertThatThrownBy(() -> requests.during("storm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no incident storm; there are outage");
        assertThatThrownBy(() -> assertThat(mock).cameThrough("storm", Duration.ofMinutes(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was never struck by storm");
    }

    @Test
    void failuresSayWhatWasCountedAndShowTheTimeline(RackConnectMockServer mock) throws Exception {
        askFourTimes(mock);
        RequestsAssert requests = assertThat(mock).as("agent").requests();

        assertThatThrownBy(() -> requests.from("web1")
                        .to(Operation.GATEWAY_IP)
                        .answered(200)
                        .isEmpty())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[agent] ")
                .hasMessageContaining("Expecting 0 requests from web1 to gateway_ip answered 200")
                .hasMessageContaining("but there was 1")
                .hasMessageContaining("GET /as/web1/v1/gateway_ip -> 403 (rate-limited; limit=3/");
        assertThatThrownBy(() -> requests.hasSizeGreaterThanOrEqualTo(5))
                .hasMessageContaining("Expecting 5 or more requests");
        assertThatThrownBy(() -> requests.hasSizeBetween(1, 3)).hasMessageContaining("Expecting 1 to 3 requests");
        assertThatThrownBy(() -> requests.hasSizeLessThanOrEqualTo(3))
                .hasMessageContaining("Expecting 0 to 3 requests");
        assertThatThrownBy(() -> requests.answered(500).isNotEmpty()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> requests.hasSize(5)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anAssertionIsAboutOneMoment(RackConnectMockServer mock) throws Exception {
        RackConnectMockAssert before = assertThat(mock);
        askFourTimes(mock);

        before.requests().isEmpty();
    }

    @Test
    void softOnesAreAllTried(RackConnectMockServer mock) throws Exception {
        askFourTimes(mock);
        RackConnectSoftAssertions softly = new RackConnectSoftAssertions();

        softly.assertThat(mock).stayedWithinRateLimit().stoppedAfterDeployed();
        softly.assertThat(mock)
                .client("web1")
                .polledNoFasterThan(Duration.ofSeconds(1))
                .backedOffAfter(403, Duration.ZERO);
        softly.assertThat(mock).requests().answered(403).isEmpty().hasSize(1);
        softly.assertThat(mock).requests().from("web1").hasSize(7);

        assertThatThrownBy(softly::assertAll)
                .isInstanceOfSatisfying(
                        AssertJMultipleFailuresError.class,
                        failures -> assertThat(failures.getFailures())
                                .satisfiesExactly(
                                        failure -> assertThat(failure).hasMessageContaining("within the rate limit"),
                                        failure -> assertThat(failure).hasMessageContaining("stopped after DEPLOYED"),
                                        failure -> assertThat(failure).hasMessageContaining("no faster than every 1s"),
                                        failure -> assertThat(failure)
                                                .hasMessageContaining("Expecting 0 requests answered 403"),
                                        failure -> assertThat(failure)
                                                .hasMessageContaining("Expecting 7 requests from web1")));
    }

    @Test
    void eventuallyWaitsForAClientOnAnotherThread(RackConnectMockServer mock) {
        CompletableFuture<Void> client = CompletableFuture.runAsync(() -> {
            try {
                askFourTimes(mock);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(mock)
                .eventually(
                        Duration.ofSeconds(30),
                        now -> now.requests().to(Operation.GATEWAY_IP).hasSize(2))
                .requests()
                .hasSize(4);
        client.join();
    }

    @Test
    void eventuallyGivesUpWithTheLastFailure(RackConnectMockServer mock) throws Exception {
        askFourTimes(mock);

        assertThatThrownBy(() -> assertThat(mock)
                        .as("agent")
                        .eventually(Duration.ofMillis(1), now -> now.requests().hasSize(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[agent] ")
                .hasMessageContaining("Expecting 5 requests")
                .hasMessageContaining("but there were 4");
    }

    @Test
    void eventuallyEndsWhenItsThreadIsInterrupted(RackConnectMockServer mock) {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> assertThat(mock)
                        .eventually(Duration.ofMinutes(1), now -> now.requests().isNotEmpty()))
                .isInstanceOf(AssertionError.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
