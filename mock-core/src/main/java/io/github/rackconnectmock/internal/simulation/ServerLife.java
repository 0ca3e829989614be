package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Trigger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where one server is in its script.
 *
 * <p>The start of a step is computed, never observed: from the step before, or from the request or signal that it waited
 * for. So looking changes nothing: whoever looks, however often and however late, sees the same life.
 *
 * <p>Safe for use by several threads.
 */
public final class ServerLife {
    private static final int BEGUN_STEPS_HELD = 100;

    private static final List<Operation> OPERATIONS = List.of(Operation.values());

    private final CloudServer server;
    private final int number;
    private final String name;
    private final InetAddress sourceIp;
    private final Script script;
    private final MovableClock clock;
    private final long seed;

    // Written out when first needed. A race only writes it twice.
    private @Nullable String sourceText;

    // Guarded by this.
    private final @Nullable FixedWindow window;
    private int step;
    private @Nullable Instant since;
    // When the next step begins; null while it waits for more than time, and in the last step.
    private @Nullable Instant nextStart;
    private final ArrayDeque<BegunStep> begunSteps;
    // What its client did; null before it did something. Written once.
    private volatile @Nullable ClientFacts client;
    // How many of the steps begun are of the life before the last restart.
    private int stepsBeforeRestart;
    // Plain numbers, by the place of the operation.
    private final long[] answeredInStep = new long[OPERATIONS.size()];
    private final long[] answered = new long[OPERATIONS.size()];
    private long refused;

    ServerLife(
            CloudServer server, int number, Script script, @Nullable RateLimit limit, long seed, MovableClock clock) {
        this.server = server;
        this.number = number;
        this.name = server.name(number);
        this.sourceIp = server.address(number);
        this.script = script;
        this.clock = clock;
        this.seed = seed;
        this.window = limit == null ? null : new FixedWindow(limit);
        this.begunSteps = new ArrayDeque<>(Math.min(script.lastStep() + 1, BEGUN_STEPS_HELD));
    }

    public String name() {
        return name;
    }

    public InetAddress sourceIp() {
        return sourceIp;
    }

    /** The {@link #sourceIp()} as text. */
    public String sourceText() {
        String text = sourceText;
        if (text == null) {
            text = sourceIp.getHostAddress();
            sourceText = text;
        }
        return text;
    }

    public Region region() {
        return server.region();
    }

    /** Begins the life anew, with a fresh rate window and all counts at zero. */
    public synchronized void restart() {
        restart(clock.instant());
    }

    synchronized void restart(Instant now) {
        ClientFacts known = client;
        if (known != null) {
            known.restarts(MovableClock.micros(now));
        }
        Arrays.fill(answered, 0);
        refused = 0;
        if (window != null) {
            window.reset();
        }
        forgetWhatNeverBegan(now);
        stepsBeforeRestart = begunSteps.size();
        boolean waits = server.begins() == Begins.FIRST_REQUEST;
        enter(0, waits ? null : now.plus(server.stagger().multipliedBy(number - 1L)));
    }

    /** Takes a request: through the rate limit, then to the state at this instant. */
    public synchronized Admission request(Operation operation) {
        Instant now = catchUp();
        if (window != null && !window.tryAcquire(now)) {
            refused++;
            return new Admission.Refused(now, script.state(step), window.at(now));
        }
        if (since == null) {
            begin(step, now);
            catchUp(now);
        }
        ServerState state = script.state(step);
        @Nullable FaultEffect fault = drawFault(operation);
        answered[place(operation)]++;
        answeredInStep[place(operation)]++;
        if (step < script.lastStep()
                && script.trigger(step + 1) instanceof Trigger.AfterRequests wanted
                && answeredInStep(wanted.operation()) >= wanted.requests()) {
            enter(step + 1, notBeforeStart(now));
        }
        // Told after this answer is counted: what it waits for is what is still missing then.
        boolean unassigned = operation == Operation.GATEWAY_IP && state.gatewayIp() == null;
        return new Admission.Admitted(now, state, fault, unassigned ? gatewayStep(now) : null);
    }

    /** The state at this instant. */
    public synchronized ServerState state() {
        catchUp();
        return script.state(step);
    }

    /** The steps that have begun by this instant, each as often as it did, in their order; the last hundred. */
    public synchronized List<BegunStep> begunSteps() {
        Instant now = catchUp();
        return begunSteps.stream().filter(step -> !step.at().isAfter(now)).toList();
    }

    /** All there is to know at this instant. */
    public synchronized ServerSnapshot snapshot() {
        Instant now = catchUp();
        Map<String, Long> requests = new LinkedHashMap<>();
        for (Operation operation : OPERATIONS) {
            if (answered[place(operation)] > 0) {
                requests.put(operation.word(), answered[place(operation)]);
            }
        }
        return new ServerSnapshot(
                name,
                sourceIp,
                server.region(),
                now,
                script.state(step),
                since == null || since.isAfter(now) ? null : since,
                step < script.lastStep() ? nextStep(step + 1, now) : null,
                requests,
                refused,
                window == null ? null : window.at(now));
    }

    /**
     * Fires a signal.
     *
     * @throws IllegalStateException if the server doesn't wait for it now, saying what it waits for
     */
    public synchronized void fire(String signal) {
        Instant now = catchUp();
        if (step < script.lastStep()
                && script.trigger(step + 1) instanceof Trigger.OnSignal awaited
                && awaited.signal().equals(signal)) {
            enter(step + 1, notBeforeStart(now));
            return;
        }
        String waiting = step == script.lastStep()
                ? "the last step, and waits for nothing"
                : "and waits for " + nextStep(step + 1, now);
        throw new IllegalStateException(
                name + " doesn't wait for signal " + signal + ": it is at " + stepName(step) + ", " + waiting);
    }

    /**
     * Begins a step now, whatever it waits for, earlier or later in the life; {@code start} is the state before the
     * first.
     *
     * @throws IllegalArgumentException if there is no such step, naming those there are
     */
    public synchronized void jumpTo(String name) {
        for (int i = 0; i <= script.lastStep(); i++) {
            if (stepName(i).equals(name)) {
                Instant now = clock.instant();
                forgetWhatNeverBegan(now);
                enter(i, now);
                return;
            }
        }
        StringBuilder names = new StringBuilder(stepName(0));
        for (int i = 1; i <= script.lastStep(); i++) {
            names.append(", ").append(stepName(i));
        }
        throw new IllegalArgumentException(name() + " has no step " + name + "; its steps are " + names);
    }

    /** What its client does. */
    public ClientFacts client() {
        ClientFacts known = client;
        return known == null ? newClient() : known;
    }

    private synchronized ClientFacts newClient() {
        ClientFacts known = client;
        if (known == null) {
            known = new ClientFacts(name, script.states());
            List<BegunStep> begun = List.copyOf(begunSteps);
            for (BegunStep each : begun.subList(stepsBeforeRestart, begun.size())) {
                known.stepBegins(script.states().indexOf(each.state()), MovableClock.micros(each.at()));
            }
            client = known;
        }
        return known;
    }

    /**
     * What its client did up to this instant; a copy. {@code null} if it did nothing.
     *
     * @param epoch that of the requests that are meant
     */
    public synchronized @Nullable ClientFacts conduct(long epoch) {
        ClientFacts known = client;
        if (known == null) {
            return null;
        }
        catchUp();
        return known.copy(epoch);
    }

    /** Enters every step whose time has come; the time it went by. */
    private Instant catchUp() {
        Instant now = clock.instant();
        catchUp(now);
        return now;
    }

    private void catchUp(Instant now) {
        while (nextStart != null && !nextStart.isAfter(now)) {
            enter(step + 1, nextStart);
        }
    }

    private void enter(int next, @Nullable Instant start) {
        since = null;
        step = next;
        nextStart = null;
        Arrays.fill(answeredInStep, 0);
        if (start != null) {
            begin(next, start);
        }
    }

    private void begin(int begun, Instant start) {
        since = start;
        nextStart = begun < script.lastStep() && script.trigger(begun + 1) instanceof Trigger.After after
                ? start.plus(after.delay())
                : null;
        if (begunSteps.size() == BEGUN_STEPS_HELD) {
            begunSteps.removeFirst();
            stepsBeforeRestart = Math.max(0, stepsBeforeRestart - 1);
        }
        begunSteps.addLast(new BegunStep(start, script.state(begun)));
        ClientFacts known = client;
        if (known != null) {
            known.stepBegins(begun, MovableClock.micros(start));
        }
    }

    /** A staggered life that is moved before its start doesn't start there any more. */
    private void forgetWhatNeverBegan(Instant now) {
        begunSteps.removeIf(begun -> begun.at().isAfter(now));
    }

    /** What a step waits for may come before a staggered life has begun. */
    private Instant notBeforeStart(Instant now) {
        return since != null && since.isAfter(now) ? since : now;
    }

    private long answeredInStep(@Nullable Operation operation) {
        if (operation != null) {
            return answeredInStep[place(operation)];
        }
        long sum = 0;
        for (long count : answeredInStep) {
            sum += count;
        }
        return sum;
    }

    /** Where an operation is counted. Nothing outlives the JVM by this number. */
    @SuppressWarnings("EnumOrdinal")
    private static int place(Operation operation) {
        return operation.ordinal();
    }

    private @Nullable FaultEffect drawFault(Operation operation) {
        Fault fault = script.fault(step);
        if (fault == null || !fault.covers(operation)) {
            return null;
        }
        long before = 0;
        for (Operation each : OPERATIONS) {
            before += fault.covers(each) ? answeredInStep[place(each)] : 0;
        }
        if (fault.times() != null && before >= fault.times()) {
            return null;
        }
        return fault.percent() == 100 || percentDrawn(before) < fault.percent() ? fault.effect() : null;
    }

    /** The same for the same seed, server, step and request, whatever other servers are asked in between. */
    private int percentDrawn(long request) {
        long draw = ((seed * 31 + name.hashCode()) * 31 + step) * 31 + request;
        return new SplittableRandom(draw).nextInt(100);
    }

    private @Nullable NextStep gatewayStep(Instant now) {
        if (script.state(step).gatewayIp() != null) {
            return new NextStep(stepName(step), script.trigger(step), Duration.ZERO);
        }
        for (int i = step + 1; i <= script.lastStep(); i++) {
            if (script.state(i).gatewayIp() != null) {
                NextStep assigning = nextStep(i, now);
                return assigning.in() == null ? nextStep(step + 1, now) : assigning;
            }
        }
        return null;
    }

    private NextStep nextStep(int index, Instant now) {
        Trigger trigger = script.trigger(index);
        if (index == step + 1 && trigger instanceof Trigger.AfterRequests wanted) {
            trigger = new Trigger.AfterRequests(
                    (int) (wanted.requests() - answeredInStep(wanted.operation())), wanted.operation());
        }
        return new NextStep(stepName(index), trigger, timeUntil(index, now));
    }

    private @Nullable Duration timeUntil(int index, Instant now) {
        if (since == null) {
            return null;
        }
        Instant start = since;
        for (int i = step + 1; i <= index; i++) {
            if (!(script.trigger(i) instanceof Trigger.After after)) {
                return null;
            }
            start = start.plus(after.delay());
        }
        return Duration.between(now, start);
    }

    private String stepName(int index) {
        return script.state(index).step();
    }
}
