package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one server's client did since the scenario began, the server was restarted or the requests were forgotten. Every request
 * comes through here: plain fields, and new objects only for what happens for the first time. Safe for use by several threads.
 */
public final class ClientFacts {
    static final List<Operation> OPERATIONS = List.of(Operation.values());
    static final List<AutomationStatus> STATUSES = List.of(AutomationStatus.values());
    private static final long DOCUMENTED_WINDOW = RateLimit.DOCUMENTED.window().toNanos() / 1_000;

    final String name;
    final List<ServerState> states;

    // Of the server's life. The rest is guarded by this, too.
    private int step = -1;
    private int stepBefore = -1;
    private long reopenedAt = Observed.NEVER;
    private boolean terminal;
    final @Nullable Noticing[] steps;
    final Noticing deployed;
    final Noticing ended;
    final Noticing gateway;

    // Of the client.
    private int generation;
    private long epoch;
    long requests;
    long underWay;
    long mostAtOnce;
    long mostAtOnceNumber;
    long connections;
    final @Nullable Polls[] polls = new Polls[OPERATIONS.size()];
    Stop afterDeployed = new Stop();
    Stop afterEnd = new Stop();
    final List<Waits> waits = new ArrayList<>(2);

    @Nullable
    BackOff backOff;

    final FirstTold[] firstTold = new FirstTold[STATUSES.size()];
    long firstGatewayNumber;
    private int toldBeforeGateway;

    // How long it went on to ask, since the status was last not terminal.
    long firstAsked = Observed.NEVER;
    long lastAsked = Observed.NEVER;
    long lastAskedNumber;
    long asked;
    /** The longest time between two requests while it waited; -1 for none. */
    long longestPause = -1;

    long longestPauseFirst;
    long longestPauseSecond;

    // The rate limit.
    long limited;
    long refused;
    long firstRefused;
    String firstRefusal = "";
    private long windowOpened = Observed.NEVER;
    private int usedInWindow;
    long firstBeyondDocumented;

    // Retry-After.
    private @Nullable Ended toldToWait;
    private long toldToWaitUntil;
    long timesToldToWait;

    @Nullable
    Pair tooEarly;

    // Which counts of its requests are its own; guarded by the journal's lock.
    @Nullable
    KindCounts counts;

    long countsEpoch = -1;

    /**
     * When a client was first told a status.
     *
     * @param number of the request
     * @param micros the mock's time of the end of the answer
     */
    record FirstTold(long number, long micros) {}

    /** The facts of a server's client, none yet. */
    public ClientFacts(String name, List<ServerState> states) {
        this.name = name;
        this.states = states;
        this.steps = new Noticing[states.size()];
        this.deployed = new Noticing();
        this.ended = new Noticing();
        this.gateway = new Noticing();
    }

    private ClientFacts(ClientFacts other) {
        name = other.name;
        states = other.states;
        step = other.step;
        terminal = other.terminal;
        steps = new Noticing[other.steps.length];
        for (int i = 0; i < steps.length; i++) {
            Noticing noticing = other.steps[i];
            steps[i] = noticing == null ? null : new Noticing(noticing);
        }
        deployed = new Noticing(other.deployed);
        ended = new Noticing(other.ended);
        gateway = new Noticing(other.gateway);
        requests = other.requests;
        underWay = other.underWay;
        mostAtOnce = other.mostAtOnce;
        mostAtOnceNumber = other.mostAtOnceNumber;
        connections = other.connections;
        for (int i = 0; i < polls.length; i++) {
            Polls each = other.polls[i];
            polls[i] = each == null ? null : new Polls(each);
        }
        afterDeployed = new Stop(other.afterDeployed);
        afterEnd = new Stop(other.afterEnd);
        other.waits.forEach(each -> waits.add(new Waits(each)));
        backOff = other.backOff == null ? null : new BackOff(other.backOff);
        System.arraycopy(other.firstTold, 0, firstTold, 0, firstTold.length);
        firstGatewayNumber = other.firstGatewayNumber;
        toldBeforeGateway = other.toldBeforeGateway;
        firstAsked = other.firstAsked;
        lastAsked = other.lastAsked;
        lastAskedNumber = other.lastAskedNumber;
        asked = other.asked;
        longestPause = other.longestPause;
        longestPauseFirst = other.longestPauseFirst;
        longestPauseSecond = other.longestPauseSecond;
        limited = other.limited;
        refused = other.refused;
        firstRefused = other.firstRefused;
        firstRefusal = other.firstRefusal;
        firstBeyondDocumented = other.firstBeyondDocumented;
        timesToldToWait = other.timesToldToWait;
        tooEarly = other.tooEarly;
        endedTold = other.afterEnd.isTold();
    }

    /** In a copy: whether it was told the end, and so has no reason to ask on. */
    boolean endedTold;

    /** A copy that stays as it is; {@code null} if the client did nothing since the requests were last forgotten. */
    public synchronized @Nullable ClientFacts copy(long now) {
        return epoch != now || (requests == 0 && connections == 0) ? null : new ClientFacts(this);
    }

    /** Forgets what the client did, since they are forgotten or the server starts over. Its life goes on. */
    public synchronized void startOver() {
        generation++;
        requests = 0;
        underWay = 0;
        mostAtOnce = 0;
        connections = 0;
        Arrays.fill(polls, null);
        afterDeployed = new Stop();
        afterEnd = new Stop();
        waits.clear();
        backOff = null;
        Arrays.fill(firstTold, null);
        firstGatewayNumber = 0;
        toldBeforeGateway = 0;
        firstAsked = Observed.NEVER;
        lastAsked = Observed.NEVER;
        asked = 0;
        longestPause = -1;
        limited = 0;
        refused = 0;
        firstRefused = 0;
        windowOpened = Observed.NEVER;
        firstBeyondDocumented = 0;
        toldToWait = null;
        timesToldToWait = 0;
        tooEarly = null;
        deployed.startOver();
        ended.startOver();
        gateway.startOver();
        for (Noticing each : steps) {
            if (each != null) {
                each.startOver();
            }
        }
    }

    /** The server restarts: nothing lasts any more. */
    public synchronized void restarts(long at) {
        stepEnds(at);
        deployed.ends(at);
        ended.ends(at);
        gateway.ends(at);
        step = -1;
        stepBefore = -1;
        terminal = false;
        reopenedAt = Observed.NEVER;
        startOver();
    }

    /** A step of the server's life begins, at this time of the mock. */
    public synchronized void stepBegins(int index, long at) {
        ServerState state = states.get(index);
        stepEnds(at);
        stepBefore = step;
        step = index;
        Noticing noticing = steps[index];
        if (noticing == null) {
            noticing = new Noticing();
            steps[index] = noticing;
        }
        noticing.begins(at);
        boolean isTerminal = state.status().isTerminal();
        if (terminal && !isTerminal) {
            reopens(at);
        }
        terminal = isTerminal;
        if (isTerminal && !ended.lasts()) {
            ended.begins(at);
        }
        if (state.status() == AutomationStatus.DEPLOYED && !deployed.lasts()) {
            deployed.begins(at);
        }
        if (state.gatewayIp() == null) {
            gateway.ends(at);
        } else if (!gateway.lasts()) {
            gateway.begins(at);
        }
    }

    private void stepEnds(long at) {
        Noticing current = step < 0 ? null : steps[step];
        if (current != null) {
            current.ends(at);
        }
    }

    private void reopens(long at) {
        reopenedAt = at;
        deployed.ends(at);
        ended.ends(at);
        afterDeployed.reopens();
        afterEnd.reopens();
        firstAsked = Observed.NEVER;
        lastAsked = Observed.NEVER;
        asked = 0;
    }

    /** A request begins. Called in the order of their numbers. */
    synchronized void begins(Observed request, long now) {
        if (epoch == 0) {
            // What its server was before belongs to the client's conduct, too.
            generation++;
        } else if (epoch != now) {
            startOver();
        }
        epoch = now;
        request.mark(generation);
        requests++;
        if (++underWay > mostAtOnce) {
            mostAtOnce = underWay;
            mostAtOnceNumber = request.number();
        }
        ConnectionFacts connection = request.connection();
        if (connection != null && connection.isNewTo(this, generation)) {
            connections++;
        }
        if (!isAsking(request)) {
            return;
        }
        for (int i = 0; i < waits.size(); i++) {
            waits.get(i).begun(request);
        }
        if (backOff != null) {
            backOff.begun(request);
        }
        judgeToldToWait(request);
        judgeAgain(request);
        countPoll(request);
        countForLimit(request);
    }

    /** Whether it asks the API about the server, and not for a path or region that there isn't. */
    private static boolean isAsking(Observed request) {
        return request.operation() != null && request.rule() != Rule.WRONG_REGION;
    }

    private static boolean isAboutStatus(Observed request) {
        return request.operation() == Operation.AUTOMATION_STATUS
                || request.operation() == Operation.AUTOMATION_STATUS_DETAILS;
    }

    /** Whether a request met the server after it last reopened. The one that made it reopen met it before. */
    private boolean isNow(Observed request) {
        ServerState state = request.state();
        return reopenedAt == Observed.NEVER
                || request.atMicros() > reopenedAt
                || (request.atMicros() == reopenedAt
                        && (state == null || terminal || !state.status().isTerminal()));
    }

    private void judgeToldToWait(Observed request) {
        if (toldToWait != null && toldToWait.isBefore(request)) {
            if (tooEarly == null && request.atMicros() < toldToWaitUntil) {
                tooEarly = new Pair(toldToWait.number, request.number(), toldToWaitUntil - request.atMicros(), "");
            }
            toldToWait = null;
        }
    }

    private void judgeAgain(Observed request) {
        boolean isNow = isNow(request);
        if (isAboutStatus(request)) {
            afterDeployed.asked(request, isNow);
            afterEnd.asked(request, isNow);
        }
        if (!isNow || afterEnd.isTold()) {
            return;
        }
        long at = request.atMicros();
        if (firstAsked == Observed.NEVER) {
            firstAsked = at;
        } else if (at - lastAsked > longestPause) {
            longestPause = Math.max(0, at - lastAsked);
            longestPauseFirst = lastAskedNumber;
            longestPauseSecond = request.number();
        }
        lastAsked = at;
        lastAskedNumber = request.number();
        asked++;
    }

    private void countPoll(Observed request) {
        int place = place(request.operation());
        Polls own = polls[place];
        if (own == null) {
            own = new Polls();
            polls[place] = own;
        }
        own.add(request.number(), request.atMicros());
        if (firstGatewayNumber == 0 && request.operation() == Operation.GATEWAY_IP) {
            firstGatewayNumber = request.number();
            for (int i = 0; i < firstTold.length; i++) {
                toldBeforeGateway |= firstTold[i] == null ? 0 : 1 << i;
            }
        }
    }

    private void countForLimit(Observed request) {
        if (request.state() == null || request.rule() == Rule.OVERRIDDEN) {
            return;
        }
        limited++;
        if (request.rule() == Rule.RATE_LIMITED && refused++ == 0) {
            firstRefused = request.number();
            firstRefusal = request.reasonText();
        }
        long at = request.atMicros();
        if (windowOpened == Observed.NEVER || at - windowOpened >= DOCUMENTED_WINDOW) {
            windowOpened = at;
            usedInWindow = 0;
        }
        if (++usedInWindow > RateLimit.DOCUMENTED.requests() && firstBeyondDocumented == 0) {
            firstBeyondDocumented = request.number();
        }
    }

    /** An answer has ended: it was delivered, or the client left before. */
    synchronized void ends(Observed request, boolean delivered) {
        if (request.mark() != generation) {
            return;
        }
        underWay--;
        if (!isAsking(request)) {
            return;
        }
        // A hang never ends but by the client's leaving.
        boolean received = delivered || (!request.isWhole() && request.word().equals("hang"));
        boolean failure = !received
                || !request.isWhole()
                || (request.status() >= 400 && request.rule() != Rule.GATEWAY_UNASSIGNED);
        if (failure && backOff == null) {
            backOff = new BackOff();
        }
        if (backOff != null) {
            backOff.ended(request, failure);
        }
        waitsAfter(request, received).ended(request);
        if (!delivered) {
            return;
        }
        if (request.retryAtMicros() != Observed.NEVER) {
            timesToldToWait++;
            toldToWait = new Ended();
            toldToWait.set(request);
            toldToWaitUntil = request.retryAtMicros();
        }
        told(request);
    }

    private Waits waitsAfter(Observed request, boolean received) {
        int status = received && request.isWhole() ? request.status() : 0;
        for (int i = 0; i < waits.size(); i++) {
            Waits each = waits.get(i);
            if (status != 0 ? each.status == status : each.status == 0 && each.word.equals(word(request, received))) {
                return each;
            }
        }
        Waits made = new Waits(status, word(request, received));
        waits.add(made);
        return made;
    }

    private static String word(Observed request, boolean received) {
        return received ? request.word() : Waits.ABANDONED;
    }

    private void told(Observed request) {
        ServerState state = request.state();
        Rule rule = request.rule();
        if (state == null || (rule != null && rule != Rule.FAULT && rule != Rule.GATEWAY_UNASSIGNED)) {
            return;
        }
        long at = request.atMicros();
        noticedStep(state, at, request);
        if (!request.isWhole() || !request.isGet() || request.format() == null) {
            return;
        }
        if (request.operation() == Operation.GATEWAY_IP) {
            gateway.told(at, request.endedMicros(), request.number());
        }
        if (!isAboutStatus(request)) {
            return;
        }
        AutomationStatus status = state.status();
        int place = place(status);
        if (firstTold[place] == null) {
            firstTold[place] = new FirstTold(request.number(), request.endedMicros());
        }
        boolean isNow = isNow(request);
        if (status == AutomationStatus.DEPLOYED) {
            deployed.told(at, request.endedMicros(), request.number());
            afterDeployed.told(request, status, isNow);
        }
        if (status.isTerminal()) {
            ended.told(at, request.endedMicros(), request.number());
            afterEnd.told(request, status, isNow);
        }
    }

    @SuppressWarnings(
            "ReferenceEquality") // Each state of a request is one of these objects; to compare all of it takes long.
    private void noticedStep(ServerState state, long at, Observed request) {
        // The one that it is in, or the one before, which this request may have ended.
        int met = step >= 0 && states.get(step) == state ? step : stepBefore;
        Noticing noticing = met >= 0 && states.get(met) == state ? steps[met] : null;
        if (noticing != null) {
            noticing.told(at, request.endedMicros(), request.number());
        }
    }

    boolean wasToldBeforeGateway(AutomationStatus status) {
        return (toldBeforeGateway & 1 << place(status)) != 0;
    }

    @Nullable
    FirstTold firstTold(AutomationStatus status) {
        return firstTold[place(status)];
    }

    /** Where something is kept. No number outlives the JVM. */
    @SuppressWarnings("EnumOrdinal")
    static int place(@Nullable Enum<?> value) {
        return value == null ? 0 : value.ordinal();
    }
}
