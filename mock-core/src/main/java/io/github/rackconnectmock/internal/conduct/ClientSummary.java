package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client did, in figures. Times are the mock's, in microseconds.
 *
 * @param server the server whose client it is
 * @param requests how many requests it made
 * @param connections by how many connections
 * @param mostAtOnce how many of them were under way at once at most
 * @param refused how many the rate limit refused
 * @param firstTold when it was first told each status, of those it was told, by the status's name
 * @param askedAfterTold whether it asked for the status after it was told a terminal one
 * @param shortestIntervals the shortest time between two requests for an operation, by the operation's word
 * @param after what it did after each kind of answer that isn't a success
 * @param lastAskedWithoutEnd its last request, if it was told no terminal status; else {@code null}
 */
public record ClientSummary(
        String server,
        long requests,
        long connections,
        long mostAtOnce,
        long refused,
        Map<String, Long> firstTold,
        boolean askedAfterTold,
        Map<String, Long> shortestIntervals,
        List<After> after,
        @Nullable Long lastAskedWithoutEnd) {

    /**
     * What it did after one kind of answer.
     *
     * @param answer in one word; {@code abandoned} for one that it didn't wait for
     * @param times how often it got such an answer
     * @param shortestWait the shortest time until its next request; {@code null} before there was one
     */
    public record After(String answer, long times, @Nullable Long shortestWait) {}

    public static ClientSummary of(ClientFacts facts) {
        Map<String, Long> told = new LinkedHashMap<>();
        for (AutomationStatus status : ClientFacts.STATUSES) {
            ClientFacts.FirstTold first = facts.firstTold(status);
            if (first != null) {
                told.put(status.name(), first.micros());
            }
        }
        Map<String, Long> intervals = new LinkedHashMap<>();
        for (Operation operation : ClientFacts.OPERATIONS) {
            Polls polls = facts.polls(operation);
            if (polls != null && polls.shortest >= 0) {
                intervals.put(operation.word(), polls.shortest);
            }
        }
        List<After> after = new ArrayList<>();
        for (Waits each = facts.waits; each != null; each = each.next) {
            if (each.count > 0) {
                after.add(new After(each.word, each.count, each.shortest < 0 ? null : each.shortest));
            }
        }
        return new ClientSummary(
                facts.name,
                facts.requests,
                facts.connections,
                facts.mostAtOnce,
                facts.limit.refused,
                told,
                facts.afterEnd.again != null,
                intervals,
                after,
                facts.patience.asked == 0 || facts.patience.toldTheEnd ? null : facts.patience.last);
    }
}
