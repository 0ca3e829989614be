package io.github.rackconnectmock.internal.conduct;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A set of numbers that are 0 or more, a bit for each. Only the ranges that have some of them take memory. */
final class Numbers {
    private static final int BITS = Long.SIZE;
    private static final int IN_RANGE = 4096;

    private long[] @Nullable [] ranges = new long[0][];

    /** Adds a number; whether it wasn't there. */
    boolean add(int number) {
        long[] range = range(number / IN_RANGE);
        int place = number % IN_RANGE / BITS;
        long bit = 1L << (number % BITS);
        boolean isNew = (range[place] & bit) == 0;
        range[place] |= bit;
        return isNew;
    }

    private long[] range(int index) {
        if (index >= ranges.length) {
            ranges = Arrays.copyOf(ranges, index + 1);
        }
        long[] range = ranges[index];
        if (range == null) {
            range = new long[IN_RANGE / BITS];
            ranges[index] = range;
        }
        return range;
    }
}
