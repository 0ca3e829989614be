package io.github.rackconnectmock.internal.scenario.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactNumberTest {
    private static final BigInteger LIMIT = BigInteger.TEN.pow(19);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.000, 0",
        "0e99999999999, 0",
        "0E-5, 0",
        "1, 1",
        "-12, -12",
        "1.0, 1",
        "1e2, 100",
        "1E+2, 100",
        "1.50e1, 15",
        "100e-2, 1",
        "9223372036854775808, 9223372036854775808"
    })
    void isWhole(String json, BigInteger value) {
        assertThat(new ExactNumber(json).isWhole()).isTrue();
        assertThat(new ExactNumber(json).wholeValue()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.5", "-0.1", "1.01", "1e-1", "15e-1", "1e-99999999999", "0.00000000000000000000000000001"})
    void isNotWhole(String json) {
        assertThat(new ExactNumber(json).isWhole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e19", "99999999999999999999", "1e999999999", "1e99999999999", "1e99999999999999999999999"})
    void isBeyondAllLongs(String json) {
        assertThat(new ExactNumber(json).wholeValue()).isGreaterThanOrEqualTo(LIMIT);
        assertThat(new ExactNumber("-" + json).wholeValue()).isLessThanOrEqualTo(LIMIT.negate());
    }

    @Property
    void isWhatBigDecimalSays(
            @ForAll long digits, @ForAll @IntRange(min = -30, max = 30) int exponent, @ForAll boolean plain) {
        BigDecimal number = new BigDecimal(BigInteger.valueOf(digits), -exponent);
        ExactNumber read = new ExactNumber(plain ? number.toPlainString() : number.toString());

        boolean whole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        assertThat(read.isWhole()).isEqualTo(whole);
        if (whole) {
            BigInteger exact = number.toBigIntegerExact();
            BigInteger expected = exact.min(LIMIT).max(LIMIT.negate());
            assertThat(read.wholeValue().min(LIMIT).max(LIMIT.negate())).isEqualTo(expected);
        }
    }
}
