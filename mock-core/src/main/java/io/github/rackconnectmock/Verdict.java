package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.conduct.Judgement;

/**
 * What is said of a client. Immutable.
 *
 * @param kind whether it did as it should
 * @param why what speaks against it, or why nothing is known, such as {@code was never told DEPLOYED}; empty where it did as it
 *     should
 */
public record Verdict(Kind kind, String why) {
    /** What a verdict comes to. */
    public enum Kind {
        /** It did as it should. */
        GOOD,
        /** It did not. */
        BAD,
        /** Nothing that it did shows it. */
        UNKNOWN
    }

    static Verdict of(Judgement judgement) {
        return new Verdict(Kind.valueOf(judgement.kind().name()), judgement.why());
    }
}
