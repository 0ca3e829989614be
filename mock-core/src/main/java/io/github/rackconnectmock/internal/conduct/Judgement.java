package io.github.rackconnectmock.internal.conduct;

/**
 * What is said of one client.
 *
 * @param kind whether it did as it should
 * @param why what speaks against it, or why nothing is known; empty where it did as it should
 */
public record Judgement(Kind kind, String why) {
    /** It did as it should. */
    public static final Judgement GOOD = new Judgement(Kind.GOOD, "");

    /** What a judgement comes to. */
    public enum Kind {
        /** It did as it should. */
        GOOD,
        /** It did not. */
        BAD,
        /** Nothing that it did shows it. */
        UNKNOWN
    }

    /** It did not. */
    public static Judgement bad(String why) {
        return new Judgement(Kind.BAD, why);
    }

    /** Nothing that it did shows it. */
    public static Judgement unknown(String why) {
        return new Judgement(Kind.UNKNOWN, why);
    }
}
