package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A clock that runs, compared with the real time around each look at it. */
class ClockRunsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void aResumedClockRunsFromWhereItStood() {
        MovableClock clock = MovableClock.frozenAt(START);
        spin();
        long before = System.nanoTime();
        clock.resume();
        Instant now = clock.instant();
        long after = System.nanoTime();

        assertThat(Duration.between(START, now).toNanos()).isBetween(0L, after - before);
    }

    @Test
    void aNewSpeedHoldsFromNowOn() {
        MovableClock clock = MovableClock.frozenAt(START);
        clock.resume();
        spin();
        long before = System.nanoTime();
        Instant slow = clock.instant();
        clock.speed(1_000);
        Instant changed = clock.instant();
        long after = System.nanoTime();
        spin();

        assertThat(Duration.between(slow, changed).toNanos()).isBetween(0L, (after - before) * 1_000);
        assertThat(Duration.between(changed, clock.instant())).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aMoveIsAddedToTheTimeThatHasRun() {
        MovableClock clock = MovableClock.running();
        Instant before = clock.instant();
        clock.advance(Duration.ofDays(1));
        Instant after = clock.instant();

        assertThat(Duration.between(before, after))
                .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusMinutes(10));
    }

    private static void spin() {
        long end = System.nanoTime() + Duration.ofMillis(3).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
