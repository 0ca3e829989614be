package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.MockClock;
import io.github.rackconnectmock.RackConnectMockServer;
import java.lang.reflect.Field;
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
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a parameter or a field is to get of a mock.
 *
 * @param mockName which mock is meant; empty for the one without a name
 * @param uri its annotation, if it has one
 * @param client its annotation, if it has one
 */
record WantedValue(Class<?> type, String mockName, Optional<MockUri> uri, Optional<MockClient> client) {

    static WantedValue of(ParameterContext parameter) {
        return new WantedValue(
                parameter.getParameter().getType(),
                parameter.findAnnotation(MockNamed.class).map(MockNamed::value).orElse(""),
                parameter.findAnnotation(MockUri.class),
                parameter.findAnnotation(MockClient.class));
    }

    static WantedValue of(Field field) {
        return new WantedValue(
                field.getType(),
                AnnotationSupport.findAnnotation(field, MockNamed.class)
                        .map(MockNamed::value)
                        .orElse(""),
                AnnotationSupport.findAnnotation(field, MockUri.class),
                AnnotationSupport.findAnnotation(field, MockClient.class));
    }

    /** Whether a mock has it: the mock's own types, and all that has one of its annotations. */
    boolean isOfAMock() {
        return type == RackConnectMockServer.class || type == MockClock.class || isAnnotated() || !mockName.isEmpty();
    }

    boolean isAnnotated() {
        return uri.isPresent() || client.isPresent();
    }

    /** The value of this mock. */
    Object of(RackConnectMockServer mock) {
        if (uri.isPresent()) {
            return address(uri(mock, uri.get().value()));
        }
        if (client.isPresent()) {
            return client(mock, client.get().value());
        }
        if (type == RackConnectMockServer.class) {
            return mock;
        }
        if (type == MockClock.class) {
            return mock.clock();
        }
        throw new ParameterResolutionException(
                "@MockNamed stands on a RackConnectMockServer or a MockClock, or beside @MockUri or @MockClient, not on a "
                        + type.getSimpleName());
    }

    private static URI uri(RackConnectMockServer mock, String server) {
        try {
            return server.isEmpty() ? mock.baseUri() : mock.baseUri(server);
        } catch (IllegalArgumentException e) {
            throw new ParameterResolutionException("@MockUri(\"" + server + "\"): " + e.getMessage(), e);
        }
    }

    private Object client(RackConnectMockServer mock, String server) {
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

    private Object address(URI address) {
        if (type == URI.class) {
            return address;
        }
        if (type == String.class) {
            String text = address.toString();
            return text.substring(0, text.length() - 1);
        }
        if (type == URL.class) {
            try {
                return address.toURL();
            } catch (MalformedURLException e) {
                throw new ParameterResolutionException("@MockUri: " + e.getMessage(), e);
            }
        }
        throw new ParameterResolutionException(
                "@MockUri stands on a URI, a URL or a String, not on a " + type.getSimpleName());
    }
}
