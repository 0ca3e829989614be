package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a step or of an incident: what goes wrong, and for which requests. Immutable.
 *
 * @param effect what goes wrong
 * @param delay how long after the request was read it strikes, in real time
 * @param onlyReused whether it strikes only on a connection that has carried an answer before
 * @param times how many requests of a server it strikes, at least 1; {@code null} for all
 * @param operations the operations that it strikes; empty for all
 * @param percent its share of all requests, 1 to 100, drawn from the scenario's seed; {@code null} for what other faults
 *     leave
 */
public record Fault(
        FaultEffect effect,
        DrawnDuration delay,
        boolean onlyReused,
        @Nullable Integer times,
        Set<Operation> operations,
        @Nullable Integer percent) {

    public Fault {
        operations = Set.copyOf(operations);
    }

    /** A fault that strikes every request. */
    public static Fault of(FaultEffect effect) {
        return new Fault(effect, DrawnDuration.ZERO, false, null, Set.of(), null);
    }

    /** Answers with this status, 200 to 599, and a sentence of the mock's own. */
    public static Fault answer(int status) {
        return of(FaultEffect.Answer.of(status));
    }

    /** Answers with this status, 200 to 599, and this text. */
    public static Fault answer(int status, String body) {
        return of(FaultEffect.Answer.of(status).body(body));
    }

    /** Answers rightly, so much later, in real time. */
    public static Fault delay(Duration duration) {
        return delay(DrawnDuration.of(duration));
    }

    /** Answers rightly, so much later, in real time. */
    public static Fault delay(DrawnDuration duration) {
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

    /** Breaks off in the middle of the right body and closes the connection. */
    public static Fault truncated() {
        return of(new FaultEffect.Truncated(null, FaultEffect.Truncated.Then.CLOSE));
    }

    /** Sends the right body in small pieces over so much real time. */
    public static Fault dribble(Duration duration) {
        return of(new FaultEffect.Dribble(duration));
    }

    /** Answers as so long ago. */
    public static Fault stale(Duration by) {
        return of(new FaultEffect.Stale(by));
    }

    /** Nothing listens. */
    public static Fault refused() {
        return of(new FaultEffect.Refused());
    }

    /** The same fault, so long after the request was read, in real time. */
    public Fault after(DrawnDuration time) {
        return new Fault(effect, time, onlyReused, times, operations, percent);
    }

    /** The same fault, so long after the request was read, in real time. */
    public Fault after(Duration time) {
        return after(DrawnDuration.of(time));
    }

    /** The same fault, only on connections that have carried an answer before. */
    public Fault reused() {
        return new Fault(effect, delay, true, times, operations, percent);
    }

    /** The same fault for so many requests of each server only. */
    public Fault times(int first) {
        return new Fault(effect, delay, onlyReused, first, operations, percent);
    }

    /** The same fault for these operations only. */
    public Fault operations(Operation first, Operation... more) {
        return new Fault(effect, delay, onlyReused, times, EnumSet.of(first, more), percent);
    }

    /** The same fault for a share of all requests only, 1 to 100. */
    public Fault percent(int share) {
        return new Fault(effect, delay, onlyReused, times, operations, share);
    }

    /** Whether requests for this operation can be struck. */
    public boolean covers(Operation operation) {
        return operations.isEmpty() || operations.contains(operation);
    }
}
