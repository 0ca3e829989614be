package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import org.jspecify.annotations.Nullable;

/** Whether a client went on to ask for the status after it was told one that it waited for. */
final class Stop {
    private @Nullable Ended told;
    private @Nullable AutomationStatus status;
    private @Nullable Ended earlier;
    private @Nullable AutomationStatus earlierStatus;

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
        return told != null;
    }

    void told(Observed answered, AutomationStatus what, boolean isNow) {
        everTold = true;
        if (isNow && told == null) {
            told = new Ended();
            told.set(answered);
            status = what;
        }
    }

    /** The status stopped being terminal: to ask again is right from now on. */
    void reopens() {
        earlier = told;
        earlierStatus = status;
        told = null;
    }

    /** A request for the status; {@code isNow} if it met the server as it is now, and not as it was before it reopened. */
    void asked(Observed request, boolean isNow) {
        Ended before = isNow ? told : earlier;
        if (before != null && again == null && before.isBefore(request)) {
            Operation operation = request.operation();
            again = new Pair(
                    before.number, request.number(), before.until(request), operation == null ? "" : operation.word());
            againStatus = isNow ? status : earlierStatus;
        }
    }
}
