package io.github.rackconnectmock.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.conduct.Observed;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a client that was told a Retry-After may ask again, in the mock's time. */
class RetryAfterFieldTest {
    private static final long SECOND = 1_000_000;

    private final MovableClock clock = MovableClock.frozenAt(Instant.EPOCH);

    @Test
    void secondsAreAClientsRealOnes() {
        clock.speed(60);
        assertThat(RetryAfterField.end("10", 5 * SECOND, clock))
                .as("a frozen clock is moved by the client's own waiting")
                .isEqualTo(15 * SECOND);

        assertThat(RetryAfterField.end("0", 0, clock)).isZero();
        assertThat(RetryAfterField.end("999999999", 0, clock)).isEqualTo(999_999_999 * SECOND);
        clock.resume();
        assertThat(RetryAfterField.end(" 10 ", 5 * SECOND, clock)).isEqualTo(605 * SECOND);
    }

    @Test
    void aDateIsTheMocks() {
        clock.speed(60);
        clock.resume();
        assertThat(RetryAfterField.end("Thu, 01 Jan 1970 00:00:30 GMT", 5 * SECOND, clock))
                .isEqualTo(30 * SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "10000000000", "Thu, 01 Jan 1970"})
    void whatIsNeitherTellsNothing(String field) {
        assertThat(RetryAfterField.end(field, 0, clock)).isEqualTo(Observed.NEVER);
    }
}
