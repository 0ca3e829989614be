package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that answer, in part or slowly, seen from the other end of the connection. */
class AnswerFaultsTest {
    private static final String STATUS = "/v1/automation_status";
    private static final String GET = "GET " + STATUS + " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static RackConnectMockServer start(Fault... faults) {
        CloudServer.Builder server = CloudServer.named("web1").sourceIp("10.181.1.11");
        for (Fault fault : faults) {
            server.fault(fault);
        }
        return RackConnectMockServer.start(
                Scenario.builder().rateLimit(null).server(server).build());
    }

    private static Fault answering(int status) {
        return Fault.of(FaultEffect.Answer.of(status)
                .header("X-Cache", "MISS")
                .header("X-Cache", "HIT")
                .header("date", "Thu, 01 Jan 1970 00:00:00 GMT")
                .contentType("text/html")
                .body("<p>ä</p>")
                .retryAfter(RetryAfter.of(Duration.ofMillis(1_500))));
    }

    @Test
    void anAnswerHasItsFieldsItsTypeAndItsBody() throws IOException {
        try (RackConnectMockServer mock = start(answering(503))) {
            Wire.Answer answer = Wire.get(mock.baseUri(), STATUS.substring(1));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers("X-Cache")).containsExactly("MISS", "HIT");
            assertThat(answer.header("Date")).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
            assertThat(answer.header("Content-Type")).isEqualTo("text/html");
            assertThat(answer.header("Retry-After")).isEqualTo("2");
            assertThat(answer.body()).isEqualTo("<p>ä</p>");
            assertThat(mock.requests().get(0).retryAfter()).isEqualTo("2");
        }
    }

    @Test
    void headGetsItWithoutTheBody() throws IOException {
        try (RackConnectMockServer mock = start(answering(200));
                Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.send(socket, "HEAD", STATUS);

            assertThat(answer.header("Content-Length")).isEqualTo("9");
            assertThat(answer.header("X-RackConnect-Mock-Reason")).isEqualTo("fault; kind=answer");
            assertThat(Wire.send(socket, "GET", STATUS).body()).isEqualTo("<p>ä</p>");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void anAnswerThatHasNoBodySaysNoLength(int status) throws IOException {
        try (RackConnectMockServer mock = start(Fault.answer(status).times(1));
                Socket socket = Wire.connect(mock.baseUri())) {
            Wire.Answer answer = Wire.send(socket, "GET", STATUS);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers("Content-Length")).isEmpty();
            assertThat(Wire.send(socket, "GET", STATUS).body()).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void retryAfterIsInRealTime() throws IOException {
        Fault fault = Fault.of(FaultEffect.Answer.of(503).retryAfter(RetryAfter.of(Duration.ofMinutes(2))));
        try (RackConnectMockServer mock = start(fault)) {
            mock.clock().speed(60);
            assertThat(Wire.get(mock.baseUri(), STATUS.substring(1)).header("Retry-After"))
                    .isEqualTo("2");
        }
    }

    @Test
    void onlyReusedConnectionsAreStruck() throws IOException {
        try (RackConnectMockServer mock = start(Fault.reset().reused());
                Socket socket = Wire.connect(mock.baseUri())) {
            assertThat(Wire.send(socket, "GET", STATUS).body()).isEqualTo("DEPLOYED");
            assertThatThrownBy(() -> Wire.send(socket, "GET", STATUS)).isInstanceOf(SocketException.class);
            assertThat(Wire.get(mock.baseUri(), STATUS.substring(1)).body()).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void aDribbledAnswerComesWholeAndInTime() throws IOException {
        try (RackConnectMockServer mock = start(Fault.dribble(Duration.ofMillis(200)))) {
            Wire.Answer answer = Wire.get(mock.baseUri(), STATUS.substring(1));

            assertThat(answer.body()).isEqualTo("DEPLOYED");
            RecordedRequest request = mock.requests().get(0);
            assertThat(request.took()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(request.reason()).isEqualTo("fault; kind=dribble");
        }
    }

    @Test
    void aFaultStrikesLater() throws IOException {
        try (RackConnectMockServer mock = start(
                Fault.answer(504).after(Duration.ofMillis(200)).times(1),
                Fault.delay(DrawnDuration.between(Duration.ofMillis(100), Duration.ofMillis(150))))) {
            assertThat(Wire.get(mock.baseUri(), STATUS.substring(1)).status()).isEqualTo(504);
            assertThat(Wire.get(mock.baseUri(), STATUS.substring(1)).status()).isEqualTo(200);

            assertThat(mock.requests().get(0).took()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(mock.requests().get(1).took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void aPartOfABodyThenTheEndTheResetOrNothing() throws Exception {
        try (RackConnectMockServer mock = start(
                Fault.of(new FaultEffect.Truncated(3, FaultEffect.Truncated.Then.CLOSE))
                        .times(1),
                Fault.of(new FaultEffect.Truncated(100, FaultEffect.Truncated.Then.RESET))
                        .times(1),
                Fault.of(new FaultEffect.Truncated(3, FaultEffect.Truncated.Then.HANG)))) {
            assertThat(Wire.raw(mock.baseUri(), GET)).endsWith("\r\n\r\nDEP");
            assertThatThrownBy(() -> Wire.raw(mock.baseUri(), GET)).isInstanceOf(SocketException.class);
            try (Socket socket = Wire.connect(mock.baseUri())) {
                socket.setSoTimeout(300);
                assertThatThrownBy(() -> Wire.raw(socket, GET)).isInstanceOf(SocketTimeoutException.class);
            }
            assertThat(mock.awaitRequests(
                            requests -> requests.stream()
                                    .allMatch(each -> each.outcome() != RecordedRequest.Outcome.PENDING),
                            Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(mock.requests()).extracting(RecordedRequest::answer).containsOnly("truncated");
        }
    }

    @Test
    void tooManyAtOnceAreRefused() throws Exception {
        RackConnectMockServer mock = RackConnectMockServer.start(Scenario.builder()
                .rateLimit(RateLimit.DOCUMENTED
                        .atOnce(1)
                        .answer(FaultEffect.Answer.of(429).retryAfter(RetryAfter.END)))
                .server(CloudServer.named("web1")
                        .sourceIp("10.181.1.11")
                        .fault(Fault.hang().times(1)))
                .build());
        try (mock) {
            try (Socket socket = Wire.connect(mock.baseUri())) {
                Wire.write(socket, "GET", STATUS);
                assertThat(mock.awaitRequests(requests -> requests.size() == 1, Duration.ofSeconds(20)))
                        .isTrue();
                Wire.Answer refused = Wire.get(mock.baseUri(), STATUS.substring(1));
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.header("Retry-After")).isEqualTo("1");
                assertThat(refused.reason()).isEqualTo("rate-limited; at-once=1");
            }
            assertThat(mock.awaitRequests(
                            requests -> requests.get(0).outcome() == RecordedRequest.Outcome.ABANDONED,
                            Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(Wire.get(mock.baseUri(), STATUS.substring(1)).body()).isEqualTo("DEPLOYED");
        }
    }
}
