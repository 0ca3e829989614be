package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client went on to ask for the status after it was told one that it waited for. It may ask again once the status has
 * stopped being terminal.
 */
final class Stop {
    /** What a client was first told, in one time between two moments at which the status stopped being terminal. */
    private static final class Told {
        final Ended end = new Ended();

        @Nullable
        AutomationStatus status;
    }

    private Told told = new Told();
    private @Nullable Told earlier;

    boolean everTold;
    /** The first request that came after it was told, and what it asked for; {@code null} for none. */
    @Nullable
    Pair again;

    /** What it was told before. */
    @Nullable
    AutomationStatus againStatus;

    Stop() {}

    Stop(Stop other) {
        everTold = other.everTold;
        again = other.again;
        againStatus = other.againStatus;
    }

    boolean isTold() {
        return told.status != null;
    }

    void told(Observed answered, AutomationStatus what, boolean isNow) {
        everTold = true;
        if (!isNow) {
            return;
        }
        if (told.status == null) {
            told.end.set(answered);
            told.status = what;
            return;
        }
        // What is known already, no connection has to remember.
        ConnectionFacts connection = answered.connection();
        if (again == null && connection != null && connection != told.end.connection) {
            connection.told(this, told, answered);
        }
    }

    /** The status stopped being terminal: to ask again is right from now on. */
    void reopens() {
        earlier = told;
        told = new Told();
    }

    /** A request for the status; {@code isNow} if it met the server as it is now, and not as it was before it reopened. */
    void asked(Observed request, boolean isNow) {
        Told before = isNow ? told : earlier;
        if (again != null || before == null || before.status == null) {
            return;
        }
        ConnectionFacts connection = request.connection();
        // By another connection it may have been sent before the first answer came, but not by one that has carried
        // one.
        Ended end =
                before.end.isBefore(request) ? before.end : connection == null ? null : connection.toldIn(this, before);
        if (end != null && end.isBefore(request)) {
            Operation operation = request.operation();
            again = new Pair(
                    end.number, request.number(), end.until(request), operation == null ? "" : operation.word());
            againStatus = before.status;
        }
    }
}
