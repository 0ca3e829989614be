package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.internal.conduct.Struck;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults of a step or of an incident, and which of them strikes. Immutable. */
final class Faults {
    static final Faults NONE = new Faults(List.of(), "");

    private final List<Fault> faults;
    private final String what;
    private final boolean counted;
    // The place of the fault that all connections meet; -1 for none.
    private final int refused;
    private final Set<Fault.Stage> stages = EnumSet.noneOf(Fault.Stage.class);
    private final Set<Operation> operations = EnumSet.noneOf(Operation.class);

    /** @param what they are of: what is drawn for them is drawn for this */
    static Faults of(List<Fault> faults, String what) {
        return faults.isEmpty() ? NONE : new Faults(faults, what);
    }

    private Faults(List<Fault> faults, String what) {
        this.faults = faults;
        this.what = what;
        this.counted = faults.stream().anyMatch(fault -> fault.times() != null);
        this.refused = Fault.refusingConnections(faults);
        for (Fault fault : faults) {
            stages.add(fault.at());
            if (fault.at() == Fault.Stage.REQUEST) {
                operations.addAll(fault.operations().isEmpty() ? Operation.RACKCONNECT : fault.operations());
            }
        }
        if (refused >= 0) {
            stages.add(Fault.Stage.CONNECT);
        }
    }

    int size() {
        return faults.size();
    }

    /** Whether a fault strikes only so many times. */
    boolean areCounted() {
        return counted;
    }

    /** Whether nothing listens at a port of the server's own. */
    boolean nothingListens() {
        return refused >= 0;
    }

    /** Whether there is any fault for what a client wants. Most requests meet none, and needn't look further. */
    boolean mayStrike(Asked asked) {
        Operation operation = asked.operation();
        return operation == null ? stages.contains(asked.stage()) : operations.contains(operation);
    }

    /**
     * The place of the fault that strikes; -1 for none. Their shares lie side by side, and one without a percentage takes the
     * rest.
     *
     * @param struck how often each of them has struck, which is noted here; {@code null} where they aren't counted
     * @param number of the request, or of the connection, in the life of the caller
     */
    int strike(Asked asked, int @Nullable [] struck, Draws draws, long number) {
        int drawn = -1;
        int below = 0;
        int place = -1;
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (!applies(fault, asked) || !StrikeCounts.isLeft(fault, i, struck)) {
                continue;
            }
            Integer percent = fault.percent();
            if (percent == null) {
                place = place < 0 ? i : place;
                continue;
            }
            if (drawn < 0) {
                drawn = draws.percent(ofStage(asked), number);
            }
            below += percent;
            if (drawn < below) {
                place = i;
                break;
            }
        }
        if (place < 0) {
            return asked.stage() == Fault.Stage.CONNECT ? refused : -1;
        }
        if (struck != null) {
            StrikeCounts.add(struck, place);
        }
        return place;
    }

    private static boolean applies(Fault fault, Asked asked) {
        Operation operation = asked.operation();
        return fault.at() == asked.stage()
                && (operation == null || fault.covers(operation))
                && (asked.reused() || !fault.onlyReused());
    }

    /** A fault that strikes, with its delay drawn. */
    AppliedFault applied(int place, Asked asked, Draws draws, long number, @Nullable Instant end, @Nullable Struck by) {
        Fault fault = faults.get(place);
        Duration delay = drawn(place, fault.delay(), "/delay", asked, draws, number);
        FaultEffect effect = fault.effect();
        if (effect instanceof FaultEffect.Delay late) {
            delay = delay.plus(drawn(place, late.duration(), "/duration", asked, draws, number));
        }
        return new AppliedFault(effect, asked.stage(), delay, end, by);
    }

    private Duration drawn(int place, DrawnDuration duration, String ofWhat, Asked asked, Draws draws, long number) {
        return duration.isFixed()
                ? duration.quantile(0)
                : draws.duration(duration, ofStage(asked) + "/" + place + ofWhat, number);
    }

    /** Connections are numbered by themselves, so that they must not draw the same as requests. */
    private String ofStage(Asked asked) {
        return asked.stage() == Fault.Stage.REQUEST
                ? what
                : what + "/" + asked.stage().word();
    }
}
