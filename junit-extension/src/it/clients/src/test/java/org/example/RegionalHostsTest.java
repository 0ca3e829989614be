package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/** Each client asks by the real host's name, as the second of two servers. */
class RegionalHostsTest {
    private static final String HTTP = "http://dfw.api.rackconnect.rackspace.com/v1/automation_status";
    private static final String HTTPS = "https://dfw.api.rackconnect.rackspace.com/v1/automation_status";
    private static final String SERVER = "web2";
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final Scenario TWO_SERVERS = Scenario.builder()
            .server(CloudServer.named("web1").sourceIp("10.181.1.11").status(AutomationStatus.DEPLOYING))
            .server(CloudServer.named(SERVER).sourceIp("10.181.1.12").status(AutomationStatus.FAILED))
            .build();

    private RackConnectMockServer mock;

    @BeforeEach
    void start() {
        mock = RackConnectMockServer.start(TWO_SERVERS);
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    /** It opens a tunnel for an http:// URL too, to port 80. */
    @ParameterizedTest
    @ValueSource(strings = {HTTP, HTTPS})
    void reactorNettyByTheProxysUser(String url) {
        URI proxy = mock.proxyUri(SERVER);
        HttpClient client = reactorNetty()
                .proxy(to -> to.type(ProxyProvider.Proxy.HTTP)
                        .host(proxy.getHost())
                        .port(proxy.getPort())
                        .username(SERVER)
                        .password(user -> "x"));
        assertEquals("FAILED", ask(client, url));
        theSecondServerAskedTwice(ask(client, url));
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, HTTPS})
    void reactorNettyByTheServersPort(String url) {
        InetSocketAddress port = port(url);
        HttpClient client = reactorNetty()
                .proxy(to -> to.type(ProxyProvider.Proxy.HTTP).socketAddress(port));
        assertEquals("FAILED", ask(client, url));
        theSecondServerAskedTwice(ask(client, url));
    }

    /** It names the user to a proxy on CONNECT by itself, and for an http:// URL only where the request has the header. */
    @ParameterizedTest
    @ValueSource(strings = {HTTP, HTTPS})
    void okHttpByTheProxysUser(String url) throws Exception {
        URI proxy = mock.proxyUri(SERVER);
        String user = Credentials.basic(SERVER, "x");
        OkHttpClient client = okHttp()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort())))
                .proxyAuthenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", user)
                        .build())
                .addNetworkInterceptor(chain -> chain.proceed(
                        chain.request().isHttps()
                                ? chain.request()
                                : chain.request()
                                        .newBuilder()
                                        .header("Proxy-Authorization", user)
                                        .build()))
                .build();
        assertEquals("FAILED", ask(client, url));
        theSecondServerAskedTwice(ask(client, url));
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, HTTPS})
    void okHttpByTheServersPort(String url) throws Exception {
        OkHttpClient client = okHttp().proxySelector(mock.proxySelector(SERVER)).build();
        assertEquals("FAILED", ask(client, url));
        theSecondServerAskedTwice(ask(client, url));
    }

    /** The second time on the connection of the first. */
    private void theSecondServerAskedTwice(String second) {
        assertEquals("FAILED", second);
        assertEquals(
                List.of(SERVER, SERVER),
                mock.requests().stream().map(RecordedRequest::server).toList());
    }

    private HttpClient reactorNetty() {
        Http11SslContextSpec trusting =
                Http11SslContextSpec.forClient().configure(tls -> tls.trustManager(mock.caCertificate()));
        return HttpClient.create().secure(tls -> tls.sslContext(trusting));
    }

    private static String ask(HttpClient client, String url) {
        return client.get().uri(url).responseContent().aggregate().asString().block(LONG);
    }

    private OkHttpClient.Builder okHttp() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("mock", mock.caCertificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return new OkHttpClient.Builder()
                .callTimeout(LONG)
                .sslSocketFactory(
                        mock.sslContext().getSocketFactory(), (X509TrustManager) factory.getTrustManagers()[0]);
    }

    private static String ask(OkHttpClient client, String url) throws Exception {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().string();
        }
    }

    private InetSocketAddress port(String url) {
        return (InetSocketAddress) mock.proxySelector(SERVER)
                .select(URI.create(url))
                .get(0)
                .address();
    }
}
