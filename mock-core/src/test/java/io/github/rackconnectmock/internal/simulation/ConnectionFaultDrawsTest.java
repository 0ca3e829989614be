package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Fault.Stage;
import io.github.rackconnectmock.scenario.FaultEffect.Certificate.Problem;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is drawn for connections depends on their number at each stage, and on nothing else. */
class ConnectionFaultDrawsTest {
    private static final List<Stage> STAGES = List.of(Stage.values());

    private static Played played(long seed) {
        return Played.of(Scenario.builder()
                .seed(seed)
                .rateLimit(null)
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .fault(Fault.hang().at(Stage.CONNECT).percent(40))
                        .fault(Fault.reset().percent(50))
                        .fault(Fault.certificate(Problem.EXPIRED).percent(30))
                        .fault(Fault.empty().at(Stage.CONNECT).percent(20)))
                .incident(Incident.named("storm")
                        .after(Duration.ofMinutes(1))
                        .fault(Fault.delay(Duration.ofSeconds(1)).at(Stage.TLS).percent(40))));
    }

    private static String kind(@Nullable AppliedFault fault) {
        return fault == null ? "-" : fault.effect().kind();
    }

    private static String drawn(Played played, Stage stage) {
        ServerLife life = played.server();
        return kind(
                stage == Stage.REQUEST
                        ? life.request(Operation.GATEWAY_IP).fault()
                        : life.connection(stage, null, life));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void otherStagesAndTheClockChangeNothing(
            @ForAll long seed,
            @ForAll Stage stage,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 5) Integer> moves) {
        Played alone = played(seed);
        Played among = played(seed);
        alone.advance("120s");
        among.advance("60s");
        List<String> ofOneAlone = new ArrayList<>();
        List<String> amongOthers = new ArrayList<>();
        for (int move : moves) {
            Stage other = move < STAGES.size() ? STAGES.get(move) : stage;
            if (other != stage) {
                drawn(among, other);
            } else if (move == 3) {
                among.advance("7s");
            } else {
                ofOneAlone.add(drawn(alone, stage));
                amongOthers.add(drawn(among, stage));
            }
        }

        assertThat(amongOthers).isEqualTo(ofOneAlone);
    }

    @Test
    void aRestartBeginsTheNumbersAnew() {
        for (Stage stage : Stage.values()) {
            Played played = played(7);
            List<String> first = row(played, stage);
            List<String> second = row(played, stage);
            played.server().restart();

            assertThat(first).contains("-").isNotEqualTo(second);
            assertThat(row(played, stage)).isEqualTo(first);
            assertThat(row(played, stage)).isEqualTo(second);
        }
    }

    private static List<String> row(Played played, Stage stage) {
        List<String> drawn = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            drawn.add(drawn(played, stage));
        }
        return drawn;
    }

    @Test
    void sharesLieSideBySideAtEachStage() {
        Played played = played(3);
        int[] counts = new int[3];
        for (int i = 0; i < 10_000; i++) {
            String kind = drawn(played, Stage.CONNECT);
            counts[kind.equals("hang") ? 0 : kind.equals("empty") ? 1 : 2]++;
        }
        assertThat(counts[0]).isBetween(3_800, 4_200);
        assertThat(counts[1]).isBetween(1_800, 2_200);
        assertThat(counts[2]).isBetween(3_800, 4_200);
    }

    @Test
    void strikesNoServerThatIsUnknownOrElsewhere() {
        Played played = Played.of(Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .region(Region.DFW)
                        .fault(Fault.hang().at(Stage.TLS))
                        .step(Step.after(Duration.ofSeconds(5))
                                .fault(Fault.hang().at(Stage.TLS))
                                .known(false))));
        ServerLife life = played.server();

        assertThat(kind(life.connection(Stage.TLS, null, life))).isEqualTo("hang");
        assertThat(kind(life.connection(Stage.TLS, Region.DFW, life))).isEqualTo("hang");
        assertThat(kind(life.connection(Stage.TLS, Region.ORD, life))).isEqualTo("-");
        assertThat(kind(life.connection(Stage.CONNECT, null, life))).isEqualTo("-");
        played.advance("5s");
        assertThat(kind(life.connection(Stage.TLS, null, life))).isEqualTo("-");
    }

    @Test
    void strangersAreOneCaller() {
        Played played = Played.of(Scenario.builder()
                .server(Played.web1())
                .incident(Incident.named("down")
                        .after(Duration.ZERO)
                        .fault(Fault.answer(502).at(Stage.CONNECT).times(2))
                        .fault(Fault.hang().at(Stage.TLS).times(1))));
        Strangers strangers = played.simulation().strangers();

        assertThat(kind(strangers.connection(Stage.CONNECT, null))).isEqualTo("answer");
        assertThat(kind(strangers.connection(Stage.TLS, null))).isEqualTo("hang");
        assertThat(kind(strangers.connection(Stage.CONNECT, null))).isEqualTo("answer");
        assertThat(kind(strangers.connection(Stage.CONNECT, null))).isEqualTo("-");
        assertThat(kind(strangers.connection(Stage.TLS, null))).isEqualTo("-");
        assertThat(kind(strangers.request(Operation.GATEWAY_IP, null, false))).isEqualTo("-");
    }
}
