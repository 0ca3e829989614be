package io.github.rackconnectmock.internal.conduct;

import static org.assertj.core.api.Assertions.assertThat;

/** Short words for what a judgement is. */
final class JudgementAssert {
    private JudgementAssert() {}

    static void assertGood(Judgement judgement) {
        assertThat(judgement).isEqualTo(new Judgement(Judgement.Kind.GOOD, ""));
    }

    static void assertBad(Judgement judgement, String why) {
        assertThat(judgement).isEqualTo(new Judgement(Judgement.Kind.BAD, why));
    }

    static void assertUnknown(Judgement judgement, String why) {
        assertThat(judgement).isEqualTo(new Judgement(Judgement.Kind.UNKNOWN, why));
    }
}
