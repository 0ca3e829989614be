package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a step or of an incident: what goes wrong, and for which requests or connections. Immutable.
 *
 * @param effect what goes wrong
 * @param at the stage of a connection that it strikes
 * @param delay how long after the request was read, or the connection came so far, it strikes, in real time
 * @param onlyReused whether it strikes only on a connection that has carried an answer before
 * @param times how many requests or connections of a server it strikes, at least 1; {@code null} for all
 * @param operations the operations that it strikes; empty for the four of the RackConnect API
 * @param percent its share of all requests or connections, 1 to 100, drawn from the scenario's seed; {@code null} for what other faults
 *     leave
 */
public record Fault(
        FaultEffect effect,
        Stage at,
        DrawnDuration delay,
        boolean onlyReused,
        @Nullable Integer times,
        Set<Operation> operations,
        @Nullable Integer percent) {

    /** The stages of a connection, in their order. */
    public enum Stage {
        /** The client asks the forward proxy for a tunnel. */
        CONNECT,
        /** The client begins TLS: its first message has come. */
        TLS,
        /** The client asks for something. */
        REQUEST;

        /** The stage's name in scenario files and reasons, such as {@code connect}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Fault {
        operations = Set.copyOf(operations);
    }

    /** A fault that strikes every request; a certificate, every TLS connection. */
    public static Fault of(FaultEffect effect) {
        Stage at = effect instanceof FaultEffect.Certificate ? Stage.TLS : Stage.REQUEST;
        return new Fault(effect, at, DrawnDuration.ZERO, false, null, Set.of(), null);
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

    /** Shows a certificate that a client must not accept, to each client that begins TLS. */
    public static Fault certificate(FaultEffect.Certificate.Problem problem) {
        return of(new FaultEffect.Certificate(problem));
    }

    /** The same fault at another stage of a connection. */
    public Fault at(Stage stage) {
        return new Fault(effect, stage, delay, onlyReused, times, operations, percent);
    }

    /** The same fault, so long after the request was read, in real time. */
    public Fault after(DrawnDuration time) {
        return new Fault(effect, at, time, onlyReused, times, operations, percent);
    }

    /** The same fault, so long after the request was read, in real time. */
    public Fault after(Duration time) {
        return after(DrawnDuration.of(time));
    }

    /** The same fault, only on connections that have carried an answer before. */
    public Fault reused() {
        return new Fault(effect, at, delay, true, times, operations, percent);
    }

    /** The same fault for so many requests of each server only. */
    public Fault times(int first) {
        return new Fault(effect, at, delay, onlyReused, first, operations, percent);
    }

    /** The same fault for all operations, those of the Cloud Servers API too. */
    public Fault allOperations() {
        return new Fault(effect, at, delay, onlyReused, times, EnumSet.allOf(Operation.class), percent);
    }

    /** The same fault for these operations only. */
    public Fault operations(Operation first, Operation... more) {
        return new Fault(effect, at, delay, onlyReused, times, EnumSet.of(first, more), percent);
    }

    /** The same fault for a share of all requests only, 1 to 100. */
    public Fault percent(int share) {
        return new Fault(effect, at, delay, onlyReused, times, operations, share);
    }

    /**
     * The one of these faults that makes nothing listen, and not only some requests fail: it is {@link FaultEffect.Refused},
     * strikes all requests at once, and no other fault shares them with it.
     *
     * @return its place; -1 for none
     */
    public static int refusingConnections(List<Fault> faults) {
        int found = -1;
        int ofRequests = 0;
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.at() == Stage.REQUEST) {
                ofRequests++;
                boolean ofAll = fault.percent() == null
                        && fault.times() == null
                        && fault.operations().isEmpty()
                        && !fault.onlyReused();
                boolean atOnce =
                        fault.delay().isFixed() && fault.delay().quantile(0).isZero();
                found = fault.effect() instanceof FaultEffect.Refused && ofAll && atOnce ? i : found;
            }
        }
        return ofRequests == 1 ? found : -1;
    }

    /** Whether requests for this operation can be struck. */
    public boolean covers(Operation operation) {
        return operations.isEmpty() ? operation.isRackConnect() : operations.contains(operation);
    }
}
