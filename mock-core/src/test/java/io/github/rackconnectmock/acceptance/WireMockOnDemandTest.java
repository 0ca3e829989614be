package io.github.rackconnectmock.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WireMock isn't loaded before it is needed. Its journal then has the earlier requests, too. */
class WireMockOnDemandTest {
    private static final String WIREMOCK = "com.github.tomakehurst.wiremock.";

    @TempDir
    Path directory = Path.of("");

    @Test
    void aStartAndAThousandRequestsLoadNoClassOfIt() throws Exception {
        assumeFalse(Wire.AWAKE, "left out: this is about a WireMock that sleeps");
        List<String> asleep = loadedClasses();
        assertThat(asleep).anyMatch(line -> line.contains(RackConnectMockServer.class.getName()));
        assertThat(ofWireMock(asleep)).isEmpty();
        assertThat(ofWireMock(loadedClasses("wake")))
                .as("what shows that it would be seen")
                .isNotEmpty();
    }

    private static List<String> ofWireMock(List<String> loaded) {
        return loaded.stream()
                .filter(line -> line.contains(WIREMOCK) || line.contains(" wiremock."))
                .limit(10)
                .toList();
    }

    private List<String> loadedClasses(String... arguments) throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "classes", ".log");
        try (ChildJvm jvm = ChildJvm.start(
                List.of("-Xshare:auto", "-Xlog:class+load=info:file=" + log + "::filecount=0"),
                ThousandRequestsMain.class,
                arguments)) {
            assertThat(jvm.line()).isEqualTo("done");
            assertThat(jvm.exitCode()).isZero();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.toList();
        }
    }

    @Test
    void verifySeesRequestsFromBeforeItWokeWithTheirHeaders() throws IOException {
        try (RackConnectMockServer mock = Mocks.unlimited()) {
            Wire.get(mock.baseUri(), "v1/automation_status?format=JSON", "X-Own: before");
            Wire.send("POST", mock.baseUri(), "nothing", "X-Own: posted", "Content-Length: 0");
            try (Socket tunnel = Way.TUNNEL.open(mock, "none")) {
                Wire.send(tunnel, "GET", "/v1/gateway_ip", "X-Own: tunnelled");
            }

            WireMockServer wireMock = mock.wireMock();

            wireMock.verify(
                    1,
                    getRequestedFor(urlEqualTo("/v1/automation_status?format=JSON"))
                            .withHeader("x-own", equalTo("before")));
            wireMock.verify(1, getRequestedFor(urlEqualTo("/v1/gateway_ip")).withHeader("X-Own", equalTo("tunnelled")));
            wireMock.verify(0, getRequestedFor(urlEqualTo("/nothing")));
            assertThat(wireMock.getAllServeEvents())
                    .extracting(event -> event.getRequest().getUrl())
                    .containsExactly("/v1/gateway_ip", "/nothing", "/v1/automation_status?format=JSON");
            assertThat(Wire.get(mock.baseUri(), "__admin/requests").body()).contains("before", "posted", "tunnelled");

            Wire.get(mock.baseUri(), "v1/automation_status?format=JSON", "X-Own: after");
            wireMock.verify(2, getRequestedFor(urlEqualTo("/v1/automation_status?format=JSON")));
        }
    }

    @Test
    void resettingItsRequestsForgetsTheMocksToo() throws IOException {
        try (RackConnectMockServer mock = Mocks.unlimited()) {
            Wire.get(mock.baseUri(), "v1/automation_status");
            mock.wireMock().resetRequests();
            assertThat(mock.requests()).isEmpty();
            assertThat(mock.wireMock().getAllServeEvents()).isEmpty();
            Wire.get(mock.baseUri(), "v1/automation_status");
            assertThat(Wire.send("DELETE", mock.baseUri(), "__admin/requests").status())
                    .isEqualTo(200);
            assertThat(mock.requests()).isEmpty();
        }
    }

    @Test
    void itSaysTheMocksPortsAndRunsAsLongAsTheMock() throws IOException {
        RackConnectMockServer mock = Mocks.unlimited();
        WireMockServer wireMock = mock.wireMock();
        try (mock) {
            assertThat(wireMock.port()).isEqualTo(mock.port());
            assertThat(wireMock.httpsPort()).isEqualTo(mock.httpsUri().getPort());
            assertThat(wireMock.isHttpsEnabled()).isTrue();
            assertThat(wireMock.baseUrl())
                    .endsWith(":" + (wireMock.baseUrl().startsWith("https") ? wireMock.httpsPort() : mock.port()));
            assertThat(wireMock.isRunning()).isTrue();
            assertThat(mock.wireMock()).isSameAs(wireMock);
        }
        assertThat(wireMock.isRunning()).isFalse();

        try (RackConnectMockServer plain = RackConnectMockServer.start()) {
            assertThat(plain.wireMock().isHttpsEnabled()).isFalse();
            assertThat(plain.wireMock().baseUrl()).matches("http://[^/:]+:" + plain.port());
            assertThat(plain.wireMock().url("/x")).isEqualTo(plain.wireMock().baseUrl() + "/x");
        }
    }

    /** After it is stopped, what it reports about itself is true. */
    @Test
    void afterAStopItReportsThatItIsStopped() {
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            URI base = mock.baseUri();
            WireMockServer wireMock = mock.wireMock();
            wireMock.stop();
            assertThat(answers(base)).isEqualTo(wireMock.isRunning());
        }
    }

    private static boolean answers(URI base) {
        try {
            return Wire.get(base, "v1/automation_status").status() == 200;
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void severalThreadsThatWakeItGetOneServer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (RackConnectMockServer mock = Mocks.unlimited()) {
            List<Future<WireMockServer>> woken = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                woken.add(threads.submit(mock::wireMock));
            }
            Set<WireMockServer> servers = new HashSet<>();
            for (Future<WireMockServer> each : woken) {
                servers.add(each.get());
            }
            assertThat(servers).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsThatAreBeingServedAreAnsweredWhileItWakes(boolean fromJava) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicBoolean over = new AtomicBoolean();
        try (RackConnectMockServer mock = RackConnectMockServer.start(Scenario.builder()
                        .rateLimit(null)
                        .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                        .server(CloudServer.named("late")
                                .sourceIp("10.181.1.12")
                                .step(Step.after(Duration.ZERO).fault(Fault.delay(Duration.ofMillis(500)))))
                        .server(CloudServer.named("hangs")
                                .sourceIp("10.181.1.13")
                                .step(Step.after(Duration.ZERO).fault(Fault.hang())))
                        .build());
                Socket late = new Socket(mock.baseUri().getHost(), mock.port());
                Socket hangs = new Socket(mock.baseUri().getHost(), mock.port())) {
            Wire.write(late, "GET", "/as/late/v1/automation_status");
            Wire.write(hangs, "GET", "/as/hangs/v1/automation_status");
            List<Future<Integer>> served = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                served.add(threads.submit(() -> serveUntil(over, mock)));
            }
            assertThat(mock.awaitRequests(requests -> requests.size() > 50, Duration.ofSeconds(20)))
                    .isTrue();
            if (fromJava) {
                mock.wireMock().stubFor(get("/own").willReturn(aResponse().withStatus(418)));
            } else {
                assertThat(Wire.get(mock.baseUri(), "__admin/mappings").status())
                        .isEqualTo(200);
                mock.wireMock().stubFor(get("/own").willReturn(aResponse().withStatus(418)));
            }
            assertThat(Wire.get(mock.baseUri(), "own").status()).isEqualTo(418);
            over.set(true);
            for (Future<Integer> each : served) {
                assertThat(each.get()).isPositive();
            }
            assertThat(Wire.read(late.getInputStream(), false).body()).isEqualTo("DEPLOYED");
            hangs.setSoTimeout(100);
            assertThat(isSilent(hangs)).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    private static int serveUntil(AtomicBoolean over, RackConnectMockServer mock) throws IOException {
        int served = 0;
        try (Socket socket = new Socket(mock.baseUri().getHost(), mock.port())) {
            socket.setSoTimeout(Wire.PATIENCE_MILLIS);
            while (!over.get()) {
                Wire.Answer answer = Wire.send(socket, "GET", "/v1/automation_status");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("DEPLOYED");
                served++;
            }
        }
        return served;
    }

    private static boolean isSilent(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == Integer.MIN_VALUE;
        } catch (SocketTimeoutException nothingCame) {
            return true;
        }
    }
}
