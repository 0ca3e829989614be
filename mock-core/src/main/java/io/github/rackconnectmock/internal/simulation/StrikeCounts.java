package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Fault;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** How often each fault of a step, or of an incident's occurrence, has struck one caller. Guarded by its owner. */
final class StrikeCounts {
    private static final int MANY = 16;

    private int @Nullable [] ofStep;
    private @Nullable IdentityHashMap<IncidentLife, OfIncident> ofIncidents;

    private static final class OfIncident {
        private final long occurrence;
        private final int[] counts;

        OfIncident(long occurrence, int faults) {
            this.occurrence = occurrence;
            this.counts = new int[faults];
        }
    }

    /** Another step begins, or the same again. */
    void beginStep() {
        ofStep = null;
    }

    /** Another life begins. */
    void beginLife() {
        ofStep = null;
        ofIncidents = null;
    }

    /** The counts of the present step's faults. */
    int[] ofStep(int faults) {
        int[] counts = ofStep;
        if (counts == null) {
            counts = new int[faults];
            ofStep = counts;
        }
        return counts;
    }

    /** The counts of an incident's faults in one occurrence. */
    int[] of(IncidentLife incident, long occurrence, int faults) {
        IdentityHashMap<IncidentLife, OfIncident> all = ofIncidents;
        if (all == null) {
            all = new IdentityHashMap<>(2);
            ofIncidents = all;
        }
        OfIncident known = all.get(incident);
        if (known == null && all.size() >= MANY) {
            all.keySet().removeIf(IncidentLife::isRemoved);
        }
        if (known == null || known.occurrence != occurrence) {
            known = new OfIncident(occurrence, faults);
            all.put(incident, known);
        }
        return known.counts;
    }

    /** Whether a fault may strike once more. */
    static boolean isLeft(Fault fault, int place, int @Nullable [] counts) {
        Integer times = fault.times();
        return times == null || counts == null || counts[place] < times;
    }

    /** Notes that a fault strikes. A count that nobody needs stays at the largest number. */
    static void add(int[] counts, int place) {
        if (counts[place] < Integer.MAX_VALUE) {
            counts[place]++;
        }
    }
}
