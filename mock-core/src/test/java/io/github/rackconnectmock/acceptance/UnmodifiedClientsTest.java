package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that use the real host names. Only their environment says which server they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnmodifiedClientsTest {
    private static final String URL = "https://ord.api.rackconnect.rackspace.com/v1/automation_status";

    /** What each format's answer looks like, by the query that asks for it. */
    private static final Map<String, String> FORMATS = Map.of(
            "", "%s",
            "?format=JSON", "{\"automation_status\":\"%s\"}",
            "?format=XML", "<automation_status>%s</automation_status>");

    private enum Client {
        CURL("curl", "sh", "curl.sh", true),
        WGET("wget", "sh", "wget.sh", false),
        PYTHON("python3", "python3", "python.py", false),
        RUBY("ruby", "ruby", "ruby.rb", true),
        NODE("node", "node", "node.js", true);

        private final String program;
        private final String runner;
        private final String script;
        private final boolean sendsUserWithoutPassword;

        Client(String program, String runner, String script, boolean sendsUserWithoutPassword) {
            this.program = program;
            this.runner = runner;
            this.script = script;
            this.sendsUserWithoutPassword = sendsUserWithoutPassword;
        }
    }

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .scenario(Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("web1").region(Region.ORD).sourceIp("127.0.0.21"))
                    .server(CloudServer.named("web2")
                            .region(Region.ORD)
                            .sourceIp("127.0.0.22")
                            .status(AutomationStatus.DEPLOYING))
                    .build())
            .strictSource(true)
            .start();

    private Path directory = Path.of("");
    private String authority = "";

    @BeforeAll
    void writeWhatAProgramIsToTrust(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Path pem = Files.writeString(directory.resolve("ca.pem"), mock.caCertificatePem());
        Files.writeString(directory.resolve("wgetrc"), "ca_certificate = " + pem + "\n");
        authority = pem.toString();
    }

    @AfterAll
    void close() {
        mock.close();
    }

    private Programs.Ended ask(Client client, String url, URI proxy, List<String> arguments)
            throws IOException, InterruptedException {
        Programs.assumeInstalled(client.program);
        List<String> command = new ArrayList<>(List.of(client.runner, Programs.script(client.script), url));
        command.addAll(arguments);
        Map<String, String> environment = Map.of(
                "http_proxy",
                proxy.toString(),
                "https_proxy",
                proxy.toString(),
                "CURL_CA_BUNDLE",
                authority,
                "SSL_CERT_FILE",
                authority,
                "NODE_EXTRA_CA_CERTS",
                authority,
                "WGETRC",
                directory.resolve("wgetrc").toString());
        return Programs.run(directory, environment, command);
    }

    private URI proxyWithUser(String server) {
        return URI.create("http://" + server + ":x@127.0.0.1:" + mock.port());
    }

    private String lastServer() {
        List<RecordedRequest> requests = mock.requests();
        return Objects.requireNonNullElse(requests.get(requests.size() - 1).server(), "none");
    }

    @ParameterizedTest
    @EnumSource
    void isTheServerThatTheProxysUserNames(Client client) throws Exception {
        for (Map.Entry<String, String> format : FORMATS.entrySet()) {
            String url = URL + format.getKey();
            assertThat(ask(client, url, proxyWithUser("web1"), List.of()).successfulOutput())
                    .isEqualTo(format.getValue(), "DEPLOYED");
            assertThat(ask(client, url, proxyWithUser("web2"), List.of()).successfulOutput())
                    .isEqualTo(format.getValue(), "DEPLOYING");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheServerOfTheAddressThatItAsksFrom(Client client) throws Exception {
        for (Map.Entry<String, String> format : FORMATS.entrySet()) {
            String url = URL + format.getKey();
            assertThat(ask(client, url, mock.baseUri(), List.of("127.0.0.21")).successfulOutput())
                    .isEqualTo(format.getValue(), "DEPLOYED");
            assertThat(ask(client, url, mock.baseUri(), List.of("127.0.0.22")).successfulOutput())
                    .isEqualTo(format.getValue(), "DEPLOYING");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsAUserWithoutAPasswordOrDoesNot(Client client) throws Exception {
        URI proxy = URI.create("http://web2@127.0.0.1:" + mock.port());
        Programs.Ended ended = ask(client, URL, proxy, List.of());
        if (client.sendsUserWithoutPassword) {
            assertThat(ended.successfulOutput()).isEqualTo("DEPLOYING");
        } else {
            assertThat(ended.exitCode()).isNotZero();
            assertThat(lastServer()).isEqualTo("none");
        }
    }

    @Test
    void javasHttpClientHasAPortForEachServer() throws Exception {
        for (Map.Entry<String, String> format : FORMATS.entrySet()) {
            assertThat(askAs("web1", URL + format.getKey())).isEqualTo(format.getValue(), "DEPLOYED");
            assertThat(askAs("web2", URL + format.getKey())).isEqualTo(format.getValue(), "DEPLOYING");
        }
    }

    private String askAs(String server, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return mock.httpClient(server)
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
