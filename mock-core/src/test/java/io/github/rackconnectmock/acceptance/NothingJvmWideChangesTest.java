package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A mock changes nothing that other tests in the same JVM could notice. */
class NothingJvmWideChangesTest {
    private static Map<String, @Nullable Object> state() throws Exception {
        Map<String, @Nullable Object> state = new HashMap<>();
        state.put("proxy selector", ProxySelector.getDefault());
        state.put("TLS context", SSLContext.getDefault());
        state.put("socket factory", HttpsURLConnection.getDefaultSSLSocketFactory());
        state.put("host name verifier", HttpsURLConnection.getDefaultHostnameVerifier());
        state.put("authenticator", Authenticator.getDefault());
        state.put("cookies", CookieHandler.getDefault());
        state.put(
                "providers",
                Arrays.stream(Security.getProviders()).map(Provider::getName).toList());
        for (String property : List.of("jdk.tls.disabledAlgorithms", "networkaddress.cache.ttl")) {
            state.put(property, Security.getProperty(property));
        }
        state.put("uncaught exceptions", Thread.getDefaultUncaughtExceptionHandler());
        System.getProperties().stringPropertyNames().forEach(name -> state.put(name, System.getProperty(name)));
        return state;
    }

    @Test
    void byStartingUsingOrClosingAMock() throws Exception {
        Map<String, @Nullable Object> before = state();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://dfw.api.rackconnect.rackspace.com/v1/automation_status"))
                .build();
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().httpsPort(0).start()) {
            assertThat(mock.httpClient("web1")
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("DEPLOYED");
            mock.proxySelector();
            mock.sslContext();
            assertThat(state()).isEqualTo(before);
        }
        assertThat(state()).isEqualTo(before);
    }
}
