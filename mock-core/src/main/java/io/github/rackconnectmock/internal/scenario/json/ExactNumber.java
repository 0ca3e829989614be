package io.github.rackconnectmock.internal.scenario.json;

import java.math.BigInteger;

/**
 * A number of JSON, exactly. It may have many digits or a large exponent, and isn't written out: the work is linear in its
 * length.
 */
final class ExactNumber {
    /** As many as the largest long has. */
    private static final int MOST_DIGITS = 19;

    private static final BigInteger BEYOND_ALL = BigInteger.TEN.pow(MOST_DIGITS);

    /** Where an exponent is as good as any larger one: no file has as many digits. */
    private static final int LARGEST_EXPONENT = 1_000_000_000;

    private final boolean negative;

    /** Without zeros at the beginning and the end; empty for zero. */
    private final String digits;

    /** How many zeros follow the digits; below zero, how many of the digits are behind the point. */
    private final long exponent;

    /** @param json a number as JSON has it */
    ExactNumber(String json) {
        negative = json.startsWith("-");
        int mark = Math.max(json.indexOf('e'), json.indexOf('E'));
        String mantissa = json.substring(negative ? 1 : 0, mark < 0 ? json.length() : mark);
        int point = mantissa.indexOf('.');
        int behindPoint = point < 0 ? 0 : mantissa.length() - point - 1;
        String all = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
        int end = all.length();
        while (end > 0 && all.charAt(end - 1) == '0') {
            end--;
        }
        int first = 0;
        while (first < end && all.charAt(first) == '0') {
            first++;
        }
        digits = all.substring(first, end);
        exponent = (mark < 0 ? 0 : exponent(json.substring(mark + 1))) - behindPoint + all.length() - end;
    }

    /** Whether only zeros are behind the point. */
    boolean isWhole() {
        return digits.isEmpty() || exponent >= 0;
    }

    /** The value of a whole number; for one that is beyond every long, another such. */
    BigInteger wholeValue() {
        BigInteger size;
        if (digits.isEmpty()) {
            size = BigInteger.ZERO;
        } else if (digits.length() + exponent > MOST_DIGITS) {
            size = BEYOND_ALL;
        } else {
            size = new BigInteger(digits).multiply(BigInteger.TEN.pow((int) exponent));
        }
        return negative ? size.negate() : size;
    }

    boolean is(int other) {
        return isWhole() && wholeValue().equals(BigInteger.valueOf(other));
    }

    private static long exponent(String text) {
        boolean down = text.startsWith("-");
        long size = 0;
        for (int i = down || text.startsWith("+") ? 1 : 0; i < text.length() && size < LARGEST_EXPONENT; i++) {
            size = size * 10 + text.charAt(i) - '0';
        }
        return down ? -size : size;
    }
}
