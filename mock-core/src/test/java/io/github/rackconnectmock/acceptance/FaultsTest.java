package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of fault, seen from the other end of the connection. */
class FaultsTest {
    private static final String GET = "GET /v1/automation_status HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static RackConnectMockServer start(Fault fault) {
        return RackConnectMockServer.start(Scenario.builder()
                .seed(7)
                .rateLimit(null)
                .server(CloudServer.named("web1")
                        .sourceIp("10.181.1.11")
                        .step(Step.after(Duration.ZERO).fault(fault))
                        .step(Step.on("over")))
                .server(CloudServer.named("sound").sourceIp("10.181.1.12"))
                .build());
    }

    private static RecordedRequest last(RackConnectMockServer mock) {
        return mock.requests().get(mock.requests().size() - 1);
    }

    private static void assertGoesOn(RackConnectMockServer mock) throws IOException {
        assertThat(Wire.get(mock.baseUri("sound"), "v1/automation_status").body())
                .isEqualTo("DEPLOYED");
        mock.server("web1").fire("over");
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("DEPLOYED");
    }

    @Test
    void anErrorAnswersWithItsStatus() throws IOException {
        try (RackConnectMockServer mock = start(Fault.answer(503))) {
            Wire.Answer answer = Wire.get(mock.baseUri(), "v1/automation_status?format=JSON");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.reason()).isEqualTo("fault; kind=answer");
            assertGoesOn(mock);
        }
        try (RackConnectMockServer mock = start(Fault.answer(500, "kaputt: ä"))) {
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("kaputt: ä");
        }
    }

    @Test
    void aDelayedAnswerIsTheRightOneAndHoldsUpNoOtherClient() throws Exception {
        try (RackConnectMockServer mock = start(Fault.delay(Duration.ofMillis(300)))) {
            List<Socket> waiting = new ArrayList<>();
            // More than the engine has threads.
            for (int i = 0; i < 60; i++) {
                Socket socket = Wire.connect(mock.baseUri());
                Wire.write(socket, "GET", "/v1/automation_status");
                waiting.add(socket);
            }
            for (Socket socket : waiting) {
                Wire.Answer answer = Wire.read(socket.getInputStream(), false);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("DEPLOYED");
                socket.close();
            }
            assertThat(last(mock).answer()).isEqualTo("200");
            assertThat(last(mock).reason()).isEqualTo("fault; kind=delay");
        }
        try (RackConnectMockServer mock = start(Fault.delay(Duration.ofDays(3000)));
                Socket patient = Wire.connect(mock.baseUri())) {
            Wire.write(patient, "GET", "/v1/automation_status");
            assertThat(mock.awaitRequests(requests -> requests.size() == 1, Duration.ofSeconds(20)))
                    .isTrue();
            assertGoesOn(mock);
        }
    }

    @Test
    void aHangNeverAnswersAndHoldsUpNoOtherClient() throws Exception {
        try (RackConnectMockServer mock = start(Fault.hang())) {
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Socket socket = Wire.connect(mock.baseUri());
                Wire.write(socket, "GET", "/v1/automation_status");
                waiting.add(socket);
            }
            assertThat(mock.awaitRequests(requests -> requests.size() == 60, Duration.ofSeconds(20)))
                    .isTrue();
            assertGoesOn(mock);
            Socket one = waiting.get(0);
            one.setSoTimeout(200);
            assertThatThrownBy(() -> one.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            for (Socket socket : waiting) {
                socket.close();
            }
            assertThat(mock.requests().get(0).answer()).isEqualTo("hang");
            assertThat(mock.requests().get(0).status()).isNull();
        }
    }

    @Test
    void aResetIsAReset() throws IOException {
        try (RackConnectMockServer mock = start(Fault.reset())) {
            assertThatThrownBy(() -> Wire.raw(mock.baseUri(), GET))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(last(mock).answer()).isEqualTo("reset");
            assertGoesOn(mock);
        }
    }

    @Test
    void anEmptyAnswerIsTheEndOfTheConnection() throws IOException {
        try (RackConnectMockServer mock = start(Fault.empty())) {
            assertThat(Wire.raw(mock.baseUri(), GET)).isEmpty();
            assertThat(last(mock).answer()).isEqualTo("empty");
            assertGoesOn(mock);
        }
    }

    @Test
    void garbageIsNoHttp() throws IOException {
        try (RackConnectMockServer mock = start(Fault.garbage())) {
            assertThat(Wire.raw(mock.baseUri(), GET)).isNotEmpty().doesNotStartWith("HTTP/");
            assertThat(last(mock).answer()).isEqualTo("garbage");
            assertGoesOn(mock);
        }
    }

    @Test
    void aTruncatedAnswerBreaksOffInItsBody() throws IOException {
        try (RackConnectMockServer mock = start(Fault.truncated())) {
            assertThat(Wire.raw(mock.baseUri(), GET))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 8\r\n")
                    .endsWith("\r\n\r\nDEPL");
            assertThat(last(mock).answer()).isEqualTo("truncated");
            assertGoesOn(mock);
        }
    }

    @Test
    void aFaultCanBeForTheFirstRequestsOnly() throws IOException {
        try (RackConnectMockServer mock = start(Fault.answer(503).times(2))) {
            assertThat(statuses(mock, "v1/automation_status", 4)).containsExactly(503, 503, 200, 200);
        }
    }

    @Test
    void aFaultCanBeForSomeOperationsOnly() throws IOException {
        try (RackConnectMockServer mock =
                start(Fault.answer(500).operations(Operation.GATEWAY_IP).times(1))) {
            assertThat(statuses(mock, "v1/automation_status", 2)).containsExactly(200, 200);
            assertThat(statuses(mock, "v1/gateway_ip", 2)).containsExactly(500, 200);
        }
    }

    @Test
    void aFaultCanBeForAShareOfTheRequestsTheSameForTheSameSeed() throws IOException {
        List<Integer> first;
        try (RackConnectMockServer mock = start(Fault.answer(503).percent(40))) {
            first = statuses(mock, "v1/automation_status", 50);
            assertThat(first).contains(200, 503);
        }
        try (RackConnectMockServer mock = start(Fault.answer(503).percent(40))) {
            statuses(mock, "as/sound/v1/automation_status", 3);
            assertThat(statuses(mock, "v1/automation_status", 50)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/automation_status?format=XML", "v1/automation_status/details", "v1/gateway_ip"})
    void everyOperationCanBeTruncated(String target) throws IOException {
        try (RackConnectMockServer mock = start(Fault.truncated())) {
            String raw = Wire.raw(mock.baseUri(), "GET /" + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            int length = Integer.parseInt(raw.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
            assertThat(raw.substring(raw.indexOf("\r\n\r\n") + 4)).hasSize(length / 2);
        }
    }

    private static List<Integer> statuses(RackConnectMockServer mock, String target, int times) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(Wire.get(mock.baseUri(), target).status());
        }
        return statuses;
    }
}
