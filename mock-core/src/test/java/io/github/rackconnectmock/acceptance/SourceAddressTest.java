package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the docs about who asks, row by row. */
class SourceAddressTest {
    private static final Scenario SCENARIO = Scenario.builder()
            .server(CloudServer.named("first").sourceIp("10.181.1.11"))
            .server(CloudServer.named("local").sourceIp("127.0.0.5"))
            .server(CloudServer.named("other").sourceIp("10.181.1.12"))
            .server(CloudServer.named("six").sourceIp("fd00::12"))
            .build();

    private static RackConnectMockServer start() {
        return RackConnectMockServer.start(SCENARIO);
    }

    private static String lastServer(RackConnectMockServer mock) {
        return Objects.requireNonNullElse(
                mock.requests().get(mock.requests().size() - 1).server(), "none");
    }

    @ParameterizedTest
    @CsvSource({
        "as/other/v1/automation_status, other",
        "as/10.181.1.12/v1/automation_status, other",
        "as/fd00::12/v1/automation_status, six",
        "as/FD00:0:0:0:0:0:0:12/v1/automation_status, six",
        "as/%6fther/v1/automation_status, other",
        "v1/automation_status, first",
    })
    void theBaseUrlNamesTheServer(String target, String server) throws IOException {
        try (RackConnectMockServer mock = start()) {
            assertThat(Wire.get(mock.baseUri(), target, "X-Forwarded-For: 10.181.1.11")
                            .status())
                    .isEqualTo(200);
            assertThat(lastServer(mock)).isEqualTo(server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "10.181.9.9", "", "Other", "other%0d%0aX:%20y", "..%2f"})
    void aBaseUrlThatNamesNoServerIsUnknown(String name) throws IOException {
        try (RackConnectMockServer mock = start()) {
            Wire.Answer answer = Wire.get(mock.baseUri(), "as/" + name + "/v1/automation_status");
            assertThat(answer.status()).isIn(403, 404);
            assertThat(answer.reason()).startsWith("unknown-");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        10.181.1.12                       | other
        10.181.1.12, 10.0.0.1, 127.0.0.1  | other
        10.181.1.12:4711                  | other
        fd00::12                          | six
        [fd00::12]                        | six
        [fd00::12]:4711                   | six
        ::ffff:10.181.1.12                | other
        127.0.0.5                         | local
        """)
    void thenXForwardedForsFirstAddress(String header, String server) throws IOException {
        try (RackConnectMockServer mock = start()) {
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status", "X-Forwarded-For: " + header)
                            .status())
                    .isEqualTo(200);
            assertThat(lastServer(mock)).isEqualTo(server);
        }
    }

    @Test
    void ofSeveralHeaderLinesTheFirstCounts() throws IOException {
        try (RackConnectMockServer mock = start()) {
            Wire.get(
                    mock.baseUri(),
                    "v1/automation_status",
                    "X-Forwarded-For: 10.181.1.12",
                    "X-Forwarded-For: 10.181.1.11");
            assertThat(lastServer(mock)).isEqualTo("other");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web1",
                "",
                ",",
                "10.181.1",
                "10.181.1.256",
                "010.181.1.12",
                "localhost",
                "10.181.1.12:port",
                "[fd00::12",
                "fd00::12::1",
                "unknown",
                "_hidden",
                "10.181.1.12 10.0.0.1",
                "0x0a.1.1.1",
                "3232235777"
            })
    void anythingElseThereIsABadRequest(String header) throws IOException {
        try (RackConnectMockServer mock = start()) {
            Wire.Answer answer = Wire.get(mock.baseUri(), "v1/automation_status", "X-Forwarded-For: " + header);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.reason()).startsWith("malformed-source; address=");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void xForwardedForCanBeTurnedOff() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario(SCENARIO)
                .forwardedFor(false)
                .start()) {
            Wire.getFrom("127.0.0.5", mock.baseUri(), "v1/automation_status", "X-Forwarded-For: 10.181.1.12");
            assertThat(lastServer(mock)).isEqualTo("local");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status", "X-Forwarded-For: nonsense")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void thenTheTcpPeer() throws IOException {
        try (RackConnectMockServer mock = start()) {
            assertThat(Wire.getFrom("127.0.0.5", mock.baseUri(), "v1/automation_status")
                            .status())
                    .isEqualTo(200);
            assertThat(lastServer(mock)).isEqualTo("local");
        }
    }

    @Test
    void aLoopbackPeerThatNoServerClaimsIsTheFirstServer() throws IOException {
        try (RackConnectMockServer mock = start()) {
            assertThat(Wire.getFrom("127.0.0.9", mock.baseUri(), "v1/automation_status")
                            .status())
                    .isEqualTo(200);
            assertThat(lastServer(mock)).isEqualTo("first");
        }
    }

    @Test
    void unlessTheSourceIsStrict() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario(SCENARIO)
                .strictSource(true)
                .start()) {
            Wire.Answer answer = Wire.getFrom("127.0.0.9", mock.baseUri(), "v1/automation_status");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.reason()).isEqualTo("unknown-source; address=127.0.0.9");
            assertThat(Wire.getFrom("127.0.0.5", mock.baseUri(), "v1/automation_status")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theAddressesOfIpv6PeersCountToo() throws IOException {
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario(Scenario.builder()
                        .server(CloudServer.named("first").sourceIp("10.181.1.11"))
                        .server(CloudServer.named("six").sourceIp("::1"))
                        .build())
                .bindAddress("::1")
                .start()) {
            assertThat(mock.baseUri().toString()).isEqualTo("http://[::1]:" + mock.port() + "/");
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status").status())
                    .isEqualTo(200);
            assertThat(lastServer(mock)).isEqualTo("six");
        }
    }
}
