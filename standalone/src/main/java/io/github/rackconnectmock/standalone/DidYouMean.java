package io.github.rackconnectmock.standalone;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was meant. */
final class DidYouMean {
    private DidYouMean() {}

    /** The word that is nearest to a mistyped one; empty if none is near. */
    static Optional<String> nearest(String mistyped, Collection<String> words) {
        int most = Math.max(1, mistyped.replace("-", "").length() / 3);
        return words.stream()
                .filter(word -> distance(mistyped, word) <= most)
                .min(Comparator.comparingInt(word -> distance(mistyped, word)));
    }

    /** A remedy for a message: {@code did you mean serve?}, or what is said where nothing is near. */
    static String remedy(String mistyped, Collection<String> words, String otherwise) {
        return nearest(mistyped, words)
                .map(word -> "did you mean " + word + "?")
                .orElse(otherwise);
    }

    /** How many letters have to be put in, left out, replaced or swapped with their neighbour. */
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean isSame = one.charAt(i - 1) == other.charAt(j - 1);
                cost[i][j] =
                        Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (isSame ? 0 : 1));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
