package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Node's proxy agents, which open a tunnel to port 80 for {@code http://} URLs. {@code .ci/run} installs them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeProxiesTest {
    private static final Path MODULES =
            Path.of(System.getProperty("rackconnect-mock.root", "."), "mock-core", "target", "npm", "node_modules");

    private final RackConnectMockServer mock = RackConnectMockServer.start(Scenario.builder()
            .rateLimit(null)
            .server(CloudServer.named("web1").sourceIp("10.181.1.11").status(AutomationStatus.FAILED))
            .server(CloudServer.named("web2").sourceIp("10.181.1.12"))
            .build());

    @TempDir
    Path directory = Path.of("");

    @AfterAll
    void close() {
        mock.close();
    }

    @ParameterizedTest
    @CsvSource({"undici, http", "undici, https", "tunnel, http", "tunnel, https"})
    void isAnsweredThroughItsTunnel(String module, String scheme) throws IOException, InterruptedException {
        Programs.assumeInstalled("node");
        if (!Files.isDirectory(MODULES.resolve(module))) {
            String leftOut = "left out: Node's module " + module + " isn't installed below " + MODULES.getParent();
            System.out.println(leftOut);
            assumeTrue(false, leftOut);
        }
        Wire.wakeIfWanted(mock.baseUri());
        Path authority = Files.writeString(directory.resolve("ca.pem"), mock.caCertificatePem());
        Programs.Ended ended = Programs.run(
                directory,
                Map.of(
                        "NODE_PATH",
                        MODULES.toString(),
                        "NODE_EXTRA_CA_CERTS",
                        authority.toString(),
                        "proxy",
                        "http://web2:x@127.0.0.1:" + mock.port()),
                List.of(
                        "node",
                        Programs.script(module + ".js"),
                        scheme + "://dfw.api.rackconnect.rackspace.com/v1/automation_status"));
        assertThat(ended.successfulOutput()).isEqualTo("DEPLOYEDDEPLOYED");
        assertThat(mock.requests())
                .last()
                .satisfies(request -> assertThat(request.server()).isEqualTo("web2"));
    }
}
