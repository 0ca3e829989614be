package io.github.rackconnectmock.internal.conduct;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the waits of one client grow over failures in a row. Kept are the pairs of waits that no other pair is worse than,
 * whatever factor and longest wait are asked for later: the smaller the growth, and the shorter the second wait, the worse.
 */
final class BackOff {
    /** More such pairs than this need waits that no client has; then there is no verdict. */
    static final int MOST_PAIRS = 24;

    private final Ended last = new Ended();
    private boolean open;
    private boolean failed;

    /** The last wait of the run of failures that goes on; -1 before its first. */
    private long before = -1;

    /** The first wait of the first run; -1 before there was one. */
    long first = -1;

    /** The longest first wait of a later run; -1 before there was one. */
    long longestLaterFirst = -1;

    long longestLaterFirstNumber;

    private long[] shorter = {};
    private long[] longer = {};
    private long[] numbers = {};
    private int pairs;
    boolean overflown;
    long judged;

    BackOff() {}

    BackOff(BackOff other) {
        first = other.first;
        longestLaterFirst = other.longestLaterFirst;
        longestLaterFirstNumber = other.longestLaterFirstNumber;
        pairs = other.pairs;
        shorter = Arrays.copyOf(other.shorter, pairs);
        longer = Arrays.copyOf(other.longer, pairs);
        numbers = Arrays.copyOf(other.numbers, pairs);
        overflown = other.overflown;
        judged = other.judged;
    }

    void ended(Attempt answered, boolean failure) {
        last.set(answered);
        open = true;
        failed = failure;
        if (!failure) {
            before = -1;
        }
    }

    void begun(Attempt request) {
        if (!open || !failed || !last.isBefore(request)) {
            return;
        }
        open = false;
        long wait = last.until(request);
        if (before >= 0) {
            judged++;
            add(before, wait, request.number());
        } else if (first < 0) {
            first = wait;
        } else if (wait > longestLaterFirst) {
            longestLaterFirst = wait;
            longestLaterFirstNumber = request.number();
        }
        before = wait;
    }

    private void add(long one, long next, long number) {
        if (one == 0) {
            // No wait is too short after none.
            return;
        }
        int kept = 0;
        for (int i = 0; i < pairs; i++) {
            if (isWorse(shorter[i], longer[i], one, next)) {
                return;
            }
        }
        for (int i = 0; i < pairs; i++) {
            if (!isWorse(one, next, shorter[i], longer[i])) {
                shorter[kept] = shorter[i];
                longer[kept] = longer[i];
                numbers[kept] = numbers[i];
                kept++;
            }
        }
        pairs = kept;
        if (pairs == MOST_PAIRS) {
            overflown = true;
            return;
        }
        if (pairs == shorter.length) {
            shorter = Arrays.copyOf(shorter, 2 * pairs + 1);
            longer = Arrays.copyOf(longer, shorter.length);
            numbers = Arrays.copyOf(numbers, shorter.length);
        }
        shorter[pairs] = one;
        longer[pairs] = next;
        numbers[pairs] = number;
        pairs++;
    }

    /** Whether each demand that the second pair breaks is broken by the first as well. */
    private static boolean isWorse(long one, long next, long otherOne, long otherNext) {
        return next <= otherNext && (double) next * otherOne <= (double) otherNext * one;
    }

    /** A wait that is shorter than it should be; {@code null} for none. */
    @Nullable
    Pair tooShort(double factor, double longest) {
        for (int i = 0; i < pairs; i++) {
            if (longer[i] < shorter[i] * factor && longer[i] < longest) {
                return new Pair(shorter[i], numbers[i], longer[i], "");
            }
        }
        return null;
    }
}
