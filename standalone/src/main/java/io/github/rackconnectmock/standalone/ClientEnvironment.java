package io.github.rackconnectmock.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment variables by which an unmodified program asks a mock at the six hosts' own URLs. */
final class ClientEnvironment {
    private static final String LOCAL = "localhost,127.0.0.1,::1";

    private ClientEnvironment() {}

    /**
     * The variables.
     *
     * @param proxy the URL of a port of the mock, such as {@code http://127.0.0.1:8089}
     * @param caFile the certificate to trust
     */
    static Map<String, String> of(String proxy, Path caFile) {
        Map<String, String> variables = new LinkedHashMap<>();
        // Programs differ in the case that they look at.
        for (String name : new String[] {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}) {
            variables.put(name, proxy);
        }
        String host = URI.create(proxy).getHost();
        String direct = host == null || List.of(LOCAL.split(",", -1)).contains(host) ? LOCAL : LOCAL + "," + host;
        variables.put("no_proxy", direct);
        variables.put("NO_PROXY", direct);
        for (String name :
                new String[] {"CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"}) {
            variables.put(name, caFile.toString());
        }
        // Node reads the proxy variables from version 24 on, and only with this one.
        variables.put("NODE_USE_ENV_PROXY", "1");
        return variables;
    }
}
