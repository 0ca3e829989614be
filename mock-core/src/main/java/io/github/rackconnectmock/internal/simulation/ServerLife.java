package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.CloudDetails;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One server's life: how it takes requests and commands, by where it is in its script.
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
    private final int place;
    private final InetAddress sourceIp;
    private final @Nullable Region region;
    private final Script script;
    private final MovableClock clock;
    private final Incidents incidents;
    private final long seed;

    // Written out, or made, when first needed. A race only does it twice.
    private @Nullable String sourceText;
    private @Nullable Draws draws;

    // Guarded by this.
    private @Nullable FixedWindow window;
    private final ScriptPosition position;
    private final AnsweredCounts counts = new AnsweredCounts();
    private final StrikeCounts strikes = new StrikeCounts();
    // What its client did; null before it did something. Written once.
    private volatile @Nullable ClientFacts client;
    private long refused;
    private long requests;
    private final ConnectionCounts connections = new ConnectionCounts();
    private int underWay;
    private final Existence existence;
    private long cloudRequests;
    // The number of the simulation's last change of a lane that was this one's.
    private final AtomicLong changes;
    private long changed;

    /**
     * A life that hasn't begun yet.
     *
     * @param number of the server in its burst, from 1
     * @param place of the server among all, from 0
     * @param seed of the scenario
     * @param region of a server that has none of its own; {@code null} for none
     * @param changes counts what changes in all servers' lives
     */
    ServerLife(
            CloudServer server,
            int number,
            int place,
            Script script,
            long seed,
            @Nullable Region region,
            MovableClock clock,
            Incidents incidents,
            AtomicLong changes) {
        this.server = server;
        this.changes = changes;
        this.number = number;
        this.name = server.name(number);
        this.place = place;
        this.sourceIp = server.address(number);
        this.region = server.region() == null ? region : server.region();
        this.script = script;
        this.clock = clock;
        this.incidents = incidents;
        this.seed = seed;
        this.position = new ScriptPosition(script, new Steps());
        this.existence = new Existence(server.begins());
    }

    public String name() {
        return name;
    }

    /** Its place among all servers of the scenario, from 0. */
    public int place() {
        return place;
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

    Draws draws() {
        Draws made = draws;
        if (made == null) {
            made = new Draws(seed, name);
            draws = made;
        }
        return made;
    }

    /** As whom it is answered now: another server's name or {@link Step.SeenAs#UNKNOWN}; {@code null} for itself. */
    @Nullable
    String seenAs() {
        return script.namesOthers() ? seenAsNow() : null;
    }

    private synchronized @Nullable String seenAsNow() {
        catchUp();
        return position.mode().seenAs();
    }

    /** Begins the life again now, with a new rate window and all counts at zero. */
    public void restart() {
        synchronized (this) {
            Instant now = clock.instant();
            start(now, now);
        }
        clock.changes().happened();
    }

    /**
     * Begins the life again, if it doesn't wait for a request.
     *
     * @param now the mock's time
     * @param begin when the life begins
     */
    synchronized void start(Instant now, Instant begin) {
        // Steps that were due have begun, whether or not somebody looked.
        position.catchUp(now);
        ClientFacts known = client;
        if (known != null) {
            known.restarts(MovableClock.micros(now));
        }
        counts.beginLife();
        strikes.beginLife();
        refused = 0;
        requests = 0;
        cloudRequests = 0;
        connections.beginLife();
        window = null;
        existence.beginLife(now);
        position.restart(now, server.begins() == Begins.START ? begin : null);
    }

    /** Takes a request at the mock's own address, on a new connection. */
    public Admission request(Operation operation) {
        return request(operation, null, false, this);
    }

    /**
     * Takes a request: an incident comes first, then the rate limit, then the state at this instant and its faults.
     *
     * @param host the region whose host is asked; {@code null} for another address
     * @param reused whether the connection has carried an answer before
     * @param asker the server that asks, which may be answered as this one
     */
    public synchronized Admission request(
            Operation operation, @Nullable Region host, boolean reused, ServerLife asker) {
        Instant now = catchUp();
        long number = requests++;
        Asked asked = Asked.request(operation, host, reused);
        AppliedFault fault = incidents.isEmpty() ? null : incidents.strike(asker, asked, now, number, draws(), strikes);
        boolean madeUp = fault != null && fault.isMadeUp();
        if (!madeUp && host != null && asker.region != null && host != asker.region) {
            return new Admission.Unknown(now, position.state(), fault, true);
        }
        if (!existence.isThere()) {
            // Nothing begins before it is created, whatever strikes.
            return new Admission.Unknown(now, position.state(), fault, false);
        }
        if (!madeUp && isUnknown(asker)) {
            ServerState state = answered(operation, now);
            return new Admission.Unknown(now, state, fault, false);
        }
        FixedWindow open = madeUp ? null : window;
        if (open != null) {
            Integer atOnce = open.limit().atOnce();
            boolean tooMany = atOnce != null && underWay >= atOnce;
            if (tooMany || !open.tryAcquire(now)) {
                refused++;
                return new Admission.Refused(now, position.state(), fault, open.at(now), tooMany);
            }
        }
        position.beginLife(now);
        if (fault == null) {
            fault = stepFault(asked, number);
        }
        if (script.limitsAtOnce()) {
            underWay++;
        }
        ServerState state = answered(operation, now);
        if (fault != null && fault.effect() instanceof FaultEffect.Stale stale) {
            ServerState then = position.history().stateAt(now.minus(stale.by()));
            state = then == null ? state : then;
        }
        // Found after this answer is counted, so that the requests it still waits for are right.
        boolean unassigned = operation == Operation.GATEWAY_IP && state.gatewayIp() == null;
        return new Admission.Admitted(now, state, fault, unassigned ? position.gateway(now, counts) : null);
    }

    /**
     * What strikes a connection that has come so far, and hasn't asked for anything yet: an incident, then the state's faults.
     * It counts for no limit and begins nothing.
     *
     * @param host the region whose host is asked; {@code null} for another address
     * @param asker the server that connects, which may be answered as this one
     * @return {@code null} for nothing
     */
    public synchronized @Nullable AppliedFault connection(Fault.Stage stage, @Nullable Region host, ServerLife asker) {
        Instant now = catchUp();
        long number = connections.next(stage);
        Asked asked = Asked.connection(stage, host);
        AppliedFault fault = incidents.isEmpty() ? null : incidents.strike(asker, asked, now, number, draws(), strikes);
        boolean elsewhere = host != null && asker.region != null && host != asker.region;
        return fault != null || elsewhere || isUnknown(asker) ? fault : stepFault(asked, number);
    }

    /** Whether the state lets something listen at the own port of a server that is answered as this one. */
    synchronized boolean listens(ServerLife asker) {
        catchUp();
        return isUnknown(asker) || !position.faults().nothingListens();
    }

    /** What the Cloud Servers API alone tells at its start. */
    public CloudDetails startDetails() {
        return server.details();
    }

    /** Its id in the Cloud Servers API. */
    public String id() {
        return server.id(number);
    }

    /**
     * How the Cloud Servers API tells it. To look changes nothing.
     *
     * @param delay how much later what RackConnect changes is told
     */
    public synchronized CloudView cloudView(Duration delay) {
        return cloudView(catchUp(), delay, null);
    }

    /**
     * Takes a request about it to the Cloud Servers API. It counts for no limit of this server's, but may begin its life or a step.
     *
     * @param host the region whose host is asked; {@code null} for another address
     */
    public synchronized CloudView cloudRequest(
            Operation operation, @Nullable Region host, boolean reused, Duration delay) {
        Instant now = catchUp();
        long place = cloudRequests++;
        Asked asked = Asked.request(operation, host, reused);
        AppliedFault fault = incidents.isEmpty() ? null : incidents.strike(this, asked, now, place, draws(), strikes);
        if (fault == null && exists()) {
            fault = stepFault(asked, place);
        }
        Duration late =
                fault != null && fault.effect() instanceof FaultEffect.Stale stale ? delay.plus(stale.by()) : delay;
        if (exists()) {
            position.beginLife(now);
        }
        CloudView view = cloudView(now, late, fault);
        if (view.exists()) {
            answered(operation, now);
        }
        return view;
    }

    private boolean exists() {
        return existence.isThere() && position.mode().exists();
    }

    private CloudView cloudView(Instant now, Duration delay, @Nullable AppliedFault fault) {
        BegunStep seen = position.history().stepAt(now.minus(delay));
        int index = seen == null ? 0 : script.indexOf(seen.state());
        return new CloudView(
                now,
                exists(),
                existence.isStopped(),
                script.details(position.step()),
                seen != null && script.mode(index).known() ? seen.state() : null,
                script.details(index),
                existence.since(),
                seen == null ? existence.since() : seen.at(),
                fault);
    }

    /** Creates it for a client of the Cloud Servers API; whether it waited for that. Its life begins now. */
    public boolean create() {
        boolean created;
        synchronized (this) {
            Instant now = catchUp();
            created = existence.create(now);
            changed = changes.incrementAndGet();
            if (created) {
                position.beginLife(now);
            }
        }
        if (created) {
            clock.changes().happened();
        }
        return created;
    }

    /** Stops it for a client of the Cloud Servers API, or starts it again. Its life goes on: RackConnect tells nothing of that. */
    public synchronized void stop(boolean stop) {
        existence.stop(stop);
    }

    /** Deletes it for a client of the Cloud Servers API; it is unknown from now on, until it is restarted. */
    public void delete() {
        synchronized (this) {
            existence.delete();
            changed = changes.incrementAndGet();
        }
        clock.changes().happened();
    }

    /** An answer that was admitted has ended, for the limit of how many are under way together. */
    public synchronized void ended() {
        if (underWay > 0) {
            underWay--;
        }
    }

    /** Whether it matters when an answer ends. */
    public boolean limitsAtOnce() {
        return script.limitsAtOnce();
    }

    private boolean isUnknown(ServerLife asker) {
        Script.Mode mode = position.mode();
        return !mode.isKnown() || !existence.isThere() || (asker == this && Step.SeenAs.UNKNOWN.equals(mode.seenAs()));
    }

    /** Counts a request, which may begin the life or a step; the state that it met. */
    private ServerState answered(Operation operation, Instant now) {
        position.beginLife(now);
        ServerState state = position.state();
        counts.add(operation);
        if (position.awaited() instanceof Trigger.AfterRequests wanted
                && counts.inStepOf(wanted.operation()) >= wanted.requests()) {
            position.proceed(now);
        }
        return state;
    }

    private @Nullable AppliedFault stepFault(Asked asked, long number) {
        Faults faults = position.faults();
        if (!faults.mayStrike(asked)) {
            return null;
        }
        int[] struck = faults.areCounted() ? strikes.ofStep(faults.size()) : null;
        int place = faults.strike(asked, struck, draws(), number);
        return place < 0 ? null : faults.applied(place, asked, draws(), number, position.nextStart(), null);
    }

    /** The state at this instant. */
    public synchronized ServerState state() {
        catchUp();
        return position.state();
    }

    /** The steps that have begun by this instant, each as often as it did, in their order; the last hundred. */
    public synchronized List<BegunStep> begunSteps() {
        return position.history().until(catchUp());
    }

    /** The number of its last change up to a time, among those of all servers. */
    public synchronized long changed(Instant now) {
        position.catchUp(now);
        return changed;
    }

    /** The life so far, and what comes next. */
    public synchronized Lane lane() {
        return position.lane(catchUp(), server.begins());
    }

    /** When the next step begins by time; {@code null} where it waits for something else, or for nothing. */
    synchronized @Nullable Instant nextStart() {
        Instant now = catchUp();
        Instant since = position.since();
        return since != null && since.isAfter(now) ? since : position.nextStart();
    }

    /** The steps that it can be told to begin, in their order. */
    public List<String> stepNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= script.lastStep(); i++) {
            if (!script.isGoTo(i)) {
                names.add(script.state(i).step());
            }
        }
        return names;
    }

    /** The signals that it hears now. */
    public synchronized Set<String> signals() {
        catchUp();
        Set<String> heard = new TreeSet<>(server.on().keySet());
        if (position.awaited() instanceof Trigger.OnSignal awaited) {
            heard.add(awaited.signal());
        }
        return heard;
    }

    /** All facts about the server at this instant. */
    public synchronized ServerSnapshot snapshot() {
        Instant now = catchUp();
        Script.Mode mode = position.mode();
        Instant since = position.since();
        return new ServerSnapshot(
                name,
                sourceIp,
                region,
                now,
                position.state(),
                since == null || since.isAfter(now) ? null : since,
                position.next(now, counts),
                counts.inLifeByWord(),
                refused,
                window == null ? null : window.at(now),
                mode.isKnown() && existence.isThere(),
                mode.seenAs());
    }

    /**
     * Fires a signal.
     *
     * @throws IllegalStateException if the server doesn't wait for it now; the message says what it waits for
     */
    public void fire(String signal) {
        Instant now = clock.instant();
        if (!hear(signal, now)) {
            throw new IllegalStateException(notWaiting(signal, now));
        }
        clock.changes().happened();
    }

    private synchronized String notWaiting(String signal, Instant now) {
        NextStep next = position.next(now, counts);
        String waiting = next == null ? "the last step, and waits for nothing" : "and waits for " + next;
        return name + " doesn't wait for signal " + signal + ": it is at "
                + position.state().step() + ", " + waiting;
    }

    /** Takes a signal; whether the server waits for it. A step's own trigger comes before the server's. */
    synchronized boolean hear(String signal, Instant now) {
        position.catchUp(now);
        if (position.awaited() instanceof Trigger.OnSignal awaited
                && awaited.signal().equals(signal)) {
            position.proceed(now);
            return true;
        }
        String begun = server.on().get(signal);
        if (begun == null) {
            return false;
        }
        position.jump(script.stepOf(begun), now);
        return true;
    }

    /**
     * Begins a step now without waiting for its trigger, earlier or later in the life; {@code start} is the state before the
     * first.
     *
     * @throws IllegalArgumentException if there is no such step; the message names the steps there are
     */
    public void jumpTo(String name) {
        int wanted = script.stepOf(name);
        if (wanted >= 0 && !script.isGoTo(wanted)) {
            jumpNow(wanted);
            clock.changes().happened();
            return;
        }
        throw new IllegalArgumentException(
                name() + " has no step " + name + "; its steps are " + String.join(", ", stepNames()));
    }

    private synchronized void jumpNow(int wanted) {
        position.jump(wanted, catchUp());
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
            for (BegunStep each : position.history().ofThisLife()) {
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
        position.catchUp(now);
        return now;
    }

    /** A limit with the same windows changes nothing but the answer. */
    private void limit(@Nullable RateLimit limit) {
        if (limit == null) {
            window = null;
        } else if (window == null || !limit.hasWindowOf(window.limit())) {
            window = new FixedWindow(limit);
        } else {
            window.limit(limit);
        }
    }

    /** What starts over with each step. */
    private final class Steps implements ScriptPosition.Owner {
        @Override
        public Draws draws() {
            return ServerLife.this.draws();
        }

        @Override
        public void enters(int step) {
            changed = changes.incrementAndGet();
            counts.beginStep();
            strikes.beginStep();
            limit(script.mode(step).limit());
        }

        @Override
        public void begins(int step, Instant at) {
            changed = changes.incrementAndGet();
            ClientFacts known = client;
            if (known != null) {
                known.stepBegins(step, MovableClock.micros(at));
            }
        }
    }
}
