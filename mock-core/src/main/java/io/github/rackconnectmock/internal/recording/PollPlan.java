package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Which operation is asked when, so that the rate limit is never exceeded. The status is asked in each round; the others as
 * far as the limit allows, in turn. Times are those since the recording began. For one thread.
 */
public final class PollPlan {
    /** The real API counts in windows of a minute (documented). */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Requests are on their way for different times, so that a window of the API may be a little later than ours. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final List<Operation> OTHERS =
            List.of(Operation.AUTOMATION_STATUS_DETAILS, Operation.GATEWAY_IP, Operation.AUTOMATION_FEATURES);

    private final Duration round;
    private final int limit;
    private final double share;
    private final Queue<Operation> due = new ArrayDeque<>();
    private final ArrayDeque<Operation> others = new ArrayDeque<>(OTHERS);
    private final ArrayDeque<Duration> recent = new ArrayDeque<>();
    private double credit;
    private long rounds = -1;
    private Duration notBefore = Duration.ZERO;

    /** What is to be asked, and when at the earliest. */
    public record Poll(Operation operation, Duration at) {}

    /**
     * A plan.
     *
     * @param every how long after each other rounds begin; longer where the limit allows no two requests in that time
     * @param limit how many requests a minute are allowed, at least 1
     */
    public PollPlan(Duration every, int limit) {
        Duration window = WINDOW.plus(MARGIN);
        Duration shortest = window.multipliedBy(2).dividedBy(limit);
        this.round = every.compareTo(shortest) < 0 ? shortest : every;
        this.limit = limit;
        long roundsInWindow = window.dividedBy(round) + 1;
        // One less, since what is left of a request in one round makes one in a later round.
        double affordable = (double) (limit - 1) / roundsInWindow - 1;
        this.share = Math.min(OTHERS.size(), Math.max(1, affordable));
    }

    /** How long after each other rounds begin. */
    public Duration round() {
        return round;
    }

    /** How long after each other the other operations are asked, about. */
    public Duration roundOfOthers() {
        return Duration.ofMillis(Math.round(round.toMillis() * OTHERS.size() / share));
    }

    /** What comes next. Rounds that were missed are left out. */
    public Poll next(Duration now) {
        if (due.isEmpty()) {
            boolean isFirst = rounds < 0;
            rounds = isFirst ? 0 : Math.max(rounds + 1, ceiling(now));
            due.add(Operation.AUTOMATION_STATUS);
            credit = Math.min(OTHERS.size(), credit + share);
            for (int i = isFirst ? OTHERS.size() : (int) Math.floor(credit); i > 0; i--) {
                addOther();
                credit--;
            }
        }
        Duration at = latest(round.multipliedBy(rounds), notBefore, freeFrom());
        return new Poll(due.element(), at);
    }

    /** That what came next was asked at this time. */
    public void asked(Duration at) {
        due.remove();
        recent.add(at);
        if (recent.size() > limit) {
            recent.remove();
        }
    }

    /** That a request was refused: nothing is asked before this time. */
    public void refused(Duration until) {
        notBefore = until;
    }

    /**
     * What comes next are the other operations, each once more, since the status has told that this is the end.
     *
     * @return how many they are
     */
    public int lastRound() {
        due.clear();
        due.addAll(OTHERS);
        return due.size();
    }

    private void addOther() {
        Operation next = others.remove();
        due.add(next);
        others.add(next);
    }

    private long ceiling(Duration now) {
        long nanos = round.toNanos();
        return (now.toNanos() + nanos - 1) / nanos;
    }

    /** When one more request is within the limit. */
    private Duration freeFrom() {
        return recent.size() < limit
                ? Duration.ZERO
                : recent.element().plus(WINDOW).plus(MARGIN);
    }

    private static Duration latest(Duration one, Duration two, Duration three) {
        Duration later = one.compareTo(two) > 0 ? one : two;
        return later.compareTo(three) > 0 ? later : three;
    }
}
