package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of the distribution. Each does something that servers often handle wrongly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealClientsTest {
    private static final String HOST = "dfw.api.rackconnect.rackspace.com";
    private static final String STATUS = HOST + "/v1/automation_status";
    private static final String GET =
            "GET /v1/automation_status HTTP/1.1\\r\\nHost: " + HOST + "\\r\\nConnection: close\\r\\n\\r\\n";

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .httpsPort(0)
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                    .server(CloudServer.named("late")
                            .sourceIp("10.181.1.12")
                            .step(Step.after(Duration.ZERO).fault(Fault.delay(Duration.ofMillis(200)))))
                    .build())
            .start();
    private final String own = "127.0.0.1:" + mock.port();
    private final String ownTls = "127.0.0.1:" + mock.httpsUri().getPort();

    private Path directory = Path.of("");
    private String authority = "";

    @BeforeAll
    void writeWhatAProgramIsToTrust(@TempDir Path directory) throws IOException {
        this.directory = directory;
        authority = Files.writeString(directory.resolve("ca.pem"), mock.caCertificatePem())
                .toString();
        Files.writeString(directory.resolve("body"), "x".repeat(2_000_000));
    }

    @BeforeEach
    void wakeIfWanted() throws IOException {
        Wire.wakeIfWanted(mock.baseUri());
    }

    @AfterAll
    void close() {
        mock.close();
    }

    private Programs.Ended run(String program, String... arguments) throws IOException, InterruptedException {
        Programs.assumeInstalled(program);
        return Programs.run(
                directory,
                Map.of(),
                Stream.concat(Stream.of(program), List.of(arguments).stream()).toList());
    }

    /** Lets a shell write a request into a program. */
    private String pipe(String request, String program, String arguments) throws IOException, InterruptedException {
        Programs.assumeInstalled(program);
        return Programs.run(
                        directory,
                        Map.of(),
                        List.of("sh", "-c", "printf '" + request + "' | " + program + " " + arguments))
                .output();
    }

    /** It asks in HTTP/1.0, and waits for ever for an answer with keep-alive and without a length. */
    @ParameterizedTest
    @CsvSource({
        "-k, /v1/automation_status",
        "-k, /v1/automation_features?format=XML",
        "-k, /__admin/rackconnect/health",
        "-k, /__admin/rackconnect/openapi.json",
        "-d, /v1/automation_status",
        "-i, /v1/automation_status",
    })
    void apacheBench(String option, String target) throws Exception {
        assertThat(run("ab", option, "-n", "300", "-c", "8", "-s", "10", "http://" + own + target)
                        .successfulOutput())
                .containsPattern("Complete requests: +300\n")
                .containsPattern("Failed requests: +0\n")
                .doesNotContain("Non-2xx");
    }

    @Test
    void apacheBenchThroughTheProxy() throws Exception {
        assertThat(run("ab", "-k", "-n", "300", "-c", "8", "-s", "10", "-X", own, "http://" + STATUS)
                        .successfulOutput())
                .containsPattern("Complete requests: +300\n")
                .containsPattern("Failed requests: +0\n")
                .doesNotContain("Non-2xx");
    }

    /** It ends its sending side as soon as its input ends, and goes on reading. */
    @Test
    void netcatThatEndsItsSendingSide() throws Exception {
        String address = "-N 127.0.0.1 " + mock.port();
        assertThat(pipe(GET, "nc", address)).startsWith("HTTP/1.1 200 ").endsWith("DEPLOYED");
        String late = GET.replace("/v1/", "/as/late/v1/");
        assertThat(pipe(late, "nc", address)).startsWith("HTTP/1.1 200 ").endsWith("DEPLOYED");
        String kept = late.replace("Connection: close\\r\\n", "");
        assertThat(pipe(kept + kept + kept, "nc", address).split("DEPLOYED", -1))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--http1.0",
                "--http2",
                "--proxytunnel",
                "--proxytunnel --proxy1.0",
                "--proxytunnel --proxy-header Connection:close",
            })
    void curlThroughTheProxyWithoutTls(String options) throws Exception {
        String proxy = options.contains("--proxy1.0") ? "--proxy1.0 " + own : "--proxy http://" + own;
        String command = "-sS -m 20 " + options.replace("--proxy1.0", "") + " " + proxy + " http://" + STATUS
                + "?format=JSON http://" + STATUS + "?format=JSON";
        assertThat(run("curl", command.trim().split(" +", -1)).successfulOutput())
                .isEqualTo("{\"automation_status\":\"DEPLOYED\"}".repeat(2));
    }

    /** It offers HTTP/2 where it can, and waits for it where it is promised. */
    @ParameterizedTest
    @ValueSource(strings = {"", "--http2", "--http1.1", "--tlsv1.3", "--tls-max 1.2", "--no-alpn", "--no-keepalive"})
    void curlThroughTheProxyWithTls(String options) throws Exception {
        String command = "-sS -m 20 --cacert " + authority + " " + options + " --proxy http://" + own + " https://"
                + STATUS + " https://" + STATUS;
        assertThat(run("curl", command.split(" +", -1)).successfulOutput()).isEqualTo("DEPLOYEDDEPLOYED");
    }

    @Test
    void curlThatKnowsHttp2AlreadyIsRefusedAndDoesNotHang() throws Exception {
        assertThat(run("curl", "-sS", "-m", "20", "--http2-prior-knowledge", "http://" + own + "/v1/automation_status")
                        .exitCode())
                .isNotIn(0, 28);
    }

    /** It waits for a 100 before it sends a body of this size, for a second; and it sends it whole. */
    @ParameterizedTest
    @ValueSource(strings = {"Expect: 100-continue", "Expect:", "Transfer-Encoding: chunked"})
    void curlWithABody(String header) throws Exception {
        assertThat(run(
                                "curl",
                                "-sS",
                                "-m",
                                "20",
                                "-o",
                                "/dev/null",
                                "-w",
                                "%{http_code}",
                                "-H",
                                header,
                                "--data-binary",
                                "@" + directory.resolve("body"),
                                "http://" + own + "/__admin/rackconnect/clock/advance")
                        .output())
                .isEqualTo("413");
    }

    @Test
    void wgetThatOnlyChecks() throws Exception {
        for (String target : List.of("/v1/automation_status", "/__admin/rackconnect/health")) {
            assertThat(run("wget", "--spider", "--tries=1", "-T", "20", "http://" + own + target)
                            .exitCode())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-tls1_2", "-tls1_3", "-alpn h2,http/1.1", "-noservername", "-servername other.example"})
    void openSsl(String options) throws Exception {
        String common = "s_client -quiet -verify_return_error -CAfile " + authority + " " + options;
        assertThat(pipe(GET, "openssl", common + " -connect " + ownTls)).endsWith("DEPLOYED");
        assertThat(pipe(GET, "openssl", common + " -proxy " + own + " -connect " + HOST + ":443"))
                .endsWith("DEPLOYED");
    }

    /** The mock asks for none, so it makes no difference what a client has. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void openSslWithACertificateOfItsOwn(String version) throws Exception {
        String key = directory.resolve("client.key").toString();
        String certificate = directory.resolve("client.pem").toString();
        String request = "req -x509 -newkey rsa:2048 -nodes -subj /CN=client -keyout " + key + " -out " + certificate;
        run("openssl", request.split(" ", -1)).successfulOutput();
        String common = "s_client -quiet -verify_return_error -CAfile " + authority + " " + version + " -cert "
                + certificate + " -key " + key;
        assertThat(pipe(GET, "openssl", common + " -connect " + ownTls)).endsWith("DEPLOYED");
        assertThat(pipe(GET, "openssl", common + " -proxy " + own + " -connect " + HOST + ":443"))
                .endsWith("DEPLOYED");
    }
}
