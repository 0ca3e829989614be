package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.MockClock;
import io.github.rackconnectmock.RackConnectMockServer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.net.MalformedURLException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The parameters that a mock answers for: its own types, and those with its own annotation. */
final class MockParameters {
    private MockParameters() {}

    static boolean isOne(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        return type == RackConnectMockServer.class
                || type == MockClock.class
                || parameter.isAnnotated(MockUri.class)
                || parameter.isAnnotated(MockClient.class);
    }

    static Object value(ParameterContext parameter, RackConnectMockServer mock) {
        Class<?> type = parameter.getParameter().getType();
        Optional<MockUri> uri = parameter.findAnnotation(MockUri.class);
        if (uri.isPresent()) {
            return address(type, uri(mock, uri.get().value()));
        }
        Optional<MockClient> client = parameter.findAnnotation(MockClient.class);
        if (client.isPresent()) {
            return client(type, mock, client.get().value());
        }
        return type == MockClock.class ? mock.clock() : mock;
    }

    /** The failure for a parameter of code that runs before any mock of a test method. */
    static ParameterResolutionException tooEarly(Executable declaring) {
        String code = declaring instanceof Constructor
                ? "The constructor of " + declaring.getDeclaringClass().getSimpleName()
                : declaring.getName() + "()";
        return new ParameterResolutionException(
                code + " belongs to no test method, and each test method has a mock of its"
                        + " own: take the mock as a parameter of the test method or of @BeforeEach, or say"
                        + " @RackConnectMock(lifecycle = PER_CLASS)");
    }

    private static URI uri(RackConnectMockServer mock, String server) {
        try {
            return server.isEmpty() ? mock.baseUri() : mock.baseUri(server);
        } catch (IllegalArgumentException e) {
            throw new ParameterResolutionException("@MockUri(\"" + server + "\"): " + e.getMessage(), e);
        }
    }

    private static Object client(Class<?> type, RackConnectMockServer mock, String server) {
        try {
            if (type == HttpClient.class) {
                return server.isEmpty() ? mock.httpClient() : mock.httpClient(server);
            }
            if (type == ProxySelector.class) {
                return server.isEmpty() ? mock.proxySelector() : mock.proxySelector(server);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterResolutionException("@MockClient(\"" + server + "\"): " + e.getMessage(), e);
        }
        if (type == SSLContext.class) {
            return mock.sslContext();
        }
        if (type == X509Certificate.class) {
            return mock.caCertificate();
        }
        throw new ParameterResolutionException(
                "@MockClient stands on an HttpClient, a ProxySelector, an SSLContext or an X509Certificate, not on a "
                        + type.getSimpleName());
    }

    private static Object address(Class<?> type, URI uri) {
        if (type == URI.class) {
            return uri;
        }
        if (type == String.class) {
            String text = uri.toString();
            return text.substring(0, text.length() - 1);
        }
        if (type == URL.class) {
            try {
                return uri.toURL();
            } catch (MalformedURLException e) {
                throw new ParameterResolutionException("@MockUri: " + e.getMessage(), e);
            }
        }
        throw new ParameterResolutionException(
                "@MockUri stands on a URI, a URL or a String, not on a " + type.getSimpleName());
    }
}
