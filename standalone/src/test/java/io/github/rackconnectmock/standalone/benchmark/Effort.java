package io.github.rackconnectmock.standalone.benchmark;

import java.time.Duration;

/**
 * How long the benchmark measures.
 *
 * @param turn how long one server is asked before the next one's turn
 * @param warmUpRounds rounds that aren't counted
 * @param rounds rounds that are
 * @param starts how often each program is started
 * @param cycles starts, requests and closes in a round
 * @param memoryRounds how often memory is measured, each time in new processes
 * @param memoryRequests requests before memory is read
 */
record Effort(
        Duration turn, int warmUpRounds, int rounds, int starts, int cycles, int memoryRounds, long memoryRequests) {
    static final Effort FULL = new Effort(Duration.ofSeconds(3), 4, 5, 7, 200, 3, 1_000_000);
    static final Effort QUICK = new Effort(Duration.ofSeconds(1), 2, 3, 3, 50, 1, 200_000);
}
