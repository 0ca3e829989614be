package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a step: what goes wrong, and for which of the step's requests. A fault lasts for its step only.
 *
 * @param effect what goes wrong
 * @param times how many of the step's first requests it can hit, at least 1; {@code null} for all
 * @param operations the operations it can hit; empty for all
 * @param percent the share of these requests that it does hit, 1 to 100, drawn from the scenario's seed
 */
public record Fault(FaultEffect effect, @Nullable Integer times, Set<Operation> operations, int percent) {

    public Fault {
        operations = Set.copyOf(operations);
    }

    /** A fault that hits every request of its step. */
    public static Fault of(FaultEffect effect) {
        return new Fault(effect, null, Set.of(), 100);
    }

    /** Answers with this status, 400 to 599, and a sentence of the mock's own. */
    public static Fault error(int status) {
        return of(new FaultEffect.HttpError(status, null));
    }

    /** Answers with this status, 400 to 599, and this text. */
    public static Fault error(int status, String body) {
        return of(new FaultEffect.HttpError(status, body));
    }

    /** Answers rightly, so much later, in real time. */
    public static Fault delay(Duration duration) {
        return of(new FaultEffect.Delay(duration));
    }

    /** Never answers. */
    public static Fault hang() {
        return of(new FaultEffect.Hang());
    }

    /** Resets the connection. */
    public static Fault reset() {
        return of(new FaultEffect.Reset());
    }

    /** Closes the connection without an answer. */
    public static Fault empty() {
        return of(new FaultEffect.Empty());
    }

    /** Answers with bytes that aren't HTTP. */
    public static Fault garbage() {
        return of(new FaultEffect.Garbage());
    }

    /** Breaks off in the middle of the right body. */
    public static Fault truncated() {
        return of(new FaultEffect.Truncated());
    }

    /** The same fault for the step's first requests only. */
    public Fault times(int first) {
        return new Fault(effect, first, operations, percent);
    }

    /** The same fault for these operations only. */
    public Fault operations(Operation first, Operation... more) {
        return new Fault(effect, times, EnumSet.of(first, more), percent);
    }

    /** The same fault for a share of the requests only, 1 to 100. */
    public Fault percent(int share) {
        return new Fault(effect, times, operations, share);
    }

    /** Whether requests for this operation can be hit. */
    public boolean covers(Operation operation) {
        return operations.isEmpty() || operations.contains(operation);
    }
}
