package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.START;
import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static io.github.rackconnectmock.scenario.Operation.AUTOMATION_STATUS;
import static io.github.rackconnectmock.scenario.Operation.GATEWAY_IP;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepFaultsTest {
    private static Played with(Fault fault) {
        return with(fault, 0);
    }

    private static Played with(Fault fault, long seed) {
        return Played.of(Scenario.builder()
                .rateLimit(null)
                .seed(seed)
                .server(web1().step(
                                Step.after(Duration.ofSeconds(1)).name("ill").fault(fault))
                        .step(Step.after(Duration.ofSeconds(1)).name("well"))));
    }

    private static @Nullable FaultEffect fault(Played played, Operation operation) {
        AppliedFault fault = played.admitted(operation).fault();
        return fault == null ? null : fault.effect();
    }

    private static List<Boolean> hits(Played played, int requests) {
        List<Boolean> hits = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            hits.add(fault(played, AUTOMATION_STATUS) != null);
        }
        return hits;
    }

    @Test
    void lastsForItsStepOnly() {
        Played played = with(Fault.hang());

        assertThat(fault(played, AUTOMATION_STATUS)).isNull();
        played.advance("1s");
        assertThat(fault(played, AUTOMATION_STATUS)).isEqualTo(new FaultEffect.Hang());
        assertThat(fault(played, GATEWAY_IP)).isEqualTo(new FaultEffect.Hang());
        played.advance("1s");
        assertThat(fault(played, AUTOMATION_STATUS)).isNull();
    }

    @Test
    void hitsTheStepsFirstRequests() {
        Played played = with(Fault.answer(503).times(2));
        hits(played, 5);
        played.advance("1s");

        assertThat(hits(played, 4)).containsExactly(true, true, false, false);
        played.server().jumpTo("ill");
        assertThat(hits(played, 3)).containsExactly(true, true, false);
    }

    @Test
    void countsTheRequestsThatItCanHit() {
        Played played = with(Fault.answer(503).times(1).operations(GATEWAY_IP));
        played.advance("1s");

        assertThat(fault(played, AUTOMATION_STATUS)).isNull();
        assertThat(fault(played, GATEWAY_IP)).isNotNull();
        assertThat(fault(played, GATEWAY_IP)).isNull();
    }

    @Test
    void hitsAShareThatTheSeedAloneDecides() {
        List<Boolean> hits = drawn(7, 30);

        assertThat(drawn(7, 30)).isEqualTo(hits);
        assertThat(drawn(8, 30)).isNotEqualTo(hits);
        assertThat(Collections.frequency(hits, true)).isBetween(240, 360);
        assertThat(Collections.frequency(drawn(7, 1), true)).isBetween(1, 40);
        assertThat(Collections.frequency(drawn(7, 99), false)).isBetween(1, 40);
    }

    @Test
    void drawsNothingForLooks() {
        Played looked = with(Fault.reset().percent(50), 3);
        Played unlooked = with(Fault.reset().percent(50), 3);
        looked.advance("1s");
        unlooked.advance("1s");
        List<Boolean> hits = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            looked.server().snapshot();
            hits.addAll(hits(looked, 1));
        }

        assertThat(hits(unlooked, 50)).isEqualTo(hits);
    }

    @Test
    void drawsForEachServerOfItsOwn() {
        Played played = Played.of(Scenario.builder()
                .rateLimit(null)
                .server(CloudServer.named("web-{n}")
                        .sourceIp("10.1.1.1")
                        .count(2)
                        .step(Step.after(Duration.ZERO).fault(Fault.empty().percent(50)))));

        List<Boolean> first = new ArrayList<>();
        List<Boolean> second = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            first.add(isHit(played.server("web-1")));
            second.add(isHit(played.server("web-2")));
        }

        assertThat(first).isNotEqualTo(second).contains(true, false);
    }

    private static boolean isHit(ServerLife server) {
        return Objects.nonNull(((Admission.Admitted) server.request(GATEWAY_IP)).fault());
    }

    private static List<Boolean> drawn(long seed, int percent) {
        Played played = with(Fault.garbage().percent(percent), seed);
        played.advance("1s");
        return hits(played, 1_000);
    }

    @Test
    void theFirstThatIsLeftStrikes() {
        Played played = Played.of(web1().fault(Fault.answer(500).times(1))
                .fault(Fault.answer(502).times(1))
                .fault(Fault.answer(503)));

        for (int status : new int[] {500, 502, 503, 503}) {
            assertThat(fault(played, AUTOMATION_STATUS)).isEqualTo(FaultEffect.Answer.of(status));
        }
    }

    @Test
    void eachOperationMeetsItsOwn() {
        Played played = Played.of(web1().fault(Fault.hang().operations(GATEWAY_IP))
                .fault(Fault.reset().operations(AUTOMATION_STATUS)));

        assertThat(fault(played, AUTOMATION_STATUS)).isEqualTo(new FaultEffect.Reset());
        assertThat(fault(played, GATEWAY_IP)).isEqualTo(new FaultEffect.Hang());
    }

    /** The first request begins the life, so the end of its step is known then. */
    @Test
    void theFirstRequestOfALifeIsToldWhenTheStepEnds() {
        Played played = Played.of(
                web1().begins(Begins.FIRST_REQUEST).fault(Fault.answer(503)).step(Step.after(Duration.ofSeconds(10))));
        played.advance("5s");

        assertThat(requireNonNull(played.admitted(GATEWAY_IP).fault()).end()).isEqualTo(START.plusSeconds(15));
    }

    /** Of a fault without a number of times that strikes for years. */
    @Test
    void aCountStaysAtTheLargestNumber() {
        int[] counts = {Integer.MAX_VALUE - 1, 0};
        StrikeCounts.add(counts, 0);
        StrikeCounts.add(counts, 0);

        assertThat(counts).containsExactly(Integer.MAX_VALUE, 0);
    }
}
