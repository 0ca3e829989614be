package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is known where: servers at the hosts of regions, and what a caller gets that is no server. */
class KnownCallersTest {
    private final RackConnectMockServer mock = Mocks.unlimited();
    private final URI base = mock.baseUri();

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void aServerIsUnknownAtAnotherRegionsHost() throws IOException {
        Wire.Answer answer = Wire.get(base, "v1/automation_status", "Host: ord.api.rackconnect.rackspace.com");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("wrong-region; server=DFW; host=ORD");
        assertThat(Wire.get(base, "v1/automation_status", "Host: DFW.api.rackconnect.rackspace.com:443")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aServerWithoutARegionIsKnownAtEachHostAndAMockCanGiveItOne() throws IOException {
        mock.load(Scenarios.find("deployed"));
        for (Region asked : Region.values()) {
            assertThat(Wire.get(base, "v1/automation_status", "Host: " + asked.host())
                            .status())
                    .isEqualTo(200);
        }
        try (RackConnectMockServer ord =
                RackConnectMockServer.builder().region(Region.ORD).start()) {
            assertOnlyAt(Region.ORD, ord);
            ord.load(Scenario.builder()
                    .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                    .build());
            assertOnlyAt(Region.ORD, ord);
            assertThat(ord.server("web1").snapshot().region()).isEqualTo(Region.ORD);
            ord.load(Scenario.builder()
                    .server(CloudServer.named("web1").sourceIp("10.181.1.11").region(Region.SYD))
                    .build());
            assertOnlyAt(Region.SYD, ord);
        }
    }

    private static void assertOnlyAt(Region region, RackConnectMockServer mock) throws IOException {
        for (Region asked : Region.values()) {
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status", "Host: " + asked.host())
                            .status())
                    .isEqualTo(asked == region ? 200 : 403);
        }
    }

    @Test
    void everyRegionHasItsHost() throws IOException {
        for (Region region : Region.values()) {
            mock.load(Scenario.builder()
                    .server(CloudServer.named("web1").sourceIp("10.181.1.11").region(region))
                    .build());
            for (Region asked : Region.values()) {
                assertThat(Wire.get(base, "v1/automation_status", "Host: " + asked.host())
                                .status())
                        .isEqualTo(asked == region ? 200 : 403);
            }
        }
    }

    @Test
    void anUnknownCallerGetsWhatTheScenarioSays() throws IOException {
        String stranger = "X-Forwarded-For: 10.9.9.9";
        Wire.Answer forbidden = Wire.get(base, "v1/automation_status", stranger);
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.reason()).isEqualTo("unknown-source; address=10.9.9.9");

        mock.load(scenario(UnknownSource.NOT_FOUND));
        assertThat(Wire.get(base, "v1/automation_status", stranger).status()).isEqualTo(404);

        mock.load(scenario(UnknownSource.status(503, "out of order")));
        Wire.Answer unavailable = Wire.get(base, "v1/automation_status", stranger);
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.body()).isEqualTo("out of order");
        assertThat(unavailable.reason()).isEqualTo("unknown-source; address=10.9.9.9");

        mock.load(scenario(new UnknownSource(new FaultEffect.Empty())));
        assertThatThrownBy(() -> Wire.get(base, "v1/automation_status", stranger))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the connection ended");
        assertThat(mock.requests().get(mock.requests().size() - 1).answer()).isEqualTo("empty");

        mock.load(scenario(UnknownSource.RESET));
        assertThatThrownBy(() -> Wire.get(base, "v1/automation_status", stranger))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    private static Scenario scenario(UnknownSource unknown) {
        return Scenario.builder()
                .unknownSource(unknown)
                .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                .build();
    }
}
