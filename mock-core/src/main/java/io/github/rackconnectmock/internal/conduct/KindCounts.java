package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How many requests there were of each kind. A client's are of a few kinds only. */
final class KindCounts {
    private static final List<Operation> OPERATIONS = List.of(Operation.values());
    private static final List<Format> FORMATS = List.of(Format.values());
    private static final List<Rule> RULES = List.of(Rule.values());

    /** Answers that aren't a status are numbered from here on. */
    private static final int FIRST_WORD = 1_000;

    /** More than there are codes. */
    private static final int CODES = 2_048;

    private static final int CODE = 16 * 4 * 16;
    private static final int MOST_INCIDENTS = Integer.MAX_VALUE / (CODES * CODE) - 1;

    // Most requests are of the same kind as the one before: its count is apart, until another comes.
    private int lastKind = -1;
    private long ofLastKind;

    private int[] kinds = {};
    private long[] counts = {};
    private int size;
    private @Nullable List<String> words;
    private @Nullable List<String> incidents;

    void add(Observed request) {
        int kind = kind(request);
        if (kind != lastKind) {
            put();
            lastKind = kind;
            ofLastKind = 0;
        }
        ofLastKind++;
    }

    /** Adds the count that is apart. */
    private void put() {
        if (ofLastKind == 0) {
            return;
        }
        for (int i = 0; i < size; i++) {
            if (kinds[i] == lastKind) {
                counts[i] += ofLastKind;
                ofLastKind = 0;
                return;
            }
        }
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size + 1);
            counts = Arrays.copyOf(counts, 2 * size + 1);
        }
        kinds[size] = lastKind;
        counts[size++] = ofLastKind;
        ofLastKind = 0;
    }

    private int kind(Observed request) {
        int code = request.isWhole() ? request.status() : FIRST_WORD + place(request.word());
        Struck struck = request.struck();
        int incident = struck == null ? 0 : placeOfIncident(struck.incident());
        return (((incident * CODES + code) * 16 + place(request.operation())) * 4 + place(request.format())) * 16
                + place(request.rule());
    }

    /** From 1; 0 for an incident after so many others that nobody counts them. */
    private int placeOfIncident(String incident) {
        List<String> all = incidents;
        if (all == null) {
            all = new ArrayList<>(1);
            incidents = all;
        }
        int known = all.indexOf(incident);
        if (known < 0 && all.size() < MOST_INCIDENTS) {
            all.add(incident);
            return all.size();
        }
        return known + 1;
    }

    private int place(String word) {
        List<String> all = words;
        if (all == null) {
            all = new ArrayList<>(1);
            words = all;
        }
        int known = all.indexOf(word);
        if (known < 0) {
            all.add(word);
            return all.size() - 1;
        }
        return known;
    }

    /** Where something is counted, 0 for nothing. No number outlives the JVM. */
    @SuppressWarnings("EnumOrdinal")
    private static int place(@Nullable Enum<?> value) {
        return value == null ? 0 : value.ordinal() + 1;
    }

    void forEach(@Nullable String server, Consumer<AllFacts.Kind> to) {
        put();
        for (int i = 0; i < size; i++) {
            int kind = kinds[i];
            int code = kind / CODE % CODES;
            int incident = kind / CODE / CODES;
            to.accept(new AllFacts.Kind(
                    server,
                    of(OPERATIONS, kind / (4 * 16) % 16),
                    of(FORMATS, kind / 16 % 4),
                    of(RULES, kind % 16),
                    code < FIRST_WORD || words == null ? Integer.toString(code) : words.get(code - FIRST_WORD),
                    incident == 0 || incidents == null ? null : incidents.get(incident - 1),
                    counts[i]));
        }
    }

    private static <T> @Nullable T of(List<T> values, int place) {
        return place == 0 ? null : values.get(place - 1);
    }
}
