package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.ServerState;
import org.jspecify.annotations.Nullable;

/** A request and its answer, as far as a client's conduct depends on them. */
public interface Observed extends Attempt {
    /** That there is no such time. */
    long NEVER = Long.MIN_VALUE;

    /** Whether its client ended its sending side before the answer went out, and so has probably left. */
    boolean isLeft();

    /** What was asked for; {@code null} for no operation. */
    @Nullable
    Operation operation();

    /** The format of the answer; {@code null} for a sentence of the mock's own. */
    @Nullable
    Format format();

    /** The rule that answered; {@code null} for an answer by the state alone. */
    @Nullable
    Rule rule();

    /** The rule and its details; empty for an answer by the state alone. */
    String reasonText();

    /** Whether the method is GET. */
    boolean isGet();

    /** The HTTP status. */
    int status();

    /** Whether the answer is the status and all of the body. */
    boolean isWhole();

    /** The answer in one word: the status, or a fault's kind. */
    String word();

    /** The state that the request met; {@code null} where it went no further than that. */
    @Nullable
    ServerState state();

    /** Whether a rate limit counts it, or would if there were one. */
    boolean isLimited();

    /** The mock's time before which the client was told not to ask again; {@link #NEVER} if it wasn't. */
    long retryAtMicros();

    /** What the facts noted at its begin. */
    int mark();

    /** Notes something until its end. */
    void mark(int generation);

    /** The incident that struck it; {@code null} for none. */
    @Nullable
    Struck struck();
}
