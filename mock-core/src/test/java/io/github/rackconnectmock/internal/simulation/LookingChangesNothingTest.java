package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Looking changes nothing: the life is the same however often it is looked at. */
class LookingChangesNothingTest {
    @Provide
    Arbitrary<Scenario> scenarios() {
        return Lives.scenarios();
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Lives.moves();
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void howeverOftenAServerIsLookedAt(
            @ForAll("scenarios") Scenario scenario, @ForAll("moves") List<Move> moves, @ForAll long seed) {
        SplittableRandom looks = new SplittableRandom(seed);

        Run unlooked = new Run(scenario, () -> 0).play(moves);
        Run looked = new Run(scenario, () -> looks.nextInt(8)).play(moves);

        assertThat(looked.events()).isEqualTo(unlooked.events());
        // Dull lives would prove nothing.
        for (Run.Trait trait : Run.Trait.values()) {
            Statistics.label(trait.name()).collect(unlooked.traits().contains(trait));
            Statistics.label(trait.name()).coverage(lives -> lives.check(true).percentage(share -> share > 3));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void stepsByTimeBeginAtTheSumOfTheirDelaysHoweverTheClockMoves(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 100_000) Integer> delays,
            @ForAll @Size(max = 40) List<@IntRange(max = 30_000) Integer> moves,
            @ForAll boolean looked) {
        CloudServer.Builder server = Played.web1();
        delays.forEach(millis -> server.step(Step.after(Duration.ofMillis(millis))));
        Played played = Played.of(server);
        int now = 0;
        for (int millis : moves) {
            played.clock.advance(Duration.ofMillis(millis));
            now += millis;
            if (looked) {
                played.server().state();
            }
        }

        int begun = 0;
        int sum = 0;
        while (begun < delays.size() && sum + delays.get(begun) <= now) {
            sum += delays.get(begun++);
        }
        ServerSnapshot snapshot = played.server().snapshot();
        assertThat(snapshot.state().step()).isEqualTo(begun == 0 ? "start" : "step-" + begun);
        assertThat(snapshot.since()).isEqualTo(Played.START.plusMillis(sum));
        Statistics.collect(begun == 0 ? "start" : begun == delays.size() ? "end" : "between");
        Statistics.coverage(lives -> lives.check("between").percentage(share -> share > 3));
    }
}
