package io.github.rackconnectmock.internal.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When what is seen now and then has changed. A change lies between two looks: after the last that saw the old value, and not
 * after the first that saw the new one. Changes that can have come together are taken for one. Times are milliseconds.
 *
 * @param <K> what tells one changing thing from another
 */
final class LifeChanges<K> {
    private static final int[] UNITS = {1_000, 100, 10, 1};

    private final List<Change<K>> changes = new ArrayList<>();

    /**
     * Something that has changed.
     *
     * @param after the last time at which it had not
     * @param until the first time at which it had
     * @param value what it is since then
     */
    record Change<K>(
            K what, long after, long until, @Nullable Object value) {}

    /** Changes that are taken for one, and when they came. */
    record Moment<K>(long at, List<Change<K>> changes) {}

    /** A thing that is looked at. */
    final class Watched {
        private final K what;
        private boolean isKnown;
        private long last;
        private @Nullable Object first;
        private @Nullable Object value;

        Watched(K what) {
            this.what = what;
        }

        /** It has this value at this time, which is never before that of the look before. */
        void is(@Nullable Object now, long at) {
            if (!isKnown) {
                first = now;
            } else if (!Objects.equals(value, now)) {
                changes.add(new Change<>(what, last, at, now));
            }
            isKnown = true;
            value = now;
            last = at;
        }

        /** Whether it was ever looked at. */
        boolean isKnown() {
            return isKnown;
        }

        /** What it was at first. */
        @Nullable
        Object first() {
            return first;
        }
    }

    Watched watch(K what) {
        return new Watched(what);
    }

    /** All changes, as few moments as possible. */
    List<Moment<K>> moments() {
        List<Change<K>> sorted = new ArrayList<>(changes);
        // Sorted by their ends, the first of those left has to come before its end: all that can come then come with
        // it.
        sorted.sort(Comparator.comparingLong(Change::until));
        List<Moment<K>> moments = new ArrayList<>();
        for (int i = 0; i < sorted.size(); ) {
            long until = sorted.get(i).until();
            long after = sorted.get(i).after();
            List<Change<K>> together = new ArrayList<>();
            do {
                after = Math.max(after, sorted.get(i).after());
                together.add(sorted.get(i));
                i++;
            } while (i < sorted.size() && sorted.get(i).after() < until);
            moments.add(new Moment<>(between(after, until), together));
        }
        return moments;
    }

    /** The middle of two times, the later one included, as round as it can be. */
    static long between(long after, long until) {
        long middle = after + (until - after + 1) / 2;
        for (int unit : UNITS) {
            long round = Math.floorDiv(middle + unit / 2, unit) * unit;
            if (after < round && round <= until) {
                return round;
            }
        }
        return until;
    }
}
