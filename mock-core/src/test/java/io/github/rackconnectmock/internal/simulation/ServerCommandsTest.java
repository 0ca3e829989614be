package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.START;
import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jumps and restarts. */
class ServerCommandsTest {
    private final Played played = Played.of(
            web1().step(Step.after(Duration.ofSeconds(10)).name("one"))
                    .step(Step.afterRequests(2).name("two"))
                    .step(Step.after(Duration.ofSeconds(30)).name("three")),
            RateLimit.of(3, Duration.ofMinutes(1)));

    @Test
    void jumpsForwardAndBackToAStepThatBeginsNow() {
        played.advance("5s");
        played.server().jumpTo("two");
        assertThat(played.server().snapshot().since()).isEqualTo(START.plusSeconds(5));
        played.advance("30s");
        assertThat(played.step()).isEqualTo("three");

        played.server().jumpTo("start");
        played.advance("9s");
        assertThat(played.step()).isEqualTo("start");
        played.advance("1s");
        assertThat(played.step()).isEqualTo("one");
    }

    @Test
    void aJumpToTheSameStepBeginsItAgain() {
        played.server().jumpTo("one");
        played.ask();
        played.server().jumpTo("one");
        played.ask();
        assertThat(played.step()).isEqualTo("one");

        played.ask();
        assertThat(played.step()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "jump"})
    void theHistoryHasTheStepsThatWereDueBefore(String command) {
        Played due = Played.of(web1().step(Step.after(Duration.ofSeconds(10)).name("one"))
                .step(Step.after(Duration.ofSeconds(10)).name("two"))
                .step(Step.after(Duration.ofMinutes(10)).name("three")));
        due.advance("25s");

        if (command.equals("restart")) {
            due.server().restart();
        } else {
            due.server().jumpTo("start");
        }

        assertThat(due.server().begunSteps())
                .extracting(begun -> begun.state().step(), BegunStep::at)
                .containsExactly(
                        tuple("start", START),
                        tuple("one", START.plusSeconds(10)),
                        tuple("two", START.plusSeconds(20)),
                        tuple("start", START.plusSeconds(25)));
    }

    @Test
    void refusesAJumpToNowhereAndNamesTheSteps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> played.server().jumpTo("four"))
                .withMessage("web1 has no step four; its steps are start, one, two, three");
        assertThat(played.step()).isEqualTo("start");
    }

    @Test
    void aRestartBeginsTheLifeWithFreshCountsAndAFreshWindow() {
        played.advance("10s");
        played.ask(5);
        assertThat(played.server().snapshot().refused()).isEqualTo(2);

        played.server().restart();

        ServerSnapshot fresh = played.server().snapshot();
        assertThat(fresh.state().step()).isEqualTo("start");
        assertThat(fresh.since()).isEqualTo(START.plusSeconds(10));
        assertThat(fresh.requests()).isEmpty();
        assertThat(fresh.refused()).isZero();
        assertThat(requireNonNull(fresh.window()).remaining()).isEqualTo(3);
        played.advance("10s");
        assertThat(played.step()).isEqualTo("one");
    }

    @Test
    void afterAJumpALoopIsTakenAgain() {
        Played looping =
                Played.of(web1().step(Step.after(Duration.ofSeconds(10)).name("one"))
                        .step(Step.after(Duration.ofSeconds(10)).goTo("one", 1))
                        .step(Step.after(Duration.ofSeconds(10)).name("two")));
        looping.advance("25s");
        looping.server().jumpTo("one");
        looping.advance("19s");
        assertThat(looping.step()).isEqualTo("one");
        looping.advance("1s");
        assertThat(looping.step()).isEqualTo("two");
    }
}
