package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.journal.ExpectationJudge;

/**
 * What an expectation of the scenario comes to for one server's client. Immutable.
 *
 * @param server the server, or {@code all servers}
 * @param check what is expected, such as {@code noticedDeployedWithin 30s}
 * @param verdict what speaks against it
 */
public record ExpectationResult(String server, String check, Verdict verdict) {
    static ExpectationResult of(ExpectationJudge.Judged judged) {
        return new ExpectationResult(judged.server(), judged.check().toString(), Verdict.of(judged.judgement()));
    }

    /** Whether it is met: what nothing shows isn't. */
    public boolean isMet() {
        return verdict.kind() == Verdict.Kind.GOOD;
    }

    /** Such as {@code web1: stoppedAfterDeployed: asked again 3s after it was told DEPLOYED}. */
    @Override
    public String toString() {
        return server + ": " + check + (isMet() ? ": met" : ": " + verdict.why());
    }
}
