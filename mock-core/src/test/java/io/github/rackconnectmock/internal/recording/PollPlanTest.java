package io.github.rackconnectmock.internal.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PollPlanTest {
    /** All that is asked, each request taking no time. */
    private static List<PollPlan.Poll> polls(PollPlan plan, Duration end) {
        List<PollPlan.Poll> polls = new ArrayList<>();
        Duration now = Duration.ZERO;
        while (true) {
            PollPlan.Poll next = plan.next(now);
            now = next.at().compareTo(now) > 0 ? next.at() : now;
            if (now.compareTo(end) > 0) {
                return polls;
            }
            plan.asked(now);
            polls.add(new PollPlan.Poll(next.operation(), now));
        }
    }

    @Test
    void asksForAllInEachRoundWhereTheLimitAllowsIt() {
        List<PollPlan.Poll> polls = polls(new PollPlan(Duration.ofSeconds(10), 30), Duration.ofSeconds(29));
        assertThat(polls).hasSize(12);
        for (int i = 0; i < 3; i++) {
            List<PollPlan.Poll> round = polls.subList(i * 4, i * 4 + 4);
            assertThat(round).extracting(PollPlan.Poll::at).containsOnly(Duration.ofSeconds(i * 10L));
            assertThat(round)
                    .extracting(PollPlan.Poll::operation)
                    .containsExactlyInAnyOrderElementsOf(Operation.RACKCONNECT);
        }
    }

    /** 12 of 30 are for the status; the others come in turn. */
    @Test
    void asksForTheStatusInEachRoundAndForTheOthersAsFarAsTheLimitAllows() {
        PollPlan plan = new PollPlan(Duration.ofSeconds(5), 30);
        assertThat(plan.round()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plan.roundOfOthers()).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(13));
        List<PollPlan.Poll> polls = polls(plan, Duration.ofMinutes(10));
        for (Operation operation : Operation.RACKCONNECT) {
            List<Duration> times = polls.stream()
                    .filter(each -> each.operation() == operation)
                    .map(PollPlan.Poll::at)
                    .toList();
            Duration longest =
                    operation == Operation.AUTOMATION_STATUS ? Duration.ofSeconds(5) : Duration.ofSeconds(20);
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i).minus(times.get(i - 1)))
                        .as(operation.word())
                        .isLessThanOrEqualTo(longest);
            }
        }
    }

    @Property
    void neverAsksMoreOftenThanTheLimitAllows(
            @ForAll @IntRange(min = 1, max = 20_000) int everyMillis,
            @ForAll @IntRange(min = 1, max = 100) int limit,
            @ForAll long seed) {
        PollPlan plan = new PollPlan(Duration.ofMillis(everyMillis), limit);
        SplittableRandom random = new SplittableRandom(seed);
        List<Duration> times = new ArrayList<>();
        EnumSet<Operation> asked = EnumSet.noneOf(Operation.class);
        Duration now = Duration.ZERO;
        for (int i = 0; i < 300; i++) {
            PollPlan.Poll next = plan.next(now);
            now = next.at().compareTo(now) > 0 ? next.at() : now;
            plan.asked(now);
            times.add(now);
            asked.add(next.operation());
            // Some answers take long.
            now = now.plusMillis(random.nextInt(10) == 0 ? random.nextInt(30_000) : random.nextInt(50));
        }
        for (int i = limit; i < times.size(); i++) {
            assertThat(times.get(i).minus(times.get(i - limit))).isGreaterThanOrEqualTo(Duration.ofSeconds(61));
        }
        assertThat(asked).hasSize(4);
    }

    @Test
    void asksNothingBeforeARefusalIsOver() {
        PollPlan plan = new PollPlan(Duration.ofSeconds(10), 30);
        plan.next(Duration.ZERO);
        plan.asked(Duration.ZERO);
        plan.refused(Duration.ofSeconds(61));
        assertThat(plan.next(Duration.ZERO).at()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void asksAtOnceAtFirst() {
        PollPlan plan = new PollPlan(Duration.ofSeconds(10), 30);
        assertThat(plan.next(Duration.ofMillis(3)).at()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aRoundThatWasMissedIsLeftOut() {
        PollPlan plan = new PollPlan(Duration.ofSeconds(10), 30);
        for (int i = 0; i < 4; i++) {
            plan.next(Duration.ZERO);
            plan.asked(Duration.ZERO);
        }
        assertThat(plan.next(Duration.ofSeconds(25)).at()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theLastRoundIsOfTheOthers() {
        PollPlan plan = new PollPlan(Duration.ofSeconds(5), 30);
        plan.next(Duration.ZERO);
        plan.asked(Duration.ZERO);
        int left = plan.lastRound();
        EnumSet<Operation> asked = EnumSet.noneOf(Operation.class);
        for (int i = 0; i < left; i++) {
            asked.add(plan.next(Duration.ZERO).operation());
            plan.asked(Duration.ZERO);
        }
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        Operation.AUTOMATION_STATUS_DETAILS, Operation.GATEWAY_IP, Operation.AUTOMATION_FEATURES);
    }
}
