package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovableClockTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final MovableClock clock = MovableClock.frozenAt(START);

    @Test
    void standsAtExactlyTheTimeItWasFrozenAt() {
        assertThat(clock.isFrozen()).isTrue();
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void isMovedForwardWhileFrozen() {
        clock.advance(Duration.ofMinutes(4));
        clock.advance(Duration.ZERO);
        clock.advance(Duration.ofNanos(1));

        assertThat(clock.isFrozen()).isTrue();
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(240).plusNanos(1));
    }

    @Test
    void isMovedForwardWhileRunning() {
        MovableClock running = MovableClock.running();
        Instant before = running.instant();

        running.advance(Duration.ofHours(1));

        assertThat(running.isFrozen()).isFalse();
        assertThat(running.instant()).isAfterOrEqualTo(before.plus(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 60, 99_999.75, 100_000})
    void runsForDecadesOfRealTimeAtEachSpeed(double speed) {
        AtomicLong nanoTime = new AtomicLong(-17);
        MovableClock running = MovableClock.runningFrom(START, nanoTime::get);
        running.speed(speed);
        long day = Duration.ofDays(1).toNanos();

        for (int days = 1; days < 365 * 20; days++) {
            nanoTime.addAndGet(day);
            Duration expected = Duration.ofMillis((long) (days * 86_400_000d * speed));
            Instant exact = START.plus(expected);
            Instant latest = exact.isAfter(LATEST) ? LATEST : exact;
            assertThat(running.instant()).isCloseTo(latest, within(1, ChronoUnit.SECONDS));
            assertThat(running.micros()).isEqualTo(MovableClock.micros(running.instant()));
        }
    }

    @Test
    void stopsAndGoesOnFromThere() {
        MovableClock running = MovableClock.running();
        running.freeze();
        Instant stopped = running.instant();
        assertThat(running.instant()).isEqualTo(stopped);

        running.resume();

        assertThat(running.isFrozen()).isFalse();
        assertThat(awaitLaterThan(stopped, running)).isAfter(stopped);
    }

    @Test
    void freezingTwiceAndResumingTwiceChangeNothing() {
        clock.freeze();
        clock.freeze();
        assertThat(clock.instant()).isEqualTo(START);

        clock.resume();
        Instant running = clock.instant();
        clock.resume();
        assertThat(clock.instant()).isAfterOrEqualTo(running);
    }

    @Test
    void runsAsFastAsTold() {
        MovableClock fast = MovableClock.running();
        assertThat(fast.speed()).isEqualTo(1);
        fast.speed(MovableClock.FASTEST);
        assertThat(fast.speed()).isEqualTo(MovableClock.FASTEST);

        Instant mockBefore = fast.instant();
        long realBefore = System.nanoTime();
        spin(Duration.ofMillis(2));
        Duration real = Duration.ofNanos(System.nanoTime() - realBefore);
        Duration mock = Duration.between(mockBefore, fast.instant());

        assertThat(mock).isGreaterThanOrEqualTo(real.multipliedBy((long) MovableClock.FASTEST));
    }

    @Test
    void aNewSpeedLetsAFrozenClockStandAndHoldsWhenItRuns() {
        clock.speed(60);

        assertThat(clock.isFrozen()).isTrue();
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.speed()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, 100_000.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesSpeedsOutOfRange(double speed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.speed(speed))
                .withMessageContaining("at most 100000 times");
        assertThat(clock.speed()).isEqualTo(1);
    }

    @Test
    void refusesMovesOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Durations.LONGEST.plusNanos(1)));
        assertThat(clock.instant()).isEqualTo(START);

        clock.advance(Durations.LONGEST);
        assertThat(clock.instant()).isEqualTo(START.plus(Durations.LONGEST));
    }

    @Test
    void endsWithTheYearThatADateHeaderCanCarry() {
        MovableClock late = MovableClock.frozenAt(LATEST.minusSeconds(1));
        late.advance(Duration.ofHours(1));
        assertThat(late.instant()).isEqualTo(LATEST);

        late.resume();
        assertThat(late.instant()).isEqualTo(LATEST);
        assertThat(MovableClock.frozenAt(LATEST.plusSeconds(1)).instant()).isEqualTo(LATEST);
    }

    @Test
    void losesNoMoveOfManyThreads() throws Exception {
        AllAtOnce.call(200, i -> {
            clock.advance(Duration.ofMillis(i));
            return i;
        });

        assertThat(clock.instant()).isEqualTo(START.plusMillis(199 * 200 / 2));
    }

    @Test
    void neverGoesBackForAnyThreadWhileOthersMoveIt() throws Exception {
        MovableClock moved = MovableClock.running();

        List<List<Instant>> seen = AllAtOnce.call(16, i -> {
            List<Instant> times = new ArrayList<>();
            for (int k = 0; k < 500; k++) {
                disturb(moved, i, k);
                times.add(moved.instant());
            }
            return times;
        });

        assertThat(seen).allSatisfy(times -> assertThat(times).isSorted());
    }

    private static void disturb(MovableClock clock, int thread, int turn) {
        switch ((thread + turn) % 5) {
            case 0 -> clock.advance(Duration.ofMillis(turn));
            case 1 -> clock.freeze();
            case 2 -> clock.resume();
            case 3 -> clock.speed(1 + turn);
            default -> clock.instant();
        }
    }

    private static Instant awaitLaterThan(Instant time, MovableClock clock) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Instant now = clock.instant();
        while (!now.isAfter(time) && System.nanoTime() < end) {
            Thread.onSpinWait();
            now = clock.instant();
        }
        return now;
    }

    private static void spin(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void microsecondsAreRoundedDown() {
        assertThat(MovableClock.micros(Instant.ofEpochSecond(3, 2_999))).isEqualTo(3_000_002);
    }
}
