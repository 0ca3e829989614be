package io.github.rackconnectmock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    private static final long LONGEST_IN_MILLIS = 87_600L * 3_600_000;

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "30s, PT30S",
        "4m, PT4M",
        "1h30m, PT1H30M",
        "90s, PT1M30S",
        "1m5ms, PT1M0.005S",
        "1h2m3s4ms, PT1H2M3.004S",
        "0s, PT0S",
        "PT4M, PT4M",
        "pt4m, PT4M",
        "P1DT1S, PT24H1S",
        "87600h, PT87600H",
    })
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "-5s",
                "PT-5S",
                "-PT5S",
                "5 s",
                " 5s",
                "5s ",
                "1.5s",
                "5S",
                "5min",
                "30m1h",
                "1s1s",
                "ms",
                "s",
                "P",
                "PT",
                "Pancake",
                "٣s",
                "1234567890s",
                "PT99999999999999999999S",
                "1d",
            })
    void refusesAllElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Property
    void readsWhatItWrites(@ForAll @LongRange(min = 0, max = LONGEST_IN_MILLIS) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.format(duration))).contains(duration);
    }

    @Property
    void cutsOffPartsOfAMillisecond(
            @ForAll @LongRange(min = 0, max = LONGEST_IN_MILLIS) long millis,
            @ForAll @LongRange(min = 0, max = 999_999) long nanos) {
        Duration whole = Duration.ofMillis(millis);

        assertThat(Durations.format(whole.plusNanos(nanos))).isEqualTo(Durations.format(whole));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT60S, 1m", "PT90M, 1h30m", "PT24H, 24h", "PT1.25S, 1s250ms"})
    void writesTheShortForm(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }
}
