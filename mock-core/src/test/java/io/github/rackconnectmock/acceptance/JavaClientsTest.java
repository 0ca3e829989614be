package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients for Java, and the parts for a client of one's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaClientsTest {
    private static final String ORD = Region.ORD.host();
    private static final String STATUS = "/v1/automation_status";

    private final RackConnectMockServer mock = RackConnectMockServer.start(Scenario.builder()
            .rateLimit(null)
            .server(CloudServer.named("first").region(Region.ORD).sourceIp("10.181.1.11"))
            .server(CloudServer.named("other").region(Region.ORD).sourceIp("10.181.1.12"))
            .server(CloudServer.named("dallas").region(Region.DFW).sourceIp("127.0.0.6"))
            .build());

    @AfterAll
    void close() {
        mock.close();
    }

    private String lastServer() {
        return String.valueOf(mock.requests().get(mock.requests().size() - 1).server());
    }

    private static HttpRequest get(Region region) {
        return HttpRequest.newBuilder(URI.create("https://" + region.host() + STATUS))
                .build();
    }

    @Test
    void anHttpClientForAServerAsksAsThatServerAtEachHost() throws Exception {
        HttpClient dallas = mock.httpClient("dallas");
        assertThat(dallas.send(get(Region.DFW), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(lastServer()).isEqualTo("dallas");
        assertThat(dallas.send(get(Region.ORD), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
        assertThat(mock.httpClient()
                        .send(get(Region.ORD), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(lastServer()).isEqualTo("first");
    }

    @Test
    void aProxySelectorLeadsTheSixHostsOnlyAndIsTheSameEachTime() {
        ProxySelector selector = mock.proxySelector("other");
        List<Proxy> proxies = selector.select(URI.create("https://" + ORD + "/"));
        assertThat(proxies).hasSize(1).isEqualTo(mock.proxySelector("other").select(URI.create("http://" + ORD)));
        assertThat(proxies).isNotEqualTo(mock.proxySelector().select(URI.create("https://" + ORD)));
        assertThat(selector.select(URI.create("https://example.com/"))).containsExactly(Proxy.NO_PROXY);
        assertThat(selector.select(URI.create("https://" + ORD + ".example.com/")))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void aServerThatTheScenarioLacksHasNoProxy() {
        assertThatIllegalArgumentException().isThrownBy(() -> mock.proxySelector("missing"));
        assertThatIllegalArgumentException().isThrownBy(() -> mock.httpClient("missing"));
        assertThatIllegalArgumentException().isThrownBy(() -> mock.proxyUri("missing"));
    }

    @Test
    void aClosedMockOpensNoMorePorts() {
        RackConnectMockServer closed = RackConnectMockServer.start();
        closed.close();
        assertThatIllegalStateException().isThrownBy(() -> closed.proxySelector("web1"));
    }

    @Test
    void aMockWithoutATlsPortHasNoUriOfIt() {
        try (RackConnectMockServer plain = RackConnectMockServer.start()) {
            assertThatIllegalStateException().isThrownBy(plain::httpsUri).withMessageContaining("httpsPort(0)");
        }
    }
}
