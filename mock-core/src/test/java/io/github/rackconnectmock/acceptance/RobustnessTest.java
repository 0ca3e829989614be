package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, the fake goes on. */
class RobustnessTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE AND NOTHING BUT\r\n\r\n",
                "GET                 \r\n\r\n",
                "GET /v1/automation_status HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /v1/automation_status HTTP/1.1\r\n\r\n",
                "GET /v1/automation_status HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n",
                "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
                "POST /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded; charset=none\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b",
                "POST /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b",
                "GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/automation_status?%=%&%zz=%f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /as/%/v1/automation_status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "CONNECT example.invalid:443 HTTP/1.1\r\nHost: example.invalid:443\r\nConnection: close\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 a TLS hello\r\n\r\n",
            })
    void nonsenseIsAnsweredOrCutOffButNeverShowsAStackTrace(String request) throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            String answer = Wire.raw(mock.baseUri(), request);

            assertThat(answer).doesNotContain("Exception", "\tat ", "jetty", "wiremock", "<html");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void oversizedHeadersAreRefused() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            Wire.Answer answer = Wire.get(mock.baseUri(), "v1/automation_status", "X-Big: " + "x".repeat(40_000));
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.reason()).isEqualTo("unreadable-request; fields-too-large");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPortThatIsTakenIsSaidToBe() {
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            assertThatThrownBy(() ->
                            RackConnectMockServer.builder().port(mock.port()).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(BindException.class)
                    .hasMessageContaining("port " + mock.port() + " of 127.0.0.1 is in use");
        }
    }

    @Test
    void anAddressThatIsNotThisMachinesIsSaidToBe() {
        assertThatThrownBy(() ->
                        RackConnectMockServer.builder().bindAddress("192.0.2.1").start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void aClosedMockFreesItsPortAndCanBeClosedAgain() {
        RackConnectMockServer mock = RackConnectMockServer.start();
        URI base = mock.baseUri();
        mock.close();
        mock.close();
        assertThatThrownBy(() -> Wire.get(base, "v1/automation_status")).isInstanceOf(ConnectException.class);
    }

    @Test
    void closingFinishesTheAnswersThatAreDueAndDropsTheOthers() throws Exception {
        RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario(Scenario.builder()
                        .server(CloudServer.named("soon")
                                .sourceIp("10.181.1.11")
                                .step(Step.after(Duration.ZERO).fault(Fault.delay(Duration.ofMillis(200)))))
                        .server(CloudServer.named("never")
                                .sourceIp("10.181.1.12")
                                .step(Step.after(Duration.ZERO).fault(Fault.hang())))
                        .build())
                .start();
        try (Socket soon = Wire.connect(mock.baseUri());
                Socket never = Wire.connect(mock.baseUri())) {
            Wire.write(soon, "GET", "/as/soon/v1/automation_status");
            Wire.write(never, "GET", "/as/never/v1/automation_status");
            assertThat(mock.awaitRequests(requests -> requests.size() == 2, Duration.ofSeconds(20)))
                    .isTrue();

            mock.close();

            assertThat(Wire.read(soon.getInputStream(), false).body()).isEqualTo("DEPLOYED");
            assertThat(never.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aListenerHearsOfEachRequestAndOfNoneOfTheMocksOwn() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .onRequest(request -> heard.add(request.toString()))
                .start()) {
            Wire.get(mock.baseUri(), "v1/automation_status");
            Wire.get(mock.baseUri(), "x");
        }
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).contains(" web1 GET /v1/automation_status -> 200 DEPLOYED");
        assertThat(heard.get(1)).endsWith(" GET /x -> 404 (unknown-path; path=/x)");
    }
}
