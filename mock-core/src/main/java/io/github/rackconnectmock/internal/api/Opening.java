package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.conduct.FailedAttempt;
import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection that has come to a stage before its first request: whose it is, and what strikes it. Immutable. */
public final class Opening {
    private static final int BAD_GATEWAY = 502;

    private final @Nullable ServerLife server;
    private final @Nullable AppliedFault fault;
    private final MovableClock clock;
    private final Instant at;
    private final long nanos = System.nanoTime();

    Opening(@Nullable ServerLife server, @Nullable AppliedFault fault, MovableClock clock) {
        this.server = server;
        this.fault = fault;
        this.clock = clock;
        this.at = clock.instant();
    }

    /** The server whose client it is; {@code null} for none. */
    public @Nullable ServerLife server() {
        return server;
    }

    /** What strikes it; {@code null} for nothing. */
    public @Nullable AppliedFault fault() {
        return fault;
    }

    /** The incident whose fault it is; {@code null} for none. */
    public @Nullable String incident() {
        Struck struck = struck();
        return struck == null ? null : struck.incident();
    }

    /** The reason of what strikes it; empty for nothing. */
    public String reason() {
        if (fault == null) {
            return "";
        }
        String incident = incident();
        return Rule.FAULT.because(
                        "kind=" + fault.effect().kind() + "; at=" + fault.at().word())
                + (incident == null ? "" : "; incident=" + incident);
    }

    /** The answer to CONNECT of a fault that is an answer; {@code null} for another. */
    public @Nullable SaidAnswer answer() {
        if (fault == null || fault.at() != Fault.Stage.CONNECT) {
            return null;
        }
        if (fault.effect() instanceof FaultEffect.Answer said) {
            return SaidAnswer.of(said, "The service is in trouble.", at, fault.end(), clock);
        }
        return fault.effect() instanceof FaultEffect.Refused
                ? SaidAnswer.of(
                        FaultEffect.Answer.of(BAD_GATEWAY), "Nothing listens at this host.", at, fault.end(), clock)
                : null;
    }

    /** That it has failed now. */
    public FailedAttempt failed(ConnectionFacts connection) {
        return new FailedAttempt(
                MovableClock.micros(at), nanos, clock.micros(), System.nanoTime(), connection, clock.speed(), struck());
    }

    private @Nullable Struck struck() {
        return fault == null ? null : fault.struck();
    }
}
