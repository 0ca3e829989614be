package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
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

/** The same seed gives the same draws, whatever other servers are asked, and in whatever order parallel requests come. */
class DrawOrderTest {
    private static Played played(long seed) {
        return Played.of(Scenario.builder()
                .seed(seed)
                .rateLimit(null)
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .fault(Fault.hang().percent(30))
                        .fault(Fault.answer(500).percent(30)))
                .server(CloudServer.named("web2")
                        .sourceIp("10.1.1.2")
                        .fault(Fault.hang().percent(50)))
                .incident(Incident.named("storm")
                        .after(Duration.ofMinutes(1))
                        .fault(Fault.reset().percent(40))));
    }

    private static String drawn(Played played, String server) {
        @Nullable
        AppliedFault fault = played.server(server).request(Operation.GATEWAY_IP).fault();
        return fault == null ? "-" : fault.effect().kind();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void otherServersAndTheClockChangeNothing(
            @ForAll long seed, @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 3) Integer> moves) {
        Played alone = played(seed);
        Played among = played(seed);
        alone.advance("120s");
        among.advance("60s");
        List<String> ofOneAlone = new ArrayList<>();
        List<String> amongOthers = new ArrayList<>();
        for (int move : moves) {
            switch (move) {
                case 0 -> among.advance("7s");
                case 1 -> drawn(among, "web2");
                default -> {
                    ofOneAlone.add(drawn(alone, "web1"));
                    amongOthers.add(drawn(among, "web1"));
                }
            }
        }

        assertThat(amongOthers).isEqualTo(ofOneAlone);
    }

    @Test
    void parallelRequestsGetTheDrawsOfTheirNumbers() throws Exception {
        List<String> inTurn = new ArrayList<>();
        Played one = played(7);
        for (int i = 0; i < 500; i++) {
            inTurn.add(drawn(one, "web1"));
        }

        Played other = played(7);
        List<String> atOnce = AllAtOnce.call(500, i -> drawn(other, "web1"));

        assertThat(atOnce).containsExactlyInAnyOrderElementsOf(inTurn);
        assertThat(inTurn).contains("-", "hang", "answer");
    }

    @Test
    void aRestartBeginsTheNumbersAnew() {
        Played played = played(7);
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            first.add(drawn(played, "web1"));
        }
        played.server("web1").restart();
        for (int i = 0; i < 50; i++) {
            second.add(drawn(played, "web1"));
        }

        assertThat(second).isEqualTo(first);
    }
}
