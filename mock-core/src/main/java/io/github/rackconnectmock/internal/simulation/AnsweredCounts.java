package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Operation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many of a server's requests were answered, in its life and in its present step. Guarded by its server's life. */
final class AnsweredCounts {
    private static final List<Operation> OPERATIONS = List.of(Operation.values());

    // Plain numbers in one array, first those of the present step, then those of the life before it, so that a request
    // changes one of them. With thousands of servers that are asked in turn, each further piece of memory costs time.
    private final long[] answered = new long[2 * OPERATIONS.size()];

    void add(Operation operation) {
        answered[inStep(operation)]++;
    }

    /** Another step begins. */
    void beginStep() {
        for (Operation each : OPERATIONS) {
            answered[beforeStep(each)] += answered[inStep(each)];
            answered[inStep(each)] = 0;
        }
    }

    /** Another life begins. */
    void beginLife() {
        Arrays.fill(answered, 0);
    }

    /** Those in the present step, of one operation or, for {@code null}, of the four of the RackConnect API. */
    long inStepOf(@Nullable Operation operation) {
        if (operation != null) {
            return answered[inStep(operation)];
        }
        long sum = 0;
        for (Operation each : Operation.RACKCONNECT) {
            sum += answered[inStep(each)];
        }
        return sum;
    }

    /** Those in the life, by the operation's word, of the operations that were asked for. */
    Map<String, Long> inLifeByWord() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Operation operation : OPERATIONS) {
            long count = answered[inStep(operation)] + answered[beforeStep(operation)];
            if (count > 0) {
                counts.put(operation.word(), count);
            }
        }
        return counts;
    }

    /** Where an operation is counted. The number is never stored or sent. */
    @SuppressWarnings("EnumOrdinal")
    private static int inStep(Operation operation) {
        return operation.ordinal();
    }

    private static int beforeStep(Operation operation) {
        return OPERATIONS.size() + inStep(operation);
    }
}
