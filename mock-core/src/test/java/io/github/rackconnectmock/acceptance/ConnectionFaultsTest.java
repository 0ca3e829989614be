package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.ClientConduct;
import io.github.rackconnectmock.Conduct;
import io.github.rackconnectmock.FailedConnection;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Verdict;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Expectation;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Fault.Stage;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.FaultEffect.Certificate.Problem;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that strike before a request: when a client asks for a tunnel, and when it begins TLS. */
class ConnectionFaultsTest {
    private static final String DFW = Region.DFW.host();
    private static final int NO_ANSWER_MILLIS = 150;

    private static RackConnectMockServer mock(Incident... incidents) {
        return mock(server -> server, incidents);
    }

    private static RackConnectMockServer mock(
            Function<CloudServer.Builder, CloudServer.Builder> web1, Incident... incidents) {
        Scenario.Builder scenario = Scenario.builder()
                .rateLimit(RateLimit.of(3, Duration.ofMinutes(1)))
                .server(web1.apply(CloudServer.named("web1").sourceIp("10.181.1.11")))
                .server(CloudServer.named("web2").sourceIp("10.181.1.12").region(Region.DFW));
        for (Incident incident : incidents) {
            scenario.incident(incident);
        }
        return RackConnectMockServer.builder()
                .httpsPort(0)
                .frozen(true)
                .scenario(scenario.build())
                .start();
    }

    private static Incident.Builder minute(String name, Fault... faults) {
        Incident.Builder incident =
                Incident.named(name).after(Duration.ofMinutes(1)).lasts(Duration.ofMinutes(1));
        for (Fault fault : faults) {
            incident.fault(fault);
        }
        return incident;
    }

    private static String user(String server) {
        String credentials = Base64.getEncoder().encodeToString((server + ":").getBytes(StandardCharsets.UTF_8));
        return "Proxy-Authorization: Basic " + credentials;
    }

    private static FailedConnection lastFailure(RackConnectMockServer mock) throws InterruptedException {
        for (int i = 0; i < 100 && mock.conduct().failedConnections().isEmpty(); i++) {
            mock.awaitChangeAfter(mock.conduct(), Duration.ofMillis(100));
        }
        List<FailedConnection> failed = mock.conduct().failedConnections();
        return failed.get(failed.size() - 1);
    }

    /** What a client in a tunnel, or at the TLS port, gets for a status. */
    private static String status(RackConnectMockServer mock, boolean tunnel) throws IOException {
        try (Socket socket = Wire.connect(tunnel ? mock.baseUri() : mock.httpsUri())) {
            return status(mock.sslContext(), socket, tunnel);
        }
    }

    private static String status(SSLContext trust, Socket socket, boolean tunnel) throws IOException {
        if (tunnel) {
            assertThat(Wire.connectTunnel(socket, DFW).status()).isEqualTo(200);
        }
        SSLSocket tls = Wire.tls(socket, trust, DFW);
        return Wire.send(tls, "GET", "/v1/automation_status", "Host: " + DFW).body();
    }

    @Test
    void theProxyAnswersInsteadOfATunnel() throws Exception {
        Fault answer = Fault.of(FaultEffect.Answer.of(502)
                        .body("<h1>Bad gateway</h1>")
                        .contentType("text/html")
                        .header("Via", "1.1 proxy")
                        .retryAfter(RetryAfter.END))
                .at(Stage.CONNECT);
        try (RackConnectMockServer mock = mock(minute("proxy-down", answer).build());
                Socket socket = Wire.connect(mock.baseUri())) {
            mock.clock().advance(Duration.ofMinutes(1));
            for (int i = 0; i < 2; i++) {
                Wire.Answer refusal = Wire.connectTunnel(socket, DFW);
                assertThat(refusal.status()).isEqualTo(502);
                assertThat(refusal.body()).isEqualTo("<h1>Bad gateway</h1>");
                assertThat(refusal.header("Content-Type")).isEqualTo("text/html");
                assertThat(refusal.header("Via")).isEqualTo("1.1 proxy");
                assertThat(refusal.header("Retry-After")).isEqualTo("60");
                assertThat(refusal.reason()).isEqualTo("fault; kind=answer; at=connect; incident=proxy-down");
            }
            assertThat(lastFailure(mock)).satisfies(failed -> {
                assertThat(failed.server()).isEqualTo("web1");
                assertThat(failed.incident()).isEqualTo("proxy-down");
                assertThat(failed.what())
                        .isEqualTo("was answered 502 (fault; kind=answer; at=connect; incident=proxy-down)");
            });
            assertThat(mock.conduct().failed()).isEqualTo(2);
            // Plain requests, and what comes after, go on as ever.
            assertThat(Wire.send(socket, "GET", "/v1/automation_status").body()).isEqualTo("DEPLOYED");
            mock.clock().advance(Duration.ofMinutes(1));
            assertThat(status(mock.sslContext(), socket, true)).isEqualTo("DEPLOYED");
            assertThat(mock.conduct().failed()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "tls in a tunnel", "tls"})
    void nothingComes(String where) throws Exception {
        Stage stage = where.equals("connect") ? Stage.CONNECT : Stage.TLS;
        for (Fault fault : List.of(Fault.reset(), Fault.empty(), Fault.hang())) {
            try (RackConnectMockServer mock =
                    mock(minute("down", fault.at(stage)).build())) {
                mock.clock().advance(Duration.ofMinutes(1));
                failsBeforeARequest(mock, fault, where);
                String kind = fault.effect().kind();
                assertThat(lastFailure(mock).what())
                        .endsWith(" (fault; kind=" + kind + "; at=" + stage.word() + "; incident=down)");
                assertThat(lastFailure(mock).server()).isEqualTo("web1");
                mock.clock().advance(Duration.ofMinutes(1));
                assertThat(status(mock, true)).isEqualTo("DEPLOYED");
                assertThat(status(mock, false)).isEqualTo("DEPLOYED");
                assertThat(mock.conduct().failed()).isEqualTo(1);
            }
        }
    }

    private static void failsBeforeARequest(RackConnectMockServer mock, Fault fault, String where) throws IOException {
        boolean hangs = fault.effect().kind().equals("hang");
        try (Socket socket = Wire.connect(where.equals("tls") ? mock.httpsUri() : mock.baseUri())) {
            socket.setSoTimeout(hangs ? NO_ANSWER_MILLIS : Wire.PATIENCE_MILLIS);
            assertThatThrownBy(() -> status(mock.sslContext(), socket, !where.equals("tls")))
                    .isInstanceOf(hangs ? SocketTimeoutException.class : IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"CONNECT", "TLS"})
    void isOnlyLate(Stage stage) throws Exception {
        Fault late = Fault.delay(Duration.ofMillis(200)).at(stage);
        try (RackConnectMockServer mock = mock(minute("slow", late).build())) {
            mock.clock().advance(Duration.ofMinutes(1));
            for (boolean tunnel : stage == Stage.CONNECT ? new boolean[] {true} : new boolean[] {true, false}) {
                long begun = System.nanoTime();
                assertThat(status(mock, tunnel)).isEqualTo("DEPLOYED");
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            }
            assertThat(mock.conduct().failedConnections()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void aCertificateIsRefused(Problem problem) throws Exception {
        try (RackConnectMockServer mock =
                mock(minute("bad", Fault.certificate(problem)).build())) {
            for (boolean tunnel : new boolean[] {true, false}) {
                // This session can't be resumed later.
                SSLContext trust = mock.sslContext();
                try (Socket socket = Wire.connect(tunnel ? mock.baseUri() : mock.httpsUri());
                        Socket open = Wire.connect(tunnel ? mock.baseUri() : mock.httpsUri())) {
                    assertThat(status(trust, socket, tunnel)).isEqualTo("DEPLOYED");
                    if (tunnel) {
                        Wire.connectTunnel(open, DFW);
                    }
                    SSLSocket before = Wire.tls(open, trust, DFW);

                    mock.clock().advance(Duration.ofMinutes(1));
                    try (Socket other = Wire.connect(tunnel ? mock.baseUri() : mock.httpsUri())) {
                        assertThatThrownBy(() -> status(trust, other, tunnel))
                                .isInstanceOf(SSLException.class)
                                .satisfies(thrown -> assertThat(shownBy(thrown)).isEqualTo(problem));
                    }
                    assertThat(lastFailure(mock).what())
                            .startsWith("failed in TLS: ")
                            .endsWith(" (fault; kind=certificate; at=tls; incident=bad)");
                    // A connection that is open isn't touched.
                    assertThat(Wire.send(before, "GET", "/v1/automation_status", "Host: " + DFW)
                                    .status())
                            .isEqualTo(200);
                }
                mock.clock().advance(Duration.ofMinutes(1));
                assertThat(status(mock, tunnel)).isEqualTo("DEPLOYED");
                mock.reset();
            }
        }
    }

    /** What Java says of a certificate. */
    private static Problem shownBy(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return Problem.EXPIRED;
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Problem.NOT_YET_VALID;
            }
            if (cause instanceof GeneralSecurityException
                    && String.valueOf(cause.getMessage()).contains("No subject alternative DNS name")) {
                return Problem.WRONG_HOST;
            }
        }
        return Problem.UNTRUSTED;
    }

    @Test
    void strikesTheServerThatIsKnownThen() throws Exception {
        Incident incident = minute("web2-only", Fault.answer(503).at(Stage.CONNECT))
                .servers("web2")
                .build();
        try (RackConnectMockServer mock = mock(incident)) {
            mock.clock().advance(Duration.ofMinutes(1));
            for (String server : List.of("web1", "web2", "10.181.1.12", "nobody")) {
                try (Socket socket = Wire.connect(mock.baseUri())) {
                    assertThat(Wire.connectTunnel(socket, DFW, user(server)).status())
                            .as(server)
                            .isEqualTo(server.equals("web2") || server.equals("10.181.1.12") ? 503 : 200);
                }
            }
            for (String server : List.of("web1", "web2")) {
                try (Socket socket = Wire.connect(mock.proxyUri(server))) {
                    assertThat(Wire.connectTunnel(socket, DFW).status())
                            .as("port of " + server)
                            .isEqualTo(server.equals("web2") ? 503 : 200);
                }
            }
            try (Socket socket = Wire.connect(mock.baseUri(), "127.0.0.2")) {
                assertThat(Wire.connectTunnel(socket, DFW).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void strikesAtTheHostsOfARegion() throws Exception {
        Incident connect = minute("connect", Fault.answer(503).at(Stage.CONNECT))
                .region(Region.DFW)
                .build();
        Incident tls =
                minute("tls", Fault.reset().at(Stage.TLS)).region(Region.ORD).build();
        try (RackConnectMockServer mock = mock(connect, tls)) {
            mock.clock().advance(Duration.ofMinutes(1));
            for (Region region : Region.values()) {
                try (Socket socket = Wire.connect(mock.baseUri())) {
                    assertThat(Wire.connectTunnel(socket, region.host()).status())
                            .isEqualTo(region == Region.DFW ? 503 : 200);
                    if (region == Region.ORD) {
                        assertThatThrownBy(() -> Wire.tls(socket, mock.sslContext(), region.host()))
                                .isInstanceOf(IOException.class);
                    } else if (region != Region.DFW) {
                        Wire.tls(socket, mock.sslContext(), region.host());
                    }
                }
                // At the TLS port, the client names the host.
                try (Socket socket = Wire.connect(mock.httpsUri())) {
                    if (region == Region.ORD) {
                        assertThatThrownBy(() -> Wire.tls(socket, mock.sslContext(), region.host()))
                                .isInstanceOf(IOException.class);
                    } else {
                        Wire.tls(socket, mock.sslContext(), region.host());
                    }
                }
            }
        }
    }

    @Test
    void timesCountConnectionsAndNothingElseCounts() throws Exception {
        try (RackConnectMockServer mock = mock(web1 -> web1.step(Step.after(Duration.ZERO)
                        .name("ill")
                        .fault(Fault.answer(503).at(Stage.CONNECT).times(2))
                        .fault(Fault.answer(502).at(Stage.CONNECT).times(1)))
                .step(Step.afterRequests(3).name("well")))) {
            for (int expected : new int[] {503, 503, 502}) {
                try (Socket socket = Wire.connect(mock.baseUri())) {
                    assertThat(Wire.connectTunnel(socket, DFW).status()).isEqualTo(expected);
                    assertThat(mock.server("web1").state().step()).isEqualTo("ill");
                }
            }
            for (int i = 0; i < 3; i++) {
                assertThat(status(mock, true)).isEqualTo("DEPLOYED");
            }
            assertThat(mock.server("web1").state().step()).isEqualTo("well");
            assertThat(mock.server("web1").snapshot().refused()).isZero();
        }
    }

    private static String asked(URI at) throws IOException {
        try (Socket socket = Wire.connect(at)) {
            return Integer.toString(Wire.send(socket, "GET", "/v1/automation_status", "Host: " + DFW)
                    .status());
        } catch (ConnectException e) {
            return "refused";
        } catch (SocketException e) {
            return "reset";
        }
    }

    private static int connected(URI at) throws IOException {
        try (Socket socket = Wire.connect(at)) {
            return Wire.connectTunnel(socket, DFW).status();
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket another = new ServerSocket()) {
            another.setReuseAddress(false);
            another.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    /** Nothing listens: a port of the server's own is closed, the proxy says 502, and a port of many resets. */
    @Test
    void nothingListens() throws Exception {
        try (RackConnectMockServer mock = mock(
                web1 -> web1.rateLimit(RateLimit.none())
                        .step(Step.on("break").fault(Fault.refused()))
                        .step(Step.on("mend")),
                minute("down", Fault.refused()).servers("web1").build())) {
            URI own = mock.proxyUri("web1");
            URI others = mock.proxyUri("web2");
            assertThat(asked(own)).isEqualTo("200");
            for (int i = 0; i < 2; i++) {
                if (i == 0) {
                    mock.clock().advance(Duration.ofMinutes(1));
                } else {
                    mock.server("web1").fire("break");
                }
                assertThat(asked(own)).isEqualTo("refused");
                assertThat(asked(mock.baseUri())).isEqualTo("reset");
                assertThat(connected(mock.baseUri())).isEqualTo(502);
                assertThat(asked(others)).isEqualTo("200");
                assertThat(connected(others)).isEqualTo(200);
                assertThat(isFree(own.getPort()))
                        .as("another program gets the port")
                        .isFalse();
                if (i == 0) {
                    mock.clock().advance(Duration.ofMinutes(1));
                } else {
                    mock.fire("mend");
                }
                assertThat(asked(own)).isEqualTo("200");
            }
            mock.begin(Incident.named("again").fault(Fault.refused()).build());
            assertThat(asked(own)).isEqualTo("refused");
            assertThat(asked(others)).isEqualTo("refused");
            mock.incident("again").end();
            assertThat(asked(own)).isEqualTo("200");
            mock.incident("again").begin();
            assertThat(asked(own)).isEqualTo("refused");
            mock.load("deployed");
            assertThat(asked(own)).isEqualTo("200");
        }
    }

    /** Such a fault is one of an answer, and not one of a port. */
    @Test
    void someRequestsAreReset() throws Exception {
        for (Fault fault : List.of(
                Fault.refused().times(1),
                Fault.refused().percent(100),
                Fault.refused().operations(Operation.AUTOMATION_STATUS))) {
            try (RackConnectMockServer mock = mock(minute("down", fault).build())) {
                mock.clock().advance(Duration.ofMinutes(1));
                assertThat(connected(mock.proxyUri("web1"))).isEqualTo(200);
                assertThat(asked(mock.proxyUri("web1"))).isEqualTo("reset");
                assertThat(connected(mock.baseUri())).isEqualTo(200);
            }
        }
    }

    @Test
    void aPortFollowsAClockThatRuns() throws Exception {
        try (RackConnectMockServer mock = mock(
                web1 -> web1.rateLimit(RateLimit.none()),
                minute("down", Fault.refused()).build())) {
            URI own = mock.proxyUri("web1");
            mock.clock().advance(Duration.ofSeconds(59));
            mock.clock().resume();
            awaitPort(own, "refused");
            mock.clock().speed(1_000);
            awaitPort(own, "200");
        }
    }

    private static void awaitPort(URI port, String wanted) throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String got = asked(port);
        while (!got.equals(wanted) && System.nanoTime() < patience) {
            got = asked(port);
        }
        assertThat(got).isEqualTo(wanted);
    }

    /** An attempt to connect is asking, where it matters whether a client goes on. */
    @Test
    void anAttemptToConnectIsAsking() throws Exception {
        try (RackConnectMockServer mock = mock(
                web1 -> web1.status(AutomationStatus.DEPLOYING),
                minute("bad", Fault.certificate(Problem.EXPIRED)).build())) {
            mock.clock().advance(Duration.ofMinutes(1));
            for (int wait : new int[] {10, 20, 40}) {
                long failed = mock.conduct().failed();
                assertThatThrownBy(() -> status(mock, true)).isInstanceOf(SSLException.class);
                awaitFailures(mock, failed + 1);
                mock.clock().advance(Duration.ofSeconds(wait));
            }
            ClientConduct client = mock.conduct().client("web1").orElseThrow();
            assertThat(client.keptAskingFor(Duration.ofSeconds(30)).kind()).isEqualTo(Verdict.Kind.GOOD);
            assertThat(client.keptAskingFor(Duration.ofSeconds(31)).why())
                    .isEqualTo("asked for 30s only, until an attempt to connect");
            assertThat(client.gaveUpWithin(Duration.ofSeconds(30)).kind()).isEqualTo(Verdict.Kind.GOOD);
            assertThat(client.gaveUpWithin(Duration.ofSeconds(29)).why())
                    .isEqualTo("still asked after 30s (an attempt to connect)");
            assertThat(client.polledNoSlowerThan(Duration.ofSeconds(19)).why())
                    .isEqualTo("paused for 20s (an attempt to connect and an attempt to connect)");
            assertThat(client.backedOffExponentially(2, Duration.ofMinutes(1)).kind())
                    .isEqualTo(Verdict.Kind.GOOD);
            assertThat(client.backedOffExponentially(3, Duration.ofMinutes(1)).why())
                    .isEqualTo("waited 20s before an attempt to connect, after a wait of 10s");
            assertThat(client.cameThrough("bad", Duration.ofSeconds(5)).why())
                    .isEqualTo("had no right answer after bad ended, 10s ago");
            assertThat(client.openedAtMost(2).why()).isEqualTo("came by 3 connections");
        }
    }

    private static void awaitFailures(RackConnectMockServer mock, long wanted) throws InterruptedException {
        Conduct now = mock.conduct();
        for (int i = 0; i < 200 && now.failed() < wanted; i++) {
            mock.awaitChangeAfter(now, Duration.ofMillis(100));
            now = mock.conduct();
        }
        assertThat(now.failed()).isGreaterThanOrEqualTo(wanted);
    }

    /** A client that never comes to a request is told by its connections, also where a file expects something of it. */
    @Test
    void anExpectationNamesTheConnections() throws Exception {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                .incident(Incident.named("down")
                        .after(Duration.ZERO)
                        .fault(Fault.answer(502).at(Stage.CONNECT)))
                .expect(Expectation.ofAll().stoppedAfterDeployed())
                .build();
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().scenario(scenario).start()) {
            String reason = "was answered 502 (fault; kind=answer; at=connect; incident=down)";
            for (String expected : List.of(
                    "nobody asked",
                    "was never told DEPLOYED; a connection " + reason,
                    "was never told DEPLOYED; 2 connections came to no request, the last " + reason)) {
                awaitFailures(mock, expected.equals("nobody asked") ? 0 : expected.contains("2 conn") ? 2 : 1);
                assertThat(mock.expectations())
                        .singleElement()
                        .satisfies(result -> assertThat(result.verdict().why()).isEqualTo(expected));
                assertThat(connected(mock.baseUri())).isEqualTo(502);
            }
        }
    }
}
