package io.github.rackconnectmock.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.recording.AnswerReader;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is seen as what it is. */
class ExactGetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IMPATIENCE = Duration.ofSeconds(2);
    private static final String PATH = "/v1/automation_status";

    @TempDir
    Path folder = Path.of("");

    private static Scenario scenario(Fault fault) {
        return Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.1.1.1").fault(fault))
                .build();
    }

    private static HttpUrl url(URI uri) {
        return HttpUrl.parse(uri.toString()).orElseThrow();
    }

    private static @Nullable FaultEffect failure(URI uri, @Nullable SSLContext trusted, Duration patience) {
        return new ExactGet(url(uri), trusted, patience).get(PATH).failure();
    }

    static Stream<FaultEffect> failures() {
        return Stream.of(
                new FaultEffect.Reset(),
                new FaultEffect.Empty(),
                new FaultEffect.Garbage(),
                new FaultEffect.Truncated(3, FaultEffect.Truncated.Then.CLOSE),
                new FaultEffect.Truncated(2, FaultEffect.Truncated.Then.RESET));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFaultOfTheMockIsSeenAsItself(FaultEffect effect) {
        try (RackConnectMockServer mock = RackConnectMockServer.start(scenario(Fault.of(effect)))) {
            assertThat(failure(mock.baseUri(), null, PATIENCE)).isEqualTo(effect);
            // Once: a client that asks again would use up more of the limit than is known.
            assertThat(mock.requests()).hasSize(1);
        }
    }

    @Test
    void whatTakesTooLongHangs() {
        try (RackConnectMockServer mock = RackConnectMockServer.start(scenario(Fault.hang()))) {
            assertThat(failure(mock.baseUri(), null, IMPATIENCE)).isEqualTo(new FaultEffect.Hang());
            mock.load(scenario(Fault.of(new FaultEffect.Truncated(3, FaultEffect.Truncated.Then.HANG))));
            assertThat(failure(mock.baseUri(), null, IMPATIENCE))
                    .isEqualTo(new FaultEffect.Truncated(3, FaultEffect.Truncated.Then.HANG));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateIsRefusedForWhatIsWrongWithIt(FaultEffect.Certificate.Problem problem) throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario(scenario(Fault.certificate(problem)))
                .httpsPort(0)
                .start()) {
            SSLContext trusted = trusted(mock);
            assertThat(failure(mock.httpsUri(), trusted, PATIENCE)).isEqualTo(new FaultEffect.Certificate(problem));
        }
    }

    @Test
    void aCertificateThatIsTrustedIsNoTrouble() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario("deployed")
                .httpsPort(0)
                .start()) {
            ExactGet.Result result = new ExactGet(url(mock.httpsUri()), trusted(mock), PATIENCE).get(PATH);
            assertThat(answer(result).body()).isEqualTo("DEPLOYED");
        }
    }

    private SSLContext trusted(RackConnectMockServer mock) throws IOException {
        return TrustedCertificate.of(Files.writeString(folder.resolve("ca.pem"), mock.caCertificatePem()));
    }

    @Test
    void aPathInTheBaseUrlStaysInFront() {
        try (RackConnectMockServer mock = RackConnectMockServer.start("deployed")) {
            for (String base : List.of("as/web1", "as/web1/")) {
                ExactGet.Result result =
                        new ExactGet(url(mock.baseUri().resolve(base)), null, PATIENCE).get(PATH + "?format=JSON");
                assertThat(answer(result))
                        .isEqualTo(new AnswerReader.Raw(
                                200, "application/json", null, null, "{\"automation_status\":\"DEPLOYED\"}"));
            }
        }
    }

    @Test
    void aPortWithoutAListenerRefuses() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(failure(URI.create("http://127.0.0.1:" + port), null, PATIENCE))
                .isEqualTo(new FaultEffect.Refused());
        assertThat(failure(URI.create("http://nowhere.invalid"), null, PATIENCE))
                .isEqualTo(new FaultEffect.Refused());
    }

    private static AnswerReader.Raw answer(ExactGet.Result result) {
        return Objects.requireNonNull(result.answer());
    }

    /** What a server sends that is no mock, then closes the connection. */
    private static ExactGet.Result answered(String bytes) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    for (int end = 0; end < 4; ) {
                        end = socket.getInputStream().read() == "\r\n\r\n".charAt(end) ? end + 1 : 0;
                    }
                    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            ExactGet.Result result = new ExactGet(
                            url(URI.create("http://127.0.0.1:" + server.getLocalPort())), null, PATIENCE)
                    .get(PATH);
            sent.join();
            return result;
        }
    }

    @Test
    void readsChunksAndBodiesWithoutALength() throws IOException {
        assertThat(answer(
                                answered(
                                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nDEP\r\n5\r\nLOYED\r\n0\r\n\r\n"))
                        .body())
                .isEqualTo("DEPLOYED");
        assertThat(answer(answered("HTTP/1.0 200 OK\r\ncontent-type:  text/plain \r\n\r\nDEPLOYED"))
                        .body())
                .isEqualTo("DEPLOYED");
        assertThat(answer(answered("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nRetry-After: 3\r\n\r\n")))
                .isEqualTo(new AnswerReader.Raw(204, null, "3", null, ""));
    }

    @Test
    void ofALongBodyTheBeginningIsRead() throws IOException {
        String body = "x".repeat(100_000);
        assertThat(answer(answered("HTTP/1.1 500 No\r\n\r\n" + body)).body()).hasSize(65_536);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno end",
                "HTTP/2 200\r\n\r\n",
                "\r\n"
            })
    void whatIsNoHttpIsGarbage(String bytes) throws IOException {
        assertThat(answered(bytes).failure()).isEqualTo(new FaultEffect.Garbage());
    }

    @Test
    void aChunkThatIsNoneIsTruncated() throws IOException {
        assertThat(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n")
                        .failure())
                .isEqualTo(new FaultEffect.Truncated(2, FaultEffect.Truncated.Then.CLOSE));
    }
}
