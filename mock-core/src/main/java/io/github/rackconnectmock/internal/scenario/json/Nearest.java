package io.github.rackconnectmock.internal.scenario.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word that was probably meant. */
final class Nearest {
    private static final int LONGEST_WORD = 64;

    private Nearest() {}

    /** The word of the list that differs in few letters, whatever their case; the first of several. */
    static Optional<String> to(String typed, Collection<String> words) {
        if (typed.isEmpty() || typed.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        return words.stream()
                .filter(word -> slips(typed, word) <= allowedSlips(typed))
                .min(Comparator.comparingInt(word -> slips(typed, word)));
    }

    /** The end of a sentence about an unknown word: what was meant, or else what there is. */
    static String hint(String typed, Collection<String> words, String intro) {
        return to(typed, words)
                .map(word -> ", did you mean \"" + word + "\"?")
                .orElseGet(() -> "; " + intro + " " + list(words, "and"));
    }

    /** Such as {@code "a", "b" and "c"}. */
    static String list(Collection<String> words, String last) {
        String all = words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
        int comma = all.lastIndexOf(", ");
        return comma < 0 ? all : all.substring(0, comma) + " " + last + all.substring(comma + 1);
    }

    private static int allowedSlips(String typed) {
        return typed.length() < 3 ? 0 : typed.length() < 6 ? 1 : typed.length() / 3;
    }

    /** How many letters must be added, dropped, changed or swapped with their neighbour. */
    private static int slips(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length()];
    }
}
