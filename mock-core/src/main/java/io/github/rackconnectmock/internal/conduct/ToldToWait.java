package io.github.rackconnectmock.internal.conduct;

import org.jspecify.annotations.Nullable;

/** Whether one client waited as {@code Retry-After} told it. */
final class ToldToWait {
    private final Ended last = new Ended();
    private long until;

    /** The first request that came too early, with the time that was left; {@code null} for none. */
    @Nullable
    Pair tooEarly;

    ToldToWait() {}

    ToldToWait(ToldToWait other) {
        tooEarly = other.tooEarly;
    }

    void told(Observed answered) {
        last.set(answered);
        until = answered.retryAtMicros();
    }

    void asked(Observed request) {
        if (tooEarly == null && request.atMicros() < until && last.isBefore(request)) {
            tooEarly = new Pair(last.number, request.number(), until - request.atMicros(), "");
        }
    }
}
