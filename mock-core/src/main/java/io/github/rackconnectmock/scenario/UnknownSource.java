package io.github.rackconnectmock.scenario;

import org.jspecify.annotations.Nullable;

/**
 * What a caller gets that is no server of the scenario. Immutable.
 *
 * @param effect the answer or fault; those that show the right answer, such as {@link FaultEffect.Delay}, show a 403
 */
public record UnknownSource(FaultEffect effect) {
    /** 403 Forbidden, the default (inferred; that it is a 4xx is inferred from client code). */
    public static final UnknownSource FORBIDDEN = status(403);

    /** 404 Not Found. */
    public static final UnknownSource NOT_FOUND = status(404);

    /** The connection is reset, as if no API could be reached from there. */
    public static final UnknownSource RESET = new UnknownSource(new FaultEffect.Reset());

    /** Answers with this status, 400 to 599, and a sentence of the mock's own. */
    public static UnknownSource status(int status) {
        return status(status, null);
    }

    /** Answers with this status, 400 to 599, and this text; {@code null} for a sentence of the mock's own. */
    public static UnknownSource status(int status, @Nullable String body) {
        FaultEffect.Answer answer = FaultEffect.Answer.of(status);
        return new UnknownSource(body == null ? answer : answer.body(body));
    }
}
