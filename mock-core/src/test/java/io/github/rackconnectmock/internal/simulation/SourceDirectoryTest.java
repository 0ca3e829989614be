package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import org.junit.jupiter.api.Test;

class SourceDirectoryTest {
    private static SourceDirectory burst(int count) {
        return Played.of(CloudServer.named("web-{n}").sourceIp("10.1.1.1").count(count))
                .simulation()
                .servers();
    }

    @Test
    void aFewNamesAreNamedAllOfThem() {
        assertThat(Played.of(web1()).simulation().servers().someNames()).isEqualTo("web1");
        assertThat(burst(10).someNames())
                .isEqualTo("web-1, web-2, web-3, web-4, web-5, web-6, web-7, web-8, web-9, web-10");
    }

    @Test
    void ofManyTheFirstAreNamed() {
        assertThat(burst(11).someNames()).endsWith("web-9, web-10 and 1 more");
        assertThat(burst(50).someNames()).endsWith("web-9, web-10 and 40 more");
    }

    @Test
    void eachOfThousandsIsFoundByItsName() {
        SourceDirectory servers = burst(5_000);

        servers.all().forEach(life -> assertThat(servers.byName(life.name())).containsSame(life));
        assertThat(servers.byName("web-0")).isEmpty();
        assertThat(servers.byName("web-5001")).isEmpty();
        assertThat(servers.byName("")).isEmpty();
    }

    @Test
    void namesWithTheSameHashAreToldApart() {
        SourceDirectory servers = Played.of(Scenario.builder()
                        .server(CloudServer.named("Aa").sourceIp("10.1.1.1"))
                        .server(CloudServer.named("BB").sourceIp("10.1.1.2")))
                .simulation()
                .servers();

        assertThat(servers.byName("Aa").orElseThrow().name()).isEqualTo("Aa");
        assertThat(servers.byName("BB").orElseThrow().name()).isEqualTo("BB");
        assertThat(servers.byName("C#")).isEmpty();
    }

    @Test
    void aServerIsFoundByNameOrAddress() {
        SourceDirectory servers = burst(3);

        assertThat(servers.byNameOrAddress("web-2"))
                .containsSame(servers.byName("web-2").orElseThrow());
        assertThat(servers.byNameOrAddress("10.1.1.3"))
                .containsSame(servers.byName("web-3").orElseThrow());
        assertThat(servers.byNameOrAddress("10.1.1.4")).isEmpty();
        assertThat(servers.byNameOrAddress("web-4")).isEmpty();
        assertThat(servers.byName("10.1.1.3")).isEmpty();
        assertThat(servers.first().name()).isEqualTo("web-1");
    }

    @Test
    void aServerTellsWhereItIsAndItsAddressAsText() {
        ServerLife server = Played.of(web1().region(Region.LON)).server();

        assertThat(server.region()).isEqualTo(Region.LON);
        assertThat(server.sourceText()).isEqualTo("10.1.1.1").isSameAs(server.sourceText());
        assertThat(server.name()).isEqualTo("web1");
    }

    @Test
    void aSimulationHasItsScenarioAndItsClock() {
        Played played = Played.of(web1());

        assertThat(played.simulation().clock()).isSameAs(played.clock);
        assertThat(played.simulation().scenario().servers()).hasSize(1);
    }
}
