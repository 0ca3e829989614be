package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.recording.AnswerReader;
import io.github.rackconnectmock.internal.recording.Observation;
import io.github.rackconnectmock.internal.recording.PollPlan;
import io.github.rackconnectmock.internal.recording.Recording;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a server again and again, and says what it sees. Runs once. */
final class Watching {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A refusal is over after a minute (documented), and one second for requests that are on their way. */
    private static final Duration LIMIT_WINDOW = MINUTE.plusSeconds(1);

    /** Longer than this no server is obeyed. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final int FORBIDDEN = 403;

    /** Three weeks at the documented limit. */
    private static final int MOST = 1_000_000;

    private final Console console;
    private final String server;
    private final ExactGet api;
    private final RecordLife.Goal goal;
    private final PollPlan plan;
    private final Duration every;
    private final List<Observation> seen = new ArrayList<>();
    private final Map<Operation, Observation.Seen> last = new EnumMap<>(Operation.class);
    private final long start = System.nanoTime();
    private boolean isKnown;
    private boolean isReached;
    private int left = -1;
    private long minutes;
    private String lastSeen = "nothing was asked";

    /**
     * A watch of a server that hasn't begun.
     *
     * @param server how the recording calls it
     * @param limit how many requests a minute are allowed
     */
    Watching(Console console, String server, ExactGet api, RecordLife.Goal goal, Duration every, int limit) {
        this.console = console;
        this.server = server;
        this.api = api;
        this.goal = goal;
        this.every = every;
        this.plan = new PollPlan(every, limit);
    }

    /** What was seen last, for people. */
    String lastSeen() {
        return lastSeen;
    }

    /** Asks until the goal is reached, or this is stopped. An interrupt stops it too. */
    List<Observation> run(CompletableFuture<Void> stop) {
        console.say("asks for the status every " + Durations.format(plan.round()) + ", for the rest every "
                + Durations.format(plan.roundOfOthers()) + ", until " + goal.text()
                + (plan.round().equals(every) ? "" : "; the limit allows no more"));
        ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "record");
            // One that waits for an answer doesn't keep the program from ending.
            thread.setDaemon(true);
            return thread;
        });
        try {
            while (!isOver() && !stop.isDone()) {
                PollPlan.Poll next = plan.next(now());
                if (!isStoppedBefore(next.at(), stop)) {
                    ask(next.operation(), asking, stop);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            asking.shutdownNow();
        }
        return seen;
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean isOver() {
        return left == 0 || seen.size() == MOST || (goal.time() != null && now().compareTo(goal.time()) >= 0);
    }

    /** Waits for the time to ask; whether the watch is over before. */
    private boolean isStoppedBefore(Duration at, CompletableFuture<Void> stop) throws InterruptedException {
        while (true) {
            Duration now = now();
            if (stop.isDone() || isOver()) {
                return true;
            }
            tellProgress(now);
            Duration wait = at.minus(now);
            if (wait.isNegative() || wait.isZero()) {
                return false;
            }
            Duration most = MINUTE.multipliedBy(minutes + 1).minus(now);
            wait = wait.compareTo(most) > 0 ? most : wait;
            if (goal.time() != null && wait.compareTo(goal.time().minus(now)) > 0) {
                wait = goal.time().minus(now);
            }
            try {
                stop.get(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // The time has come to look again.
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void tellProgress(Duration now) {
        long passed = now.toMinutes();
        if (passed > minutes) {
            minutes = passed;
            console.say(passed + "m: " + RecordLife.count(seen.size(), "request") + " so far, last " + lastSeen
                    + "; waiting for " + goal.text());
        }
    }

    private void ask(Operation operation, ExecutorService asking, CompletableFuture<Void> stop)
            throws InterruptedException {
        Duration asked = now();
        plan.asked(asked);
        CompletableFuture<ExactGet.Result> result =
                CompletableFuture.supplyAsync(() -> api.get(operation.path() + "?format=JSON"), asking);
        try {
            CompletableFuture.anyOf(result, stop).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(Console.why(e.getCause()), e);
        }
        if (result.isDone()) {
            Duration answered = now();
            note(operation, asked, answered, result.join());
        }
    }

    private void note(Operation operation, Duration asked, Duration answered, ExactGet.Result result) {
        AnswerReader.@Nullable Raw answer = result.answer();
        Observation.Seen value = answer == null
                ? new Observation.Trouble(Objects.requireNonNull(result.failure()))
                : AnswerReader.read(operation, answer);
        seen.add(new Observation(server, operation, Instant.EPOCH.plus(asked), Instant.EPOCH.plus(answered), value));
        tell(operation, asked, value, result.why());
        if (isRefusal(value)) {
            Duration wait = Optional.ofNullable(answer)
                    .flatMap(AnswerReader::retryAfter)
                    .orElse(LIMIT_WINDOW);
            wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            plan.refused(answered.plus(wait));
            console.say(text(answered) + ": refused; asks again in " + Durations.format(wait));
        }
        isKnown |= Recording.isRight(value);
        if (left > 0) {
            left--;
        } else if (status(value).equals(Optional.ofNullable(goal.status())) && !isReached && goal.status() != null) {
            isReached = true;
            left = plan.lastRound();
        }
    }

    /** Once the server is known, a 403 is what the rate limit gives (documented). */
    private boolean isRefusal(Observation.Seen value) {
        return value instanceof Observation.Limited
                || (isKnown
                        && value instanceof Observation.Trouble trouble
                        && trouble.effect() instanceof FaultEffect.Answer answer
                        && Objects.equals(answer.status(), FORBIDDEN));
    }

    private static Optional<AutomationStatus> status(Observation.Seen value) {
        return value instanceof Observation.Status status
                ? Optional.of(status.status())
                : value instanceof Observation.Details details ? Optional.of(details.status()) : Optional.empty();
    }

    /** Says what is new. */
    private void tell(Operation operation, Duration asked, Observation.Seen value, String why) {
        lastSeen = operation.word() + ": " + value + (why.isEmpty() ? "" : " (" + why + ")");
        if (!value.equals(last.put(operation, value))) {
            console.say(text(asked) + ": " + lastSeen);
        }
    }

    /** A time in whole seconds. */
    private static String text(Duration time) {
        return Durations.format(Duration.ofSeconds(time.toSeconds()));
    }
}
