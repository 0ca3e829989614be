package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Trigger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one server is in its script.
 *
 * <p>The start of a step is computed from the step before, or from the request or signal that it waited for. It doesn't
 * depend on when somebody looks: looking changes nothing, and the life is the same however often and late it is looked at.
 *
 * <p>Safe for use by several threads.
 */
public final class ServerLife {
    private final CloudServer server;
    private final int number;
    private final String name;
    private final InetAddress sourceIp;
    private final @Nullable Region region;
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
    private final StepHistory history;
    private final AnsweredCounts counts = new AnsweredCounts();
    // What its client did; null before it did something. Written once.
    private volatile @Nullable ClientFacts client;
    private long refused;

    /**
     * A life that hasn't begun yet.
     *
     * @param number of the server in its burst, from 1
     * @param region of a server that has none of its own; {@code null} for none
     */
    ServerLife(
            CloudServer server,
            int number,
            Script script,
            Scenario scenario,
            @Nullable Region region,
            MovableClock clock) {
        this.server = server;
        this.number = number;
        this.name = server.name(number);
        this.sourceIp = server.address(number);
        this.region = server.region() == null ? region : server.region();
        this.script = script;
        this.clock = clock;
        this.seed = scenario.seed();
        this.window = scenario.rateLimit() == null ? null : new FixedWindow(scenario.rateLimit());
        this.history = new StepHistory(script.lastStep() + 1);
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

    /** The region whose host alone answers the server; {@code null} for all hosts. */
    public @Nullable Region region() {
        return region;
    }

    /** Begins the life again, with a new rate window and all counts at zero. */
    public synchronized void restart() {
        restart(clock.instant());
    }

    synchronized void restart(Instant now) {
        // Steps that were due have begun, whether or not somebody looked.
        catchUp(now);
        ClientFacts known = client;
        if (known != null) {
            known.restarts(MovableClock.micros(now));
        }
        counts.beginLife();
        refused = 0;
        if (window != null) {
            window.reset();
        }
        history.removeAfter(now);
        history.beginLife();
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
        counts.add(operation);
        if (step < script.lastStep()
                && script.trigger(step + 1) instanceof Trigger.AfterRequests wanted
                && counts.inStepOf(wanted.operation()) >= wanted.requests()) {
            enter(step + 1, notBeforeStart(now));
        }
        // Found after this answer is counted, so that the requests it still waits for are right.
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
        return history.until(catchUp());
    }

    /** All facts about the server at this instant. */
    public synchronized ServerSnapshot snapshot() {
        Instant now = catchUp();
        return new ServerSnapshot(
                name,
                sourceIp,
                region,
                now,
                script.state(step),
                since == null || since.isAfter(now) ? null : since,
                step < script.lastStep() ? nextStep(step + 1, now) : null,
                counts.inLifeByWord(),
                refused,
                window == null ? null : window.at(now));
    }

    /**
     * Fires a signal.
     *
     * @throws IllegalStateException if the server doesn't wait for it now; the message says what it waits for
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
     * Begins a step now without waiting for its trigger, earlier or later in the life; {@code start} is the state before the
     * first.
     *
     * @throws IllegalArgumentException if there is no such step; the message names the steps there are
     */
    public synchronized void jumpTo(String name) {
        for (int i = 0; i <= script.lastStep(); i++) {
            if (stepName(i).equals(name)) {
                Instant now = catchUp();
                history.removeAfter(now);
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
            for (BegunStep each : history.ofThisLife()) {
                known.stepBegins(script.indexOf(each.state()), MovableClock.micros(each.at()));
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

    /** Enters every step that is due, and returns the time that it used. */
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
        counts.beginStep();
        if (start != null) {
            begin(next, start);
        }
    }

    private void begin(int begun, Instant start) {
        since = start;
        nextStart = begun < script.lastStep() && script.trigger(begun + 1) instanceof Trigger.After after
                ? start.plus(after.delay())
                : null;
        history.add(new BegunStep(start, script.state(begun)));
        ClientFacts known = client;
        if (known != null) {
            known.stepBegins(begun, MovableClock.micros(start));
        }
    }

    /** A signal or request may come before a staggered life has begun: the step begins no earlier than the life. */
    private Instant notBeforeStart(Instant now) {
        return since != null && since.isAfter(now) ? since : now;
    }

    private @Nullable FaultEffect drawFault(Operation operation) {
        Fault fault = script.fault(step);
        if (fault == null || !fault.covers(operation)) {
            return null;
        }
        return FaultDraw.of(fault, counts.inStepCoveredBy(fault), (seed * 31 + name.hashCode()) * 31 + step);
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
                    (int) (wanted.requests() - counts.inStepOf(wanted.operation())), wanted.operation());
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
