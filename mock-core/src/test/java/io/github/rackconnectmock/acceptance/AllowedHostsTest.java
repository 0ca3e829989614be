package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that the control routes answer for because an option allows them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllowedHostsTest {
    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .allowHost("mock.ci.example")
            .allowHost("Other.Example")
            .start();

    @AfterAll
    void close() {
        mock.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mock.ci.example",
                "MOCK.ci.example:8089",
                "other.example",
                "Other.Example:1",
                "localhost",
                "127.0.0.1",
            })
    void anAllowedNameIsAnswered(String host) throws IOException {
        for (String target : new String[] {"__admin/rackconnect/health", "__admin/mappings"}) {
            assertThat(Wire.get(mock.baseUri(), target, "Host: " + host).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci.example", "x.mock.ci.example", "mock.ci.example.evil.example", "xother.example"})
    void namesNearItAreNot(String host) throws IOException {
        for (String target : new String[] {"__admin/rackconnect/health", "__admin/mappings"}) {
            Wire.Answer answer = Wire.get(mock.baseUri(), target, "Host: " + host);
            assertThat(answer.status()).isEqualTo(421);
            assertThat(answer.reason()).startsWith("unknown-host");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://evil.example", "Sec-Fetch-Site: cross-site"})
    void anAllowedNameAllowsNoForeignOrigin(String field) throws IOException {
        assertThat(Wire.get(mock.baseUri(), "__admin/rackconnect/health", "Host: mock.ci.example", field)
                        .status())
                .isEqualTo(403);
    }
}
