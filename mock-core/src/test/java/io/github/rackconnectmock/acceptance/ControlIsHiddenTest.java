package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.Region;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No client of the six hosts reaches the control API, by any path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlIsHiddenTest {
    private static final String HOST = Region.DFW.host();

    private final RackConnectMockServer mock =
            RackConnectMockServer.builder().httpsPort(0).start();

    @AfterAll
    void close() {
        mock.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/__admin",
                "/__admin/",
                "/__admin/mappings",
                "/__admin/rackconnect/health",
                "//__admin/mappings",
                "/./__admin/mappings",
                "/.//__admin/mappings",
                "/%2e/__admin/mappings",
                "/%5f%5fadmin/mappings",
                "/_%5Fadmin/mappings",
                "/%255f%255fadmin/mappings",
                "/x/../__admin/mappings",
                "/x/%2e%2e/__admin/mappings",
                "/x%2f..%2f__admin/mappings",
                "/..;/__admin/mappings",
                "/;x/__admin/mappings",
                "/__admin;x/mappings",
                "/__admin%2fmappings",
                "/%2f__admin/mappings",
                "/__ADMIN/mappings",
                "/v1/../__admin/mappings",
                "/as/web1/__admin/mappings",
                "/__files/",
            })
    void underAProxiedNameThereIsNoSuchPath(String path) throws IOException {
        try (Socket plain = Wire.connect(mock.baseUri())) {
            assertHidden(Wire.send(plain, "GET", path, "Host: " + HOST));
        }
        try (Socket plain = Wire.connect(mock.baseUri())) {
            assertHidden(Wire.send(plain, "GET", "http://" + HOST + path, "Host: " + HOST));
        }
        for (String host : new String[] {HOST, HOST + ".:443", "localhost", "127.0.0.1:" + mock.port()}) {
            try (Socket tunnel = Way.TUNNEL.open(mock, "none")) {
                assertHidden(Wire.send(tunnel, "GET", path, "Host: " + host));
            }
        }
        try (Socket tls = Way.TLS.open(mock, "none")) {
            assertHidden(Wire.send(tls, "GET", path, "Host: " + HOST));
        }
        try (Socket tls = Way.TLS.open(mock, "none")) {
            assertHidden(Wire.send(
                    tls, "GET", path, "Host: " + HOST, "X-Forwarded-Host: localhost", "Forwarded: host=localhost"));
        }
    }

    private static void assertHidden(Wire.Answer answer) {
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.reason()).matches("unknown-path; path=.*|unreadable-request.*");
        assertThat(answer.headers("Location")).isEmpty();
        assertThat(answer.body()).doesNotContain("mappings", "<html");
    }

    @Test
    void underTheMocksOwnAddressThereIs() throws IOException {
        assertThat(Wire.get(mock.baseUri(), "__admin/mappings").status()).isEqualTo(200);
        assertThat(Wire.get(mock.baseUri(), "__admin/rackconnect/health").status())
                .isEqualTo(200);
    }
}
