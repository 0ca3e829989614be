package io.github.rackconnectmock.junit.assertions;

import static io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.rackconnectmock.Conduct;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest.Outcome;
import io.github.rackconnectmock.Verdict;
import io.github.rackconnectmock.junit.ApiClient;
import io.github.rackconnectmock.junit.Poller;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** What counts as evidence for or against a client, and what doesn't. */
@RackConnectMock(value = "deploys", frozen = true, failOnUnexpectedRequests = false)
class EvidenceTest {
    private static final String STATUS = "v1/automation_status";
    private static final Duration LONG = Duration.ofSeconds(30);

    private static void ask(RackConnectMockServer mock, String path, int thenWaitSeconds) throws Exception {
        ApiClient.get(mock.baseUri("web1"), path);
        mock.clock().advance(Duration.ofSeconds(thenWaitSeconds));
    }

    private static void assertFails(
            RackConnectMockServer mock, Consumer<RackConnectMockAssert> assertion, String... message) {
        assertThatThrownBy(() -> assertion.accept(assertThat(mock)), "the failure \"%s\"", message[0])
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(message);
    }

    private static RackConnectMockServer withJournal(int size) {
        return RackConnectMockServer.builder()
                .scenario(Scenario.builder()
                        .rateLimit(RateLimit.of(2, Duration.ofSeconds(10)))
                        .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                        .build())
                .frozen(true)
                .journalSize(size)
                .start();
    }

    /** The kind: what the journal has forgotten is evidence all the same. */
    @Test
    void forgottenRequestsCount() throws Exception {
        for (int size = 0; size <= 2; size++) {
            try (RackConnectMockServer mock = withJournal(size)) {
                for (int i = 0; i < 3; i++) {
                    ask(mock, STATUS, 1);
                }
                mock.clock().advance(LONG);
                for (int i = 0; i < 4; i++) {
                    ask(mock, STATUS, 20);
                }

                assertThat(mock.requests()).hasSize(size);
                assertFails(
                        mock, a -> a.polledNoFasterThan(Duration.ofSeconds(2)), "again after 1s (requests 1 and 2)");
                assertFails(mock, a -> a.stayedWithinRateLimit(), "was refused (request 3: rate-limited");
                assertFails(mock, a -> a.requests().answered(403).isEmpty(), "but there was 1");
                assertFails(mock, a -> a.stoppedAfterDeployed(), "(requests 1 and 2)");
                assertThat(mock).requests().hasSize(7);
                assertThat(mock)
                        .requests()
                        .from("web1")
                        .to(Operation.AUTOMATION_STATUS)
                        .answered(Rule.RATE_LIMITED)
                        .hasSize(1);
                assertThat(mock.timeline())
                        .contains("(" + (7 - size) + " of 7 requests are forgotten; a larger journal holds more)");
            }
        }
    }

    /** The kind: what only the journal can show is unknown once it has forgotten. */
    @Test
    void whatForgottenRequestsWouldShowIsUnknown() throws Exception {
        try (RackConnectMockServer mock = withJournal(2)) {
            for (int i = 0; i < 3; i++) {
                ask(mock, STATUS, 10);
            }

            assertFails(
                    mock,
                    a -> a.neverMoreThan(5, LONG),
                    "1 request is forgotten; hold more with journalSize(6)",
                    "Timeline from ");
            assertFails(mock, a -> a.neverMoreThan(1, Duration.ofSeconds(11)), "there were 2 within 10s");
        }
    }

    /** The kind: a client's conduct begins with the scenario. */
    @Test
    void conductBeginsWithALoadARestartOrAReset(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 30);
        ask(mock, STATUS, 0);
        ask(mock, STATUS, 0);

        mock.load("deploys");
        assertFails(mock, a -> a.stayedWithinRateLimit(), "there was no request");
        assertThat(mock.conduct().connections()).isZero();
        assertThat(mock.conduct().neverMoreThan(0, LONG).kind()).isEqualTo(Verdict.Kind.GOOD);
        ask(mock, STATUS, 30);
        assertFails(mock, a -> a.noticedDeployedWithin(LONG), "was never told that it is");
        ask(mock, STATUS, 0);
        assertThat(mock).stoppedAfterDeployed().noticedDeployedWithin(Duration.ZERO);
        ask(mock, STATUS, 0);
        assertFails(mock, a -> a.stoppedAfterDeployed(), "after it was told DEPLOYED");
        assertThat(mock).requests().hasSize(6);

        mock.server("web1").restart();
        assertFails(mock, a -> a.stayedWithinRateLimit(), "there was no request");
        ask(mock, STATUS, 30);
        assertFails(mock, a -> a.stoppedAfterDeployed(), "was never told DEPLOYED");

        mock.reset();
        assertFails(mock, a -> a.stayedWithinRateLimit(), "there was no request");
        assertThat(mock).requests().isEmpty();
    }

    /** The kind: an answer that the client didn't wait for told it nothing. */
    @Test
    void anAbandonedAnswerTellsNothing(RackConnectMockServer mock) throws Exception {
        mock.load(slowOnceDeployed());
        mock.clock().advance(Duration.ofSeconds(1));
        try (Poller impatient = new Poller(mock.baseUri("web1"))) {
            impatient.send(STATUS);
            assertThat(mock.awaitRequests(requests -> requests.size() == 1, LONG))
                    .isTrue();
        }
        assertThat(mock.awaitRequests(requests -> requests.get(0).outcome() == Outcome.ABANDONED, LONG))
                .isTrue();
        assertThat(mock.requests().get(0).took())
                .as("when the client left, and not when the answer was due")
                .isLessThan(Duration.ofSeconds(2));

        assertFails(
                mock,
                a -> a.stoppedAfterDeployed(),
                "web1 was never told DEPLOYED",
                "GET /as/web1/v1/automation_status -> 200 DEPLOYED (fault; kind=delay) abandoned after ");
        assertFails(mock, a -> a.noticedDeployedWithin(LONG), "was never told that it is");
        assertThat(mock).requests().answered(200).hasSize(1);
        assertThat(mock).backedOffAfter("abandoned", LONG);
    }

    /** The kind: a client gives up, and asks again long before the mock tries to send the delayed answer. */
    @Test
    void aRetryWhileTheAbandonedAnswerIsDelayedIsAfterIt(RackConnectMockServer mock) throws Exception {
        mock.load(slowOnceDeployed());
        mock.clock().advance(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            int number = i + 1;
            try (Poller poller = new Poller(mock.baseUri("web1"))) {
                poller.send(STATUS);
                assertThat(mock.awaitRequests(requests -> requests.size() == number, LONG))
                        .isTrue();
            }
            awaitAbandoned(mock, number);
            mock.clock().advance(Duration.ofSeconds(4));
        }

        assertThat(mock).backedOffAfter("abandoned", Duration.ofSeconds(4)).neverMoreAtOnceThan(1);
        assertFails(
                mock,
                a -> a.backedOffAfter("abandoned", Duration.ofSeconds(5)),
                "to have backed off for 5s after an abandoned answer",
                "web1 asked again 4s after an abandoned answer (requests 1 and 2)");
    }

    /** Until the mock has noticed that the client has left so many times. */
    private static void awaitAbandoned(RackConnectMockServer mock, int times) throws Exception {
        String noticed = "\"abandoned\":{\"times\":" + times + ",";
        for (Conduct seen = mock.conduct();
                !ApiClient.get(mock.baseUri(), "__admin/rackconnect/conduct").contains(noticed);
                seen = mock.conduct()) {
            assertThat(mock.awaitChangeAfter(seen, LONG)).isTrue();
        }
    }

    /** The server is DEPLOYED after a second, and then takes two seconds for each answer. */
    private static Scenario slowOnceDeployed() {
        return Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.after(Duration.ofSeconds(1))
                                .status(AutomationStatus.DEPLOYED)
                                .fault(Fault.delay(Duration.ofSeconds(2)))))
                .build();
    }

    /** The kind: a request that was sent before an answer was there isn't one after that answer. */
    @Test
    void pollersSideBySideDoNotAskAgain(RackConnectMockServer mock) throws Exception {
        try (Poller one = new Poller(mock.baseUri("web1"));
                Poller two = new Poller(mock.baseUri("web1"));
                Poller three = new Poller(mock.baseUri("web1"))) {
            for (Poller poller : new Poller[] {one, two, three}) {
                poller.ask(STATUS);
            }
            mock.clock().advance(LONG);
            for (Poller poller : new Poller[] {one, two, three}) {
                poller.send(STATUS);
            }
            for (Poller poller : new Poller[] {one, two, three}) {
                poller.head();
            }
            assertThat(mock).stoppedAfterDeployed().stoppedAfterTerminalStatus();

            mock.clock().advance(Duration.ofSeconds(1));
            two.ask(STATUS);
            assertFails(mock, a -> a.stoppedAfterDeployed(), "asked for automation_status again 1s after");
        }
    }

    @Test
    void requestsUnderWayTogetherAreNotAfterEachOther(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.after(Duration.ofSeconds(1))
                                .status(AutomationStatus.DEPLOYED)
                                .fault(Fault.delay(Duration.ofMillis(300)))))
                .build());
        mock.clock().advance(Duration.ofSeconds(1));
        try (Poller one = new Poller(mock.baseUri("web1"));
                Poller two = new Poller(mock.baseUri("web1"))) {
            one.send(STATUS);
            assertThat(mock.awaitRequests(requests -> requests.size() == 1, LONG))
                    .isTrue();
            two.send(STATUS);
            one.head();
            two.head();
        }
        assertThat(mock).stoppedAfterDeployed().requests().hasSize(2);
        assertFails(mock, a -> a.neverMoreAtOnceThan(1), "there were 2 requests under way at once");
        assertFails(mock, a -> a.client("web1").neverMoreAtOnceThan(1), "web1 had 2 requests under way at once");
        assertThat(mock).neverMoreAtOnceThan(2).client("web1").neverMoreAtOnceThan(2);
    }

    /** A client that asks again at once, by a new connection, asks again. */
    @Test
    void aNewConnectionAfterTheAnswerIsAfterIt(RackConnectMockServer mock) throws Exception {
        mock.clock().advance(LONG);
        for (int i = 0; i < 2; i++) {
            try (Poller poller = new Poller(mock.baseUri("web1"))) {
                poller.ask(STATUS);
            }
        }
        assertFails(mock, a -> a.stoppedAfterDeployed(), "again 0s after it was told DEPLOYED (requests 1 and 2)");
    }

    /** The kind: the limit is judged by what it would count. */
    @Test
    void onlyWhatALimitWouldCountIsJudgedByIt(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .rateLimit(RateLimit.none())
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .build());
        for (int i = 0; i < 40; i++) {
            ask(mock, "v1/unknown", 0);
        }
        assertFails(mock, a -> a.stayedWithinRateLimit(), "web1 made no request that a limit counts");

        mock.wireMock().stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok("mine")));
        for (int i = 0; i < 40; i++) {
            ask(mock, STATUS, 0);
        }
        mock.wireMock().resetMappings();
        ask(mock, STATUS, 0);
        assertThat(mock).stayedWithinRateLimit();
    }

    /** A server of another region, an address that is unknown for now, and an incident in front of the service. */
    @Test
    void whatComesToNoLimitIsNotJudgedByIt(RackConnectMockServer mock) throws Exception {
        mock.load(Scenario.builder()
                .rateLimit(RateLimit.none())
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .region(Region.ORD)
                        .step(Step.on("withdraw").known(false))
                        .step(Step.on("register").known(true)))
                .incident(Incident.named("outage")
                        .on("break")
                        .until("mend")
                        .fault(Fault.answer(503).operations(Operation.AUTOMATION_STATUS))
                        .fault(Fault.delay(Duration.ofMillis(1)).operations(Operation.GATEWAY_IP)))
                .build());
        HttpClient web1 = mock.httpClient("web1");
        HttpRequest elsewhere = HttpRequest.newBuilder(URI.create("http://dfw.api.rackconnect.rackspace.com/" + STATUS))
                .build();
        for (int i = 0; i < 40; i++) {
            assertThat(web1.send(elsewhere, HttpResponse.BodyHandlers.ofString())
                            .headers()
                            .firstValue("X-RackConnect-Mock-Reason"))
                    .hasValueSatisfying(why -> assertThat(why).startsWith("wrong-region"));
        }
        mock.server("web1").fire("withdraw");
        for (int i = 0; i < 40; i++) {
            ask(mock, STATUS, 0);
        }
        mock.server("web1").fire("register");
        mock.fire("break");
        for (int i = 0; i < 40; i++) {
            ask(mock, STATUS, 0);
        }
        assertFails(mock, a -> a.stayedWithinRateLimit(), "web1 made no request that a limit counts");

        // What an incident only delays, the service answers itself.
        for (int i = 0; i < 31; i++) {
            ask(mock, "v1/gateway_ip", 0);
        }
        assertFails(mock, a -> a.stayedWithinRateLimit(), "by the documented limit of 30/1m (request 151)");
    }

    /** The kind: nothing is shown by too few requests. */
    @Test
    void onePollOrNoneIsNoInterval(RackConnectMockServer mock) throws Exception {
        ask(mock, "v1/unknown", 0);
        ask(mock, "v1/unknown", 0);
        ask(mock, STATUS, 0);
        String unknown = "web1 made no two requests for one operation, so there is no interval to judge";
        assertFails(mock, a -> a.polledNoFasterThan(Duration.ZERO), unknown);

        ask(mock, STATUS, 0);
        assertThat(mock).polledNoFasterThan(Duration.ZERO);
    }

    @Test
    @RackConnectMock(value = "burst", frozen = true)
    void oneServerThatShowsItIsEnough(RackConnectMockServer mock) throws Exception {
        ApiClient.get(mock.baseUri("web-1"), STATUS);
        ApiClient.get(mock.baseUri("web-2"), STATUS);
        mock.clock().advance(Duration.ofSeconds(5));
        ApiClient.get(mock.baseUri("web-2"), STATUS);

        assertThat(mock).polledNoFasterThan(Duration.ofSeconds(5));
        assertThatThrownBy(() -> assertThat(mock).client("web-1").polledNoFasterThan(Duration.ZERO))
                .hasMessageContaining("no interval to judge");
    }

    /** The kind: an assertion that can't be meant is refused. */
    @Test
    void argumentsAreChecked(RackConnectMockServer mock) throws Exception {
        ask(mock, STATUS, 0);
        RackConnectMockAssert asserted = assertThat(mock);
        Duration negative = Duration.ofSeconds(-1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> asserted.polledNoFasterThan(negative))
                .withMessage("a duration is zero or longer, not PT-1S");
        assertThatIllegalArgumentException().isThrownBy(() -> asserted.backedOffAfter(503, negative));
        assertThatIllegalArgumentException().isThrownBy(() -> asserted.noticedDeployedWithin(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> asserted.keptAskingFor(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> asserted.neverMoreThan(1, negative));
        assertThatIllegalArgumentException().isThrownBy(() -> asserted.eventually(negative, now -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> asserted.neverMoreThan(-1, LONG));
        assertThatIllegalArgumentException().isThrownBy(() -> asserted.neverMoreAtOnceThan(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> asserted.openedAtMost(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asserted.backedOffExponentially(1, LONG))
                .withMessage("a factor is above 1, not 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asserted.noticed("gateway", LONG))
                .withMessage("web1 has no step gateway; its steps are start, gateway-ready, deployed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asserted.requests().hasSizeBetween(2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asserted.requests().answered(4033));
        for (String word : List.of("rest", "abandoned", "", "5xx")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> asserted.requests().answered(word))
                    .withMessageStartingWith("no answer is called " + word + "; it is a status of three digits, or ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asserted.backedOffAfter(200, LONG))
                .withMessage("a client waits after a failure or a redirect, not after a 200");
    }

    @Test
    void noMockIsAFailureAndAClosedOneIsReadable(RackConnectMockServer mock) throws Exception {
        assertThatThrownBy(() -> assertThat((RackConnectMockServer) null).stoppedAfterDeployed())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not to be null");
        assertThatThrownBy(() -> assertThat((RackConnectMockServer) null).requests())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not to be null");

        ask(mock, STATUS, 0);
        mock.close();
        assertThat(mock.isRunning()).isFalse();
        assertThat(mock).stayedWithinRateLimit().requests().from("web1").hasSize(1);
        assertFails(mock, a -> a.client("web1").stoppedAfterDeployed(), "-> 200 DEPLOYING");
    }

    /** The kind: clients that never come to a request are named. */
    @Test
    void clientsThatOnlyConnectAreNamed(RackConnectMockServer mock) throws Exception {
        connectAndSend(mock, "");
        awaitFailures(mock, 1);
        assertFails(
                mock,
                a -> a.stoppedAfterDeployed(),
                "there was no request; but a connection from 127.0.0.1 left without a request",
                "+0s  web1  connection from 127.0.0.1 left without a request");

        connectAndSend(mock, "GET /v1/auto");
        awaitFailures(mock, 2);
        assertFails(
                mock,
                a -> a.stayedWithinRateLimit(),
                "2 connections failed, at last a connection from 127.0.0.1 left in the middle of its first request");

        connectAndSend(mock, "no HTTP\r\n\r\n");
        awaitFailures(mock, 3);
        assertFails(mock, a -> a.stayedWithinRateLimit(), "was refused: 400 (unreadable-request");
        assertThat(mock).openedAtMost(3);
        assertFails(mock, a -> a.openedAtMost(2), "there were 3 connections");
    }

    @Test
    @RackConnectMock(https = true)
    void aClientThatFailsInTlsIsNamed(RackConnectMockServer mock) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), mock.httpsUri().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (socket.getInputStream().read() >= 0) {
                // Until the mock closes it.
            }
        }
        awaitFailures(mock, 1);
        assertFails(
                mock,
                a -> a.stoppedAfterDeployed(),
                "web1 was never told DEPLOYED; but a connection from 127.0.0.1 failed in TLS: what came is no TLS");
    }

    /** As OpenSSL does: it says so before it encrypts anything. */
    @Test
    @RackConnectMock(https = true)
    void aClientThatRefusesTheCertificateIsNamed(RackConnectMockServer mock) throws Exception {
        SSLEngine client = mock.sslContext().createSSLEngine();
        client.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), hello);
        byte[] unknownAuthority = {21, 3, 3, 0, 2, 2, 48};
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), mock.httpsUri().getPort())) {
            socket.getOutputStream().write(hello.array(), 0, hello.position());
            assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
            socket.getOutputStream().write(unknownAuthority);
        }
        awaitFailures(mock, 1);
        assertFails(mock, a -> a.stoppedAfterDeployed(), "failed in TLS: the client broke off, most likely since");
    }

    private static void connectAndSend(RackConnectMockServer mock, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mock.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void awaitFailures(RackConnectMockServer mock, int failures) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        for (var seen = mock.conduct(); seen.failed() < failures; seen = mock.conduct()) {
            assertThat(mock.awaitChangeAfter(seen, Duration.ofNanos(deadline - System.nanoTime())))
                    .isTrue();
        }
    }
}
