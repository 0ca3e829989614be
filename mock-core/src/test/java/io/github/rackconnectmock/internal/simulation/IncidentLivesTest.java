package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When incidents last, whom they hit, and what commands to them tell. */
class IncidentLivesTest {
    private static final long SECOND = 1_000_000;

    private static Played played(Incident.Builder... incidents) {
        Scenario.Builder scenario = Scenario.builder()
                .rateLimit(null)
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .server(CloudServer.named("web2").sourceIp("10.1.1.2").region(Region.ORD))
                .server(CloudServer.named("db1").sourceIp("10.1.1.3").region(Region.DFW));
        for (Incident.Builder incident : incidents) {
            scenario.incident(incident);
        }
        return Played.of(scenario);
    }

    private static IncidentLife only(Played played) {
        return played.simulation().incidents().all().get(0);
    }

    private static boolean lasts(Played played) {
        return only(played).at(played.clock.micros()) != null;
    }

    /** Seconds after the start. */
    private static long since(long micros) {
        return (micros - MovableClock.micros(Played.START)) / SECOND;
    }

    private static String occurrences(Played played) {
        StringBuilder shown = new StringBuilder();
        for (IncidentLife.Occurrence each : only(played).occurrences(played.clock.micros())) {
            shown.append(each.number())
                    .append(':')
                    .append(since(each.begin()))
                    .append('-')
                    .append(each.end() == IncidentLife.NEVER ? "" : since(each.end()))
                    .append(' ');
        }
        return shown.toString().strip();
    }

    private static @Nullable AppliedFault fault(Played played, String server) {
        return played.server(server).request(Operation.GATEWAY_IP).fault();
    }

    @Test
    void itsBeginBelongsToItAndItsEndDoesNot() {
        Played played = played(Incident.named("down")
                .after(Duration.ofSeconds(10))
                .lasts(Duration.ofSeconds(5))
                .fault(Fault.hang()));
        played.advance("9.999999s");
        assertThat(lasts(played)).isFalse();
        assertThat(since(only(played).nextBegin(played.clock.micros()))).isEqualTo(10);
        played.advance("0.000001s");
        assertThat(lasts(played)).isTrue();
        assertThat(fault(played, "web1")).isNotNull();
        assertThat(only(played).nextBegin(played.clock.micros())).isEqualTo(IncidentLife.NEVER);
        played.advance("4.999999s");
        assertThat(lasts(played)).isTrue();
        assertThat(occurrences(played)).isEqualTo("1:10-15");
        played.advance("0.000001s");
        assertThat(lasts(played)).isFalse();
        assertThat(fault(played, "web1")).isNull();
        assertThat(occurrences(played)).isEqualTo("1:10-15");
    }

    @Test
    void oneThatRepeatsIsComputed() {
        Incident.Builder cron = Incident.named("cron")
                .after(Duration.ofSeconds(10))
                .lasts(Duration.ofSeconds(5))
                .every(Duration.ofSeconds(60))
                .fault(Fault.hang());
        Played played = played(cron);
        played.advance("75s");
        assertThat(lasts(played)).isFalse();
        assertThat(occurrences(played)).isEqualTo("1:10-15 2:70-75");
        assertThat(since(only(played).nextBegin(played.clock.micros()))).isEqualTo(130);
        played.advance("57s");
        assertThat(lasts(played)).isTrue();
        assertThat(occurrences(played)).isEqualTo("1:10-15 2:70-75 3:130-135");

        // Looked at once, or each second: the last hundred are the same, with their numbers.
        Played late = played(cron);
        Played often = played(cron);
        late.advance("9013s");
        for (int i = 0; i < 9_013; i++) {
            often.advance("1s");
            only(often).at(often.clock.micros());
        }
        assertThat(lasts(late)).isTrue();
        assertThat(occurrences(late))
                .isEqualTo(occurrences(often))
                .startsWith("51:3010-3015 ")
                .endsWith(" 151:9010-9015");
        assertThat(since(only(late).nextBegin(late.clock.micros()))).isEqualTo(9_070);
    }

    @Test
    void signalsBeginAndEndIt() {
        Played played = played(
                Incident.named("storm").on("storm").until("calm").fault(Fault.hang()),
                Incident.named("other").after(Duration.ofHours(1)).until("calm").fault(Fault.reset()));
        Simulation simulation = played.simulation();
        AtomicInteger told = new AtomicInteger();
        played.clock.changes().listener(told::incrementAndGet);

        assertThatThrownBy(() -> simulation.fire("calm"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no server and no incident waits for signal calm");
        assertThat(told).hasValue(0);
        simulation.fire("storm");
        assertThat(told).hasValue(1);
        assertThat(lasts(played)).isTrue();
        assertThat(occurrences(played)).isEqualTo("1:0-");
        assertThatThrownBy(() -> simulation.fire("storm")).isInstanceOf(IllegalStateException.class);
        played.advance("30s");
        simulation.fire("calm");
        assertThat(lasts(played)).isFalse();
        assertThat(occurrences(played)).isEqualTo("1:0-30");
        simulation.fire("storm");
        assertThat(occurrences(played)).isEqualTo("1:0-30 2:30-");
        assertThatThrownBy(() -> simulation.fire("nothing")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isBegunAndEndedByHand() {
        Played played = played(Incident.named("down")
                .after(Duration.ofSeconds(100))
                .lasts(Duration.ofSeconds(50))
                .every(Duration.ofSeconds(60))
                .fault(Fault.hang()));
        Incidents incidents = played.simulation().incidents();
        AtomicInteger told = new AtomicInteger();
        played.clock.changes().listener(told::incrementAndGet);
        IncidentLife down = only(played);

        assertThat(incidents.end(down)).isFalse();
        assertThat(told).hasValue(0);
        played.advance("90s");
        assertThat(told.getAndSet(0)).isEqualTo(1);
        assertThat(incidents.begin(down)).isTrue();
        assertThat(told).hasValue(1);
        assertThat(incidents.begin(down)).isFalse();
        assertThat(told).hasValue(1);
        // What would have begun meanwhile, at 100, was this one.
        played.advance("51s");
        assertThat(lasts(played)).isFalse();
        assertThat(occurrences(played)).isEqualTo("1:90-140");
        assertThat(since(down.nextBegin(played.clock.micros()))).isEqualTo(160);
        played.advance("20s");
        assertThat(lasts(played)).isTrue();
        told.set(0);
        assertThat(incidents.end(down)).isTrue();
        assertThat(told).hasValue(1);
        assertThat(lasts(played)).isFalse();
        assertThat(occurrences(played)).isEqualTo("1:90-140 2:160-161");
    }

    /** Each question and each command here is the first since the time passed. */
    @Test
    void whatIsDueHasBegunThoughNobodyLooked() {
        Incident.Builder down = Incident.named("down")
                .after(Duration.ofSeconds(10))
                .lasts(Duration.ofSeconds(5))
                .until("calm")
                .every(Duration.ofSeconds(60))
                .fault(Fault.hang());
        assertThat(occurrences(after(down, "12s"))).isEqualTo("1:10-15");
        Played waiting = after(down, "12s");
        assertThat(since(only(waiting).nextBegin(waiting.clock.micros()))).isEqualTo(70);
        Played begun = after(down, "12s");
        assertThat(begun.simulation().incidents().begin(only(begun))).isFalse();
        Played ended = after(down, "12s");
        assertThat(ended.simulation().incidents().end(only(ended))).isTrue();
        assertThat(occurrences(ended)).isEqualTo("1:10-12");
        Played heard = after(down, "12s");
        heard.simulation().fire("calm");
        assertThat(occurrences(heard)).isEqualTo("1:10-12");
    }

    private static Played after(Incident.Builder incident, String seconds) {
        Played played = played(incident);
        played.advance(seconds);
        return played;
    }

    @Test
    void whereOneEndsAnotherMayBegin() {
        Played played = played(Incident.named("down")
                .after(Duration.ofSeconds(10))
                .lasts(Duration.ofSeconds(10))
                .every(Duration.ofSeconds(60))
                .fault(Fault.hang()));
        played.advance("60s");
        played.simulation().incidents().begin(only(played));
        played.advance("10s");
        assertThat(lasts(played)).isTrue();
        assertThat(occurrences(played)).isEqualTo("1:10-20 2:60-70 3:70-80");
    }

    @Test
    void aRestartForgetsHowOftenItStruck() {
        Played played = played(
                Incident.named("down").after(Duration.ZERO).fault(Fault.hang().times(1)));
        for (int i = 0; i < 2; i++) {
            assertThat(fault(played, "web1")).isNotNull();
            assertThat(fault(played, "web1")).isNull();
            played.server("web1").restart();
        }
    }

    @Test
    void hitsWhomItNames() {
        Played played = played(
                Incident.named("web").after(Duration.ZERO).servers("web*").fault(Fault.hang()));
        for (int i = 0; i < 2; i++) {
            assertThat(fault(played, "web1")).isNotNull();
            assertThat(fault(played, "web2")).isNotNull();
            assertThat(fault(played, "db1")).isNull();
        }
        Strangers strangers = played.simulation().strangers();
        assertThat(strangers.request(Operation.GATEWAY_IP, null, false)).isNull();
        assertThat(names(played, "web2")).containsExactly("web");
        assertThat(names(played, "db1")).isEmpty();
    }

    private static List<String> names(Played played, String server) {
        return played.simulation().incidents().hitting(played.server(server)).stream()
                .map(IncidentLife::name)
                .toList();
    }

    @Test
    void hitsTheHostsAndTheServersOfItsRegions() {
        Played played = played(Incident.named("dfw")
                .after(Duration.ofSeconds(1))
                .region(Region.DFW)
                .fault(Fault.answer(503)));
        assertThat(names(played, "db1")).isEmpty();
        played.advance("1s");
        assertThat(names(played, "db1")).containsExactly("dfw");
        assertThat(names(played, "web1")).isEmpty();
        assertThat(names(played, "web2")).isEmpty();
        for (Region host : Region.values()) {
            for (String server : List.of("web1", "web2", "db1")) {
                ServerLife life = played.server(server);
                assertThat(life.request(Operation.GATEWAY_IP, host, false, life).fault() != null)
                        .as("%s at %s", server, host)
                        .isEqualTo(host == Region.DFW);
            }
            assertThat(played.simulation().strangers().request(Operation.GATEWAY_IP, host, false) != null)
                    .isEqualTo(host == Region.DFW);
        }
        assertThat(fault(played, "web1")).isNull();
        assertThat(fault(played, "web2")).isNull();
        assertThat(fault(played, "db1")).isNotNull();
        assertThat(played.simulation().strangers().request(Operation.GATEWAY_IP, null, false))
                .isNull();
    }

    /** What struck a request knows later, too, when it ended. */
    @Test
    void whatStruckKnowsItsEnd() {
        Played played = played(Incident.named("storm").on("storm").until("calm").fault(Fault.hang()));
        List<Struck> struck = new ArrayList<>();
        for (int i = 0; i < 103; i++) {
            played.simulation().fire("storm");
            AppliedFault fault = Objects.requireNonNull(fault(played, "web1"));
            Struck by = Objects.requireNonNull(fault.struck());
            struck.add(by);
            assertThat(fault.end()).isNull();
            assertThat(by.incident()).isEqualTo("storm");
            assertThat(by.occurrence()).isEqualTo(i + 1);
            assertThat(by.end()).isEqualTo(Struck.NEVER);
            assertThat(by).hasToString("storm/" + (i + 1));
            played.advance("1s");
            played.simulation().fire("calm");
            played.advance("1s");
        }
        assertThat(since(struck.get(102).end())).isEqualTo(205);
        assertThat(since(struck.get(50).end())).isEqualTo(101);
        // Of those that are forgotten, only the begin is known.
        assertThat(since(struck.get(0).end())).isZero();
        assertThat(since(struck.get(1).end())).isEqualTo(2);
        played.simulation().fire("storm");
        assertThat(since(struck.get(102).end())).isEqualTo(205);
    }

    @Test
    void theEndOfWhatIsTimedIsTold() {
        Played played = played(Incident.named("down")
                .after(Duration.ofSeconds(1).plusNanos(1))
                .lasts(Duration.ofSeconds(9))
                .fault(Fault.hang()));
        played.advance("2s");
        AppliedFault fault = Objects.requireNonNull(fault(played, "web1"));
        Struck struck = Objects.requireNonNull(fault.struck());
        assertThat(fault.end()).isEqualTo(Played.START.plusSeconds(10));
        assertThat(since(struck.end())).isEqualTo(10);
        played.advance("100s");
        assertThat(since(struck.end())).isEqualTo(10);
    }

    @Test
    void someAreAddedAndRemoved() {
        Played played = played(Incident.named("own").on("own").fault(Fault.hang()));
        Incidents incidents = played.simulation().incidents();
        AtomicInteger told = new AtomicInteger();
        played.clock.changes().listener(told::incrementAndGet);
        played.advance("5s");
        told.set(0);

        IncidentLife first =
                incidents.add(Incident.unnamed().fault(Fault.reset()).build());
        assertThat(told).hasValue(1);
        assertThat(first.name()).isEqualTo("incident-2");
        assertThat(first.isAdded()).isTrue();
        assertThat(only(played).isAdded()).isFalse();
        assertThat(fault(played, "web1")).isNotNull();
        IncidentLife timed = incidents.add(Incident.unnamed()
                .after(Duration.ofSeconds(3))
                .fault(Fault.reset())
                .build());
        assertThat(timed.name()).isEqualTo("incident-3");
        assertThat(since(timed.nextBegin(played.clock.micros()))).isEqualTo(8);
        incidents.remove(first);
        assertThat(told).hasValue(3);
        assertThat(first.isRemoved()).isTrue();
        assertThat(timed.isRemoved()).isFalse();
        assertThat(fault(played, "web1")).isNull();
        assertThat(incidents
                        .add(Incident.unnamed().on("x").fault(Fault.reset()).build())
                        .name())
                .isEqualTo("incident-4");
        assertThat(incidents.find("incident-3")).contains(timed);
        assertThat(incidents.find("incident-2")).isEmpty();
        assertThatThrownBy(() -> incidents.remove(only(played)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the scenario has the incident own, so it can't be removed; only what was added can");
        assertThatThrownBy(() -> incidents.add(
                        Incident.named("own").on("x").fault(Fault.hang()).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is an incident own already; another name");
    }

    /** A count that many incidents would fill is emptied of those that were removed. */
    @Test
    void countsOfRemovedOnesGo() {
        Played played = played();
        Incidents incidents = played.simulation().incidents();
        for (int i = 0; i < 40; i++) {
            IncidentLife added = incidents.add(
                    Incident.named("n" + i).fault(Fault.hang().times(1)).build());
            assertThat(fault(played, "web1")).isNotNull();
            assertThat(fault(played, "web1")).isNull();
            incidents.remove(added);
        }
    }

    @Test
    void nothingListensWhileOneLastsThatSaysSo() {
        Played played = played(
                Incident.named("some")
                        .after(Duration.ZERO)
                        .fault(Fault.refused().percent(50)),
                Incident.named("down")
                        .after(Duration.ofSeconds(10))
                        .lasts(Duration.ofSeconds(10))
                        .servers("web1")
                        .fault(Fault.refused()));
        Simulation simulation = played.simulation();
        assertThat(simulation.canRefuseConnections()).isTrue();
        assertThat(simulation.listens("web1")).isTrue();
        played.advance("10s");
        assertThat(simulation.listens("web1")).isFalse();
        assertThat(simulation.listens("web2")).isTrue();
        assertThat(simulation.listens("nobody")).isTrue();
        played.advance("10s");
        assertThat(simulation.listens("web1")).isTrue();
        assertThat(played(Incident.named("some")
                                .after(Duration.ZERO)
                                .fault(Fault.refused().times(2)))
                        .simulation()
                        .canRefuseConnections())
                .isFalse();
    }

    @Test
    void nothingListensInAStepThatSaysSo() {
        Played played = Played.of(Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .step(Step.after(Duration.ofSeconds(5)).fault(Fault.refused()))
                        .step(Step.after(Duration.ofSeconds(5))
                                .fault(Fault.refused())
                                .known(false)))
                .server(CloudServer.named("web2").sourceIp("10.1.1.2").seenAs("web1")));
        Simulation simulation = played.simulation();
        assertThat(simulation.canRefuseConnections()).isTrue();
        assertThat(simulation.listens("web1")).isTrue();
        played.advance("5s");
        assertThat(simulation.listens("web1")).isFalse();
        // It is answered as the other.
        assertThat(simulation.listens("web2")).isFalse();
        played.advance("5s");
        assertThat(simulation.listens("web1")).isTrue();
        assertThat(Played.of(CloudServer.named("web1").sourceIp("10.1.1.1").fault(Fault.reset()))
                        .simulation()
                        .canRefuseConnections())
                .isFalse();
    }

    @Test
    void commandsToServersAreTold() {
        Played played = Played.of(Played.web1().step(Step.on("go").name("gone")));
        AtomicInteger told = new AtomicInteger();
        played.clock.changes().listener(told::incrementAndGet);

        played.server().fire("go");
        assertThat(told).hasValue(1);
        played.server().restart();
        assertThat(told).hasValue(2);
        played.server().jumpTo("gone");
        assertThat(told).hasValue(3);
        assertThatThrownBy(() -> played.server().fire("no")).isInstanceOf(IllegalStateException.class);
        played.server().request(Operation.GATEWAY_IP);
        assertThat(told).hasValue(3);
    }
}
