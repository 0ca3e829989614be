package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstack4j.api.OSClient.OSClientV2;
import org.openstack4j.api.client.CloudProvider;
import org.openstack4j.api.exceptions.AuthenticationException;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.ProxyHost;
import org.openstack4j.model.compute.Server;
import org.openstack4j.openstack.OSFactory;

/** OpenStack4j asks by the real hosts' names. */
class OpenStack4jTest {
    private static final String STATUS = "rackconnect_automation_status";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    private RackConnectMockServer mock;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        mock = RackConnectMockServer.builder()
                .frozen(true)
                .scenario(Scenario.builder()
                        .account(Account.DEFAULT.username("mock").apiKey("k3y").password("s3cret"))
                        .server(CloudServer.named("web1")
                                .sourceIp("10.181.1.11")
                                .status(AutomationStatus.DEPLOYING)
                                .step(Step.after(Duration.ofSeconds(30)).status(AutomationStatus.DEPLOYED)))
                        .server(CloudServer.named("bad")
                                .sourceIp("10.181.1.12")
                                .status(AutomationStatus.UNPROCESSABLE)
                                .unprocessableReason("built in another region"))
                        .build())
                .start();
        // A context of its own can't be given to its connector: that hands it to OkHttp in a way that only Java 8 allows.
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mock", mock.caCertificate());
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, "changeit".toCharArray());
        }
        System.setProperty(TRUST_STORE, file.toString());
        System.setProperty(TRUST_STORE + "Password", "changeit");
    }

    @AfterEach
    void stop() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        mock.close();
    }

    private OSClientV2 client(boolean byKey, String secret) {
        URI proxy = mock.baseUri();
        Config config = Config.newConfig().withProxy(ProxyHost.of("http://" + proxy.getHost(), proxy.getPort()));
        return OSFactory.builderV2()
                .provider(CloudProvider.RACKSPACE)
                .endpoint("https://identity.api.rackspacecloud.com/v2.0")
                .credentials("mock", secret)
                .raxApiKey(byKey)
                .withConfig(config)
                .authenticate()
                .useRegion("ORD");
    }

    @Test
    void itSeesAServerDeployedAndTheReasonOfOneThatCannotBe() {
        OSClientV2 client = client(true, "k3y");

        List<? extends Server> servers = client.compute().servers().list();
        assertEquals(
                List.of("web1", "bad"), servers.stream().map(Server::getName).toList());
        String id = servers.get(0).getId();
        assertEquals("DEPLOYING", client.compute().servers().getMetadata(id).get(STATUS));
        mock.clock().advance(Duration.ofSeconds(30));
        assertEquals("DEPLOYED", client.compute().servers().getMetadata(id).get(STATUS));
        assertEquals("DEPLOYED", client.compute().servers().get(id).getMetadata().get(STATUS));
        Map<String, String> bad =
                client.compute().servers().get(servers.get(1).getId()).getMetadata();
        assertEquals("UNPROCESSABLE", bad.get(STATUS));
        assertEquals("built in another region", bad.get("rackconnect_unprocessable_reason"));
        assertEquals(
                2,
                mock.requests().stream()
                        .filter(each -> each.operation() == Operation.METADATA)
                        .count());
    }

    @Test
    void itGetsATokenForThePasswordToo() {
        assertEquals(2, client(false, "s3cret").compute().servers().list().size());
    }

    @Test
    void aWrongKeyIsRefused() {
        AuthenticationException refused = assertThrows(AuthenticationException.class, () -> client(true, "no"));
        assertEquals(401, refused.getStatus());
    }

    @Test
    void aServerThatThereIsNotIsNone() {
        assertNull(client(true, "k3y").compute().servers().get("00000000-0000-0000-0000-000000000000"));
    }
}
