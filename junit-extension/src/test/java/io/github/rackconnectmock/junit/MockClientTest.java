package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Code under test that hard-codes the real host names, as all real code does. */
@RackConnectMock(value = "burst", frozen = true, https = true)
class MockClientTest {
    private static final URI STATUS = URI.create("https://dfw.api.rackconnect.rackspace.com/v1/automation_status");

    private static String get(HttpClient client, URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void asksTheRealHostsAsOneServer(
            RackConnectMockServer mock, @MockClient("web-3") HttpClient client, @MockClient HttpClient first)
            throws Exception {
        assertThat(get(client, STATUS)).isEqualTo("DEPLOYING");
        assertThat(get(first, STATUS)).isEqualTo("DEPLOYING");
        mock.clock().advance(Duration.ofHours(1));
        assertThat(get(client, STATUS)).isEqualTo("DEPLOYED");

        assertThat(mock.requests()).extracting(request -> request.server()).containsExactly("web-3", "web-1", "web-3");
    }

    @Test
    void preparesClientsOfOnesOwn(
            RackConnectMockServer mock,
            @MockClient("web-2") ProxySelector proxy,
            @MockClient SSLContext tls,
            @MockClient X509Certificate authority)
            throws Exception {
        HttpClient own = HttpClient.newBuilder().proxy(proxy).sslContext(tls).build();

        assertThat(get(own, STATUS)).isEqualTo("DEPLOYING");
        assertThat(mock.requests().get(0).server()).isEqualTo("web-2");
        assertThat(authority).isEqualTo(mock.caCertificate());
        assertThat(get(own, mock.httpsUri().resolve("v1/automation_status"))).isEqualTo("DEPLOYING");
    }
}
