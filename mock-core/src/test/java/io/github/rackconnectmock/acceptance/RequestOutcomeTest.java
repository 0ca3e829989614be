package io.github.rackconnectmock.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What became of an answer, as the journal has it. A client that only ended its sending side and one that has left look
 * alike at first: both sent a FIN.
 */
class RequestOutcomeTest {
    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                    .server(Mocks.ill(Fault.hang()))
                    .server(CloudServer.named("late")
                            .sourceIp("10.181.1.13")
                            .step(Step.after(Duration.ZERO).fault(Fault.delay(Duration.ofMillis(300)))))
                    .build())
            .start();

    @AfterEach
    void close() {
        mock.close();
    }

    private void assertBecomes(int number, RecordedRequest.Outcome outcome) throws InterruptedException {
        assertThat(mock.awaitRequests(
                        requests -> requests.size() >= number
                                && requests.get(number - 1).outcome() == outcome,
                        Duration.ofSeconds(20)))
                .as("becomes %s: %s", outcome, mock.requests())
                .isTrue();
    }

    private static void ask(Socket socket, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: dfw.api.rackconnect.rackspace.com\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static void leave(Socket socket, boolean reset) throws IOException {
        if (reset) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatWentOutIsDelivered(Way way) throws Exception {
        try (Socket socket = way.open(mock, "10.181.1.11")) {
            ask(socket, "/v1/automation_status");
            assertThat(Wire.read(socket.getInputStream(), false).body()).isEqualTo("DEPLOYED");
            assertBecomes(1, RecordedRequest.Outcome.DELIVERED);
            ask(socket, "/nothing");
            assertThat(Wire.read(socket.getInputStream(), false).status()).isEqualTo(404);
            assertBecomes(2, RecordedRequest.Outcome.DELIVERED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, false",
        "PLAIN, true",
        "PLAIN_TUNNEL, false",
        "PLAIN_TUNNEL, true",
        "TLS, false",
        "TLS, true",
        "TUNNEL, false",
        "TUNNEL, true",
    })
    void anAnswerWhoseClientLeftDuringADelayIsAbandoned(Way way, boolean reset) throws Exception {
        for (int i = 1; i <= 5; i++) {
            int number = i;
            Socket socket = way.open(mock, "10.181.1.11");
            ask(socket, "/as/late/v1/automation_status");
            assertThat(mock.awaitRequests(requests -> requests.size() == number, Duration.ofSeconds(20)))
                    .isTrue();
            leave(socket, reset);
            assertBecomes(number, RecordedRequest.Outcome.ABANDONED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHangIsPendingUntilItsClientLeaves(boolean reset) throws Exception {
        Socket socket = Wire.connect(mock.baseUri());
        ask(socket, "/as/ill/v1/automation_status");
        assertBecomes(1, RecordedRequest.Outcome.PENDING);
        Wire.get(mock.baseUri(), "v1/automation_status");
        assertBecomes(2, RecordedRequest.Outcome.DELIVERED);
        assertThat(mock.requests().get(0).outcome()).isEqualTo(RecordedRequest.Outcome.PENDING);
        leave(socket, reset);
        assertBecomes(1, RecordedRequest.Outcome.ABANDONED);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "PLAIN_TUNNEL", "TLS", "TUNNEL"})
    void anAnswerToAClientThatOnlyEndedItsSendingSideIsDelivered(Way way) throws Exception {
        for (int i = 1; i <= 5; i++) {
            try (Socket socket = way.open(mock, "10.181.1.11")) {
                ask(socket, "/as/late/v1/automation_status");
                socket.shutdownOutput();
                assertThat(Wire.read(socket.getInputStream(), false).body()).isEqualTo("DEPLOYED");
                assertBecomes(i, RecordedRequest.Outcome.DELIVERED);
            }
        }
    }

    /** Its end is a write of its own, too: the client left between the writes before. */
    @Test
    void aDribbledAnswerWhoseClientLeftBeforeItsLastPieceIsAbandoned() throws Exception {
        dribble();
        for (int i = 1; i <= 5; i++) {
            Socket socket = Wire.connect(mock.baseUri());
            ask(socket, "/dribbled");
            readUntil(socket, "DEPL");
            socket.close();
            assertBecomes(i, RecordedRequest.Outcome.ABANDONED);
        }
    }

    @Test
    void aDribbledAnswerToAClientThatOnlyEndedItsSendingSideIsDelivered() throws Exception {
        dribble();
        try (Socket socket = Wire.connect(mock.baseUri())) {
            ask(socket, "/dribbled");
            readUntil(socket, "DEPL");
            socket.shutdownOutput();
            readUntil(socket, "OYED");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertBecomes(1, RecordedRequest.Outcome.DELIVERED);
        }
    }

    /** A stub whose body comes in two pieces. */
    private void dribble() {
        mock.wireMock()
                .stubFor(get("/dribbled")
                        .willReturn(aResponse().withBody("DEPLOYED").withChunkedDribbleDelay(2, 400)));
    }

    private static void readUntil(Socket socket, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            assertThat(next).as("after %s", read).isNotNegative();
            read.append((char) next);
        }
    }

    @Test
    void theControlApiShowsIt() throws Exception {
        mock.wireMock()
                .stubFor(get("/busy").willReturn(aResponse().withStatus(503).withHeader("Retry-After", "7")));
        Wire.get(mock.baseUri(), "busy");
        assertBecomes(1, RecordedRequest.Outcome.DELIVERED);

        JsonNode shown = shown(1);
        assertThat(shown.path("outcome").asText()).isEqualTo("delivered");
        assertThat(Instant.parse(shown.path("ended").asText()))
                .isEqualTo(mock.requests().get(0).ended());
        assertThat(shown.path("took").asText()).isNotEmpty();
        assertThat(shown.path("retryAfter").asText()).isEqualTo("7");
    }

    /** The kind: each text on what happened says that the client never had the answer. */
    @Test
    void whatIsShownSaysThatAnAnswerWasAbandoned() throws Exception {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            ask(socket, "/as/late/v1/automation_status");
            assertThat(mock.awaitRequests(requests -> requests.size() == 1, Duration.ofSeconds(20)))
                    .isTrue();
        }
        assertBecomes(1, RecordedRequest.Outcome.ABANDONED);

        String words = " -> 200 DEPLOYED (fault; kind=delay) abandoned after ";
        assertThat(mock.requests().get(0)).asString().contains(words);
        assertThat(mock.report().textFor("report.md")).contains("abandoned after ");
        assertThat(mock.report().textFor("report.trace.json")).contains(words);
        assertThat(shown(1).path("outcome").asText()).isEqualTo("abandoned");
    }

    private JsonNode shown(int number) throws IOException {
        return new ObjectMapper()
                .readTree(
                        Wire.get(mock.baseUri(), "__admin/rackconnect/requests").body())
                .path("requests")
                .path(number - 1);
    }
}
