package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
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

    /** Answers with a lower status are successes. */
    static final int FIRST_WAITED_AFTER = 300;

    final String name;
    final LifeFacts life;

    // Guarded by this.
    private int generation;
    private long epoch;
    long requests;
    private long underWay;
    long mostAtOnce;
    long mostAtOnceNumber;
    long connections;
    final @Nullable Polls[] polls = new Polls[OPERATIONS.size()];
    final List<Waits> waits = new ArrayList<>(2);

    @Nullable
    BackOff backOff;

    @Nullable
    ToldToWait toldToWait;

    Stop afterDeployed = new Stop();
    Stop afterEnd = new Stop();
    // Whether it was ever told to, so that most requests needn't look further.
    private boolean toldToStop;
    Patience patience = new Patience();
    LimitUse limit = new LimitUse();
    final @Nullable FirstTold[] firstTold = new FirstTold[STATUSES.size()];
    long firstGatewayNumber;
    private int toldBeforeGateway;

    // Which counts of its requests are its own; guarded by the journal's lock.
    @Nullable
    KindCounts counts;

    long countsEpoch;

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
        this.life = new LifeFacts(states);
    }

    private ClientFacts(ClientFacts other) {
        name = other.name;
        life = new LifeFacts(other.life);
        requests = other.requests;
        mostAtOnce = other.mostAtOnce;
        mostAtOnceNumber = other.mostAtOnceNumber;
        connections = other.connections;
        for (int i = 0; i < polls.length; i++) {
            Polls each = other.polls[i];
            polls[i] = each == null ? null : new Polls(each);
        }
        other.waits.forEach(each -> waits.add(new Waits(each)));
        backOff = other.backOff == null ? null : new BackOff(other.backOff);
        toldToWait = other.toldToWait == null ? null : new ToldToWait(other.toldToWait);
        afterDeployed = new Stop(other.afterDeployed);
        afterEnd = new Stop(other.afterEnd);
        patience = new Patience(other.patience, other.afterEnd.isTold());
        limit = new LimitUse(other.limit);
        System.arraycopy(other.firstTold, 0, firstTold, 0, firstTold.length);
        firstGatewayNumber = other.firstGatewayNumber;
        toldBeforeGateway = other.toldBeforeGateway;
    }

    /** A copy that stays as it is; {@code null} if the client did nothing since the requests were last forgotten. */
    public synchronized @Nullable ClientFacts copy(long now) {
        return epoch != now || requests == 0 ? null : new ClientFacts(this);
    }

    /** Forgets what the client did. The server's life goes on. */
    private void startOver() {
        generation++;
        requests = 0;
        underWay = 0;
        mostAtOnce = 0;
        connections = 0;
        Arrays.fill(polls, null);
        waits.clear();
        backOff = null;
        toldToWait = null;
        afterDeployed = new Stop();
        afterEnd = new Stop();
        toldToStop = false;
        patience = new Patience();
        limit = new LimitUse();
        Arrays.fill(firstTold, null);
        firstGatewayNumber = 0;
        toldBeforeGateway = 0;
        life.startOver();
    }

    /** The server restarts, at this time of the mock. */
    public synchronized void restarts(long at) {
        life.restarts(at);
        startOver();
    }

    /** A step of the server's life begins, at this time of the mock. */
    public synchronized void stepBegins(int index, long at) {
        if (life.stepBegins(index, at)) {
            afterDeployed.reopens();
            afterEnd.reopens();
            patience.reopens();
        }
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
        if (isAsking(request)) {
            asks(request);
        }
    }

    private void asks(Observed request) {
        for (int i = 0; i < waits.size(); i++) {
            waits.get(i).begun(request);
        }
        if (backOff != null) {
            backOff.begun(request);
        }
        if (toldToWait != null) {
            toldToWait.asked(request);
        }
        boolean isNow = life.isNow(request);
        if (toldToStop && isAboutStatus(request)) {
            afterDeployed.asked(request, isNow);
            afterEnd.asked(request, isNow);
        }
        if (isNow && !(toldToStop && afterEnd.isTold())) {
            patience.asked(request);
        }
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
        limit.add(request);
    }

    /** Whether it asks the API about the server, and not for a path or region that there isn't. */
    private static boolean isAsking(Observed request) {
        return request.operation() != null && request.rule() != Rule.WRONG_REGION;
    }

    private static boolean isAboutStatus(Observed request) {
        return request.operation() == Operation.AUTOMATION_STATUS
                || request.operation() == Operation.AUTOMATION_STATUS_DETAILS;
    }

    /**
     * The client has probably left before the answer has ended. Its next request may come long before the answer is tried to be
     * sent, and is one after an abandoned answer.
     */
    synchronized void leaves(Observed request) {
        if (request.mark() != generation) {
            return;
        }
        underWay--;
        if (isAsking(request)) {
            ended(request, false);
        }
    }

    /** An answer has ended: it was delivered, or the client left before. */
    synchronized void ends(Observed request, boolean delivered) {
        if (request.mark() != generation) {
            return;
        }
        boolean isLeft = request.isLeft();
        if (!isLeft) {
            underWay--;
        }
        if (!isAsking(request) || (isLeft && !delivered)) {
            return;
        }
        if (isLeft) {
            takeBackLeaving(request);
        }
        ended(request, delivered);
    }

    /** It only ended its sending side, and waited for the answer. */
    private void takeBackLeaving(Observed request) {
        Waits known = waitsAfter(request, isReceived(request, false));
        known.takeBack();
        if (known.count == 0) {
            waits.remove(known);
        }
    }

    /** A hang never ends but by the client's leaving. */
    private static boolean isReceived(Observed request, boolean delivered) {
        return delivered || (!request.isWhole() && request.word().equals("hang"));
    }

    private void ended(Observed request, boolean delivered) {
        boolean received = isReceived(request, delivered);
        boolean failure = !received
                || !request.isWhole()
                || (request.status() >= 400 && request.rule() != Rule.GATEWAY_UNASSIGNED);
        if (failure && backOff == null) {
            backOff = new BackOff();
        }
        if (backOff != null) {
            backOff.ended(request, failure);
        }
        if (!received || isWaitedAfter(request)) {
            waitsAfter(request, received).ended(request);
        }
        if (delivered) {
            told(request);
        }
    }

    /** Successes are many, and there is nothing to wait for after one. */
    private static boolean isWaitedAfter(Observed request) {
        return !request.isWhole() || request.status() >= FIRST_WAITED_AFTER;
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
        if (request.retryAtMicros() != Observed.NEVER) {
            if (toldToWait == null) {
                toldToWait = new ToldToWait();
            }
            toldToWait.told(request);
        }
        ServerState state = request.state();
        Rule rule = request.rule();
        if (state == null || (rule != null && rule != Rule.FAULT && rule != Rule.GATEWAY_UNASSIGNED)) {
            return;
        }
        life.noticed(request, state);
        if (!request.isWhole() || !request.isGet() || request.format() == null) {
            return;
        }
        if (request.operation() == Operation.GATEWAY_IP) {
            life.gateway.told(request);
        } else if (isAboutStatus(request)) {
            told(request, state.status());
        }
    }

    private void told(Observed request, AutomationStatus status) {
        int place = place(status);
        if (firstTold[place] == null) {
            firstTold[place] = new FirstTold(request.number(), request.endedMicros());
        }
        life.told(request, status);
        boolean isNow = life.isNow(request);
        if (status == AutomationStatus.DEPLOYED) {
            afterDeployed.told(request, status, isNow);
        }
        if (status.isTerminal()) {
            toldToStop = true;
            afterEnd.told(request, status, isNow);
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
