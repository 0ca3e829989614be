package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.START;
import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static io.github.rackconnectmock.scenario.Operation.AUTOMATION_FEATURES;
import static io.github.rackconnectmock.scenario.Operation.GATEWAY_IP;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServerLifeTest {
    private static final Duration SECONDS_30 = Duration.ofSeconds(30);

    private static @Nullable Instant since(Played played) {
        return played.server().snapshot().since();
    }

    @Nested
    class AfterATime {
        private final Played played = Played.of(web1().step(Step.after(Duration.ofSeconds(10)))
                .step(Step.after(Duration.ofSeconds(20)))
                .step(Step.after(Duration.ZERO))
                .step(Step.after(Duration.ofSeconds(30))));

        @Test
        void beginsExactlyThen() {
            assertThat(played.step()).isEqualTo("start");
            played.advance("9.999999999s");
            assertThat(played.step()).isEqualTo("start");
            played.advance("0.000000001s");
            assertThat(played.step()).isEqualTo("step-1");
        }

        @Test
        void passesAStepOfNoLength() {
            played.advance("29.999s");
            assertThat(played.step()).isEqualTo("step-1");
            played.advance("0.001s");
            assertThat(played.step()).isEqualTo("step-3");
        }

        @Test
        void countsFromTheStepBeforeHoweverLateAnyoneLooks() {
            played.advance("45s");
            assertThat(played.step()).isEqualTo("step-3");
            assertThat(since(played)).isEqualTo(START.plusSeconds(30));

            played.advance("15s");
            assertThat(played.step()).isEqualTo("step-4");
            assertThat(since(played)).isEqualTo(START.plusSeconds(60));
        }

        @Test
        void theLastStepLasts() {
            played.advance("87600H");
            assertThat(played.step()).isEqualTo("step-4");
            assertThat(played.server().snapshot().next()).isNull();
        }
    }

    @Nested
    class AfterRequests {
        @Test
        void theNextAnswerIsAlreadyTheNewSteps() {
            Played played = Played.of(web1().step(Step.afterRequests(3)).step(Step.afterRequests(1)));

            assertThat(new String[] {played.ask(), played.ask(), played.ask(), played.ask(), played.ask()})
                    .containsExactly("start", "start", "start", "step-1", "step-2");
        }

        @Test
        void countsOneOperationOnlyIfTold() {
            Played played = Played.of(web1().step(Step.afterRequests(GATEWAY_IP, 2)));
            played.ask(10);
            played.ask(GATEWAY_IP);
            assertThat(played.ask(AUTOMATION_FEATURES)).isEqualTo("start");

            played.ask(GATEWAY_IP);

            assertThat(played.ask()).isEqualTo("step-1");
        }

        @Test
        void countsFromTheBeginningOfTheStepBefore() {
            Played played =
                    Played.of(web1().step(Step.after(Duration.ofSeconds(1))).step(Step.afterRequests(2)));
            played.ask(5);
            played.advance("1s");

            assertThat(new String[] {played.ask(), played.ask(), played.ask()})
                    .containsExactly("step-1", "step-1", "step-2");
        }

        @Test
        void doesNotCountWhatTheLimitRefuses() {
            Played played = Played.of(web1().step(Step.afterRequests(3)), RateLimit.of(2, Duration.ofMinutes(1)));
            played.ask(10);
            assertThat(played.step()).isEqualTo("start");

            played.advance("60s");
            played.ask();

            assertThat(played.step()).isEqualTo("step-1");
        }

        @Test
        void beginsWithTheRequestThatWasTheLast() {
            Played played = Played.of(web1().step(Step.afterRequests(1)).step(Step.after(Duration.ofSeconds(10))));
            played.advance("5s");
            played.ask();
            played.advance("9s");

            assertThat(played.step()).isEqualTo("step-1");
            assertThat(since(played)).isEqualTo(START.plusSeconds(5));
            played.advance("1s");
            assertThat(played.step()).isEqualTo("step-2");
        }
    }

    @Nested
    class OnASignal {
        private final Played played = Played.of(
                web1().step(Step.on("go").name("gone")).step(Step.on("go")).step(Step.after(SECONDS_30)));

        @Test
        void beginsAtOnceAndOneStepForEachSignal() {
            played.advance("7s");
            played.server().fire("go");

            assertThat(played.step()).isEqualTo("gone");
            assertThat(since(played)).isEqualTo(START.plusSeconds(7));

            played.server().fire("go");
            played.advance("30s");
            assertThat(played.step()).isEqualTo("step-3");
        }

        @Test
        void refusesASignalThatItDoesNotWaitForAndSaysWhatItWaitsFor() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> played.server().fire("stop"))
                    .withMessage("web1 doesn't wait for signal stop: it is at start, and waits for gone on signal go");
            assertThat(played.step()).isEqualTo("start");
        }

        @Test
        void saysSoWhileItWaitsForATimeAndInTheLastStep() {
            played.server().fire("go");
            played.server().fire("go");
            played.advance("12.5s");
            assertThatIllegalStateException()
                    .isThrownBy(() -> played.server().fire("go"))
                    .withMessage("web1 doesn't wait for signal go: it is at step-2, and waits for step-3 after 18s");

            played.advance("17.5s");
            assertThatIllegalStateException()
                    .isThrownBy(() -> played.server().fire("go"))
                    .withMessage(
                            "web1 doesn't wait for signal go: it is at step-3, the last step, and waits for nothing");
        }
    }

    @Nested
    class WithTheFirstRequest {
        private final Played played = Played.of(web1().begins(Begins.FIRST_REQUEST)
                .step(Step.after(Duration.ZERO).name("at-once"))
                .step(Step.after(SECONDS_30).name("later")));

        @Test
        void beginsNoEarlierHoweverOftenAnyoneLooks() {
            played.advance("1H");

            assertThat(played.step()).isEqualTo("start");
            assertThat(since(played)).isNull();
            assertThat(requireNonNull(played.server().snapshot().next()).in()).isNull();
        }

        @Test
        void beginsWithIt() {
            played.advance("1H");
            assertThat(played.ask()).isEqualTo("at-once");
            played.advance("29s");
            assertThat(played.step()).isEqualTo("at-once");
            played.advance("1s");
            assertThat(played.step()).isEqualTo("later");
        }

        @Test
        void anUnknownServersRequestBeginsIt() {
            Played unknown = Played.of(web1().begins(Begins.FIRST_REQUEST)
                    .known(false)
                    .step(Step.after(Duration.ZERO).name("at-once"))
                    .step(Step.after(SECONDS_30).name("later")));
            unknown.advance("1H");
            assertThat(unknown.ask()).isEqualTo("at-once");
        }

        @Test
        void waitsForItAgainAfterARestart() {
            played.ask();
            played.advance("30s");
            played.server().restart();
            played.advance("30s");

            assertThat(played.step()).isEqualTo("start");
        }
    }
}
