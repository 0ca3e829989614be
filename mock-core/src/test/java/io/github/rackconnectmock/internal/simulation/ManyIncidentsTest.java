package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small file may name many incidents, servers and loops; nothing grows with their product. */
@Timeout(60)
class ManyIncidentsTest {
    private static final int INCIDENTS = 1_000;
    private static final int SERVERS = 100_000;

    @Test
    void incidentsTimesServersCostsNothing() {
        Scenario.Builder scenario = Scenario.builder()
                .server(CloudServer.named("web-{n}").sourceIp("10.0.0.1").count(SERVERS));
        for (int i = 1; i < INCIDENTS; i++) {
            scenario.incident(Incident.unnamed()
                    .after(Duration.ofMinutes(i))
                    .lasts(Duration.ofMinutes(1))
                    .servers("*-" + i)
                    .servers("no-such-*")
                    .fault(Fault.answer(503)));
        }
        Played played = Played.of(scenario.incident(
                Incident.named("last").after(Duration.ZERO).servers("web-*").fault(Fault.hang())));

        assertThat(struckBy(played, "web-" + SERVERS)).isEqualTo("last");
        played.clock.advance(Duration.ofMinutes(7));
        assertThat(struckBy(played, "web-7")).isEqualTo("incident-7");
    }

    private static @Nullable String struckBy(Played played, String server) {
        AppliedFault fault = played.server(server).request(Operation.GATEWAY_IP).fault();
        Struck struck = fault == null ? null : fault.struck();
        return struck == null ? null : struck.incident();
    }

    @Test
    void loopsTimesServersCostsLittle() {
        CloudServer.Builder server =
                CloudServer.named("web-{n}").sourceIp("10.0.0.1").count(SERVERS);
        for (int i = 1; i <= 100; i++) {
            for (int j = 0; j < 99; j++) {
                server.step(Step.after(Duration.ofSeconds(1)));
            }
            server.step(Step.after(Duration.ofSeconds(1)).goTo("step-" + (i * 100 - 99), 1_000_000));
        }

        Played played = Played.of(Scenario.builder().server(server));
        played.clock.advance(Duration.ofDays(3650));
        played.clock.advance(Duration.ofDays(3650));
        played.clock.advance(Duration.ofDays(3650));

        // Each loop takes 99 seconds a million times.
        long seconds = 3L * 3650 * 24 * 3600;
        long loop = seconds / 99_000_099;
        assertThat(played.server("web-" + SERVERS).state().step()).startsWith("step-" + loop);
    }

    /** Five loops around each other, each many times, in steps of a millisecond. */
    @Test
    void nestedLoopsCostLittle() {
        CloudServer.Builder server = Played.web1().step(Step.after(Duration.ofMillis(1)));
        for (int i = 0; i < 5; i++) {
            server.step(Step.after(Duration.ofMillis(1)).goTo("start", 1_000));
        }
        Played played = Played.of(server.step(Step.after(Duration.ofMillis(1))));

        for (int i = 0; i < 10; i++) {
            played.clock.advance(Duration.ofDays(3650));
            assertThat(played.step()).isIn("start", "step-1");
        }
    }

    @Test
    void whatIsAddedIsBoundedAndWhatIsRemovedIsForgotten() {
        Played played = Played.of(Played.web1());
        Incidents incidents = played.simulation().incidents();
        for (int i = 0; i < 10_000; i++) {
            IncidentLife added = incidents.add(
                    Incident.unnamed().fault(Fault.hang().times(1)).build());
            assertThat(played.server().request(Operation.GATEWAY_IP).fault()).isNotNull();
            incidents.remove(added);
        }
        for (int i = 0; i < 2_000; i++) {
            incidents.add(Incident.unnamed().fault(Fault.hang()).build());
        }

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        incidents.add(Incident.unnamed().fault(Fault.hang()).build()))
                .withMessage("there are 2000 incidents; remove one first");
    }

    @Test
    void anIncidentThatRepeatsForYearsCostsLittle() {
        Played played = Played.of(Scenario.builder()
                .server(Played.web1())
                .incident(Incident.named("tick")
                        .after(Duration.ZERO)
                        .lasts(Duration.ofMillis(1))
                        .every(Duration.ofMillis(2))
                        .fault(Fault.hang())));
        Duration years = Duration.ofDays(3650);
        played.clock.advance(years);

        assertThat(struckBy(played, "web1")).isEqualTo("tick");
        assertThat(played.simulation().incidents().all().get(0).occurrences(played.clock.micros()))
                .hasSize(101)
                .last()
                .extracting(IncidentLife.Occurrence::number)
                .isEqualTo(years.toMillis() / 2 + 1);
    }
}
