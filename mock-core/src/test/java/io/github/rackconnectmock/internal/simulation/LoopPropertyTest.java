package io.github.rackconnectmock.internal.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A loop's state at any time is that of the script written out, however long it goes round and however it is looked at. */
class LoopPropertyTest {
    private static final int MOST_TIMES = 3_000;

    /** No more can be around one step. */
    private static final int MOST_LOOPS = 5;

    /** A life of steps by time: how long each waits, and where it leads back to; -1 for a step with a state. */
    record Life(List<Integer> seconds, List<Integer> targets, List<Integer> times) {}

    @Provide
    Arbitrary<Life> lives() {
        Arbitrary<List<Integer>> seconds =
                Arbitraries.integers().between(1, 40).list().ofSize(7);
        Arbitrary<List<Integer>> targets =
                Arbitraries.integers().between(-4, 5).list().ofSize(7);
        Arbitrary<List<Integer>> times =
                Arbitraries.integers().between(1, MOST_TIMES).list().ofSize(7);
        return Combinators.combine(seconds, targets, times)
                .as(LoopPropertyTest::life)
                .filter(life ->
                        life.targets().stream().filter(target -> target >= 0).count() <= MOST_LOOPS);
    }

    /** Leads back only to an earlier step with a state of its own. */
    private static Life life(List<Integer> seconds, List<Integer> wanted, List<Integer> times) {
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            int target = Math.min(wanted.get(i), i);
            boolean isState = target == 0 || (target > 0 && targets.get(target - 1) < 0);
            targets.add(isState ? target : -1);
        }
        return new Life(seconds, targets, times);
    }

    private static CloudServer.Builder server(Life life) {
        CloudServer.Builder server = Played.web1();
        for (int i = 0; i < life.seconds().size(); i++) {
            Step step = Step.after(Duration.ofSeconds(life.seconds().get(i)));
            int target = life.targets().get(i);
            String name = target == 0 ? "start" : "step-" + target;
            int times = life.times().get(i);
            server.step(target < 0 ? step : times == MOST_TIMES ? step.goTo(name) : step.goTo(name, times));
        }
        return server;
    }

    /** Goes through all of a life, one step after the other. */
    private static final class Walk {
        private final Life life;
        private final int[] taken;
        private int step;
        private long since;

        Walk(Life life) {
            this.life = life;
            this.taken = new int[life.seconds().size() + 1];
        }

        /** The second in which the next step begins; that of no time behind the last. */
        long nextSince() {
            int next = next();
            return next > life.seconds().size()
                    ? Long.MAX_VALUE
                    : since + life.seconds().get(next - 1);
        }

        void goOn() {
            int next = next();
            since = nextSince();
            int target = life.targets().get(next - 1);
            if (target >= 0) {
                taken[next]++;
                Arrays.fill(taken, target + 1, next, 0);
            }
            step = target >= 0 ? target : next;
        }

        private int next() {
            int next = step + 1;
            while (next <= life.seconds().size() && isUsedUp(life, next, taken)) {
                next++;
            }
            return next;
        }
    }

    /** The step at a time. */
    private static int stepAt(Life life, long second) {
        Walk walk = new Walk(life);
        while (walk.nextSince() <= second) {
            walk.goOn();
        }
        return walk.step;
    }

    /** When a life is in a step, from a second on and before another; -1 for never. */
    private static long firstSecondIn(int wanted, Life life, long from, long end) {
        Walk walk = new Walk(life);
        while (walk.since < end) {
            if (walk.step == wanted && walk.nextSince() > from) {
                return Math.max(from, walk.since);
            }
            if (walk.nextSince() == Long.MAX_VALUE) {
                return -1;
            }
            walk.goOn();
        }
        return -1;
    }

    private static boolean isUsedUp(Life life, int step, int[] taken) {
        int times = life.times().get(step - 1);
        return life.targets().get(step - 1) >= 0 && times != MOST_TIMES && taken[step] >= times;
    }

    private static String name(int step) {
        return step == 0 ? "start" : "step-" + step;
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void isInTheStepOfTheScriptWrittenOut(
            @ForAll("lives") Life life,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 300_000) Integer> moves,
            @ForAll boolean looked) {
        Played played = Played.of(server(life));
        long now = 0;
        for (int seconds : moves) {
            played.clock.advance(Duration.ofSeconds(seconds));
            now += seconds;
            if (looked) {
                assertThat(played.step()).isEqualTo(name(stepAt(life, now)));
            }
        }

        assertThat(played.step()).isEqualTo(name(stepAt(life, now)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void hasTheSameHistoryHoweverItIsLookedAt(
            @ForAll("lives") Life life, @ForAll @IntRange(max = 100_000) int seconds) {
        Played unlooked = Played.of(server(life));
        Played looked = Played.of(server(life));
        unlooked.clock.advance(Duration.ofSeconds(seconds));
        for (int i = 0; i < 50; i++) {
            looked.clock.advance(Duration.ofSeconds(seconds).dividedBy(50));
            looked.step();
        }
        looked.clock.advance(Duration.between(looked.clock.instant(), unlooked.clock.instant()));

        assertThat(looked.server().begunSteps()).isEqualTo(unlooked.server().begunSteps());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatALaneTellsToComeComes(@ForAll("lives") Life life, @ForAll @IntRange(max = 300_000) int seconds) {
        Played played = Played.of(server(life));
        played.clock.advance(Duration.ofSeconds(seconds));

        List<Lane.Stretch> ahead = played.server().lane().ahead();

        boolean toTheEnd = ahead.size() < Lane.MOST_AHEAD;
        Duration wait = toTheEnd
                ? Duration.ofDays(3_000)
                : Duration.between(
                        played.clock.instant(), ahead.get(ahead.size() - 1).at());
        int before = played.server().begunSteps().size();
        played.clock.advance(wait);
        List<BegunStep> begun = played.server().begunSteps();
        assertThat(begun.subList(begun.size() - ahead.size(), begun.size()))
                .isEqualTo(ahead.stream()
                        .map(each -> new BegunStep(each.at(), each.state()))
                        .toList());
        assertThat(begun).hasSize(Math.min(StepHistory.HELD, before + ahead.size()));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void theTimeToldForAGatewayIsThatOfTheFirstStepWhichHasOne(
            @ForAll("lives") Life life,
            @ForAll @IntRange(min = 1, max = 7) int place,
            @ForAll @IntRange(max = 100_000) int seconds) {
        CloudServer.Builder server = Played.web1().gatewayIp(null);
        List<Step> steps = server(life).build().lifecycle();
        boolean isGoTo = life.targets().get(place - 1) >= 0;
        for (int i = 1; i <= steps.size(); i++) {
            Step step = steps.get(i - 1);
            server.step(step.goTo() != null ? step : step.gatewayIp(i == place ? "10.1.0.1" : null));
        }
        Played played = Played.of(server);
        played.clock.advance(Duration.ofSeconds(seconds));

        NextStep told = played.admitted(Operation.GATEWAY_IP).gatewayStep();

        long end = seconds + 200_000L;
        long first = isGoTo ? -1 : firstSecondIn(place, life, seconds, end);
        boolean hasOne = played.server().state().gatewayIp() != null;
        if (hasOne || first < 0) {
            assertThat(told == null || requireNonNull(told.in()).toSeconds() >= end - seconds)
                    .isTrue();
        } else {
            assertThat(requireNonNull(told).in()).isEqualTo(Duration.ofSeconds(first - seconds));
        }
    }

    @Test
    void aLoopThatCountsDelaysTheGatewayByAllItsLaps() {
        Played played = Played.of(Played.web1()
                .gatewayIp(null)
                .step(Step.after(Duration.ofSeconds(10)).name("again"))
                .step(Step.after(Duration.ofSeconds(10)).goTo("start", 1_000_000))
                .step(Step.after(Duration.ofSeconds(10)).name("up").gatewayIp("10.1.0.1")));

        assertThat(requireNonNull(played.admitted(Operation.GATEWAY_IP).gatewayStep())
                        .in())
                .isEqualTo(Duration.ofSeconds(20_000_020));
    }

    @Test
    void aYearOfFlappingIsThereAtOnceWithItsLastHundredSteps() {
        Played played = Played.of(Played.web1()
                .step(Step.after(Duration.ofSeconds(1)).name("up"))
                .step(Step.after(Duration.ofSeconds(1)).goTo("start")));
        played.clock.advance(Duration.ofDays(3650));

        List<BegunStep> begun = played.server().begunSteps();

        assertThat(begun).hasSize(100);
        assertThat(begun.get(99).at()).isEqualTo(Played.START.plus(Duration.ofDays(3650)));
        for (int i = 1; i < 100; i++) {
            assertThat(begun.get(i).at()).isEqualTo(begun.get(i - 1).at().plusSeconds(1));
        }
    }
}
