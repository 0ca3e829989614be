package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one server's client did since the scenario began, the server was restarted or the requests were forgotten. Every request
 * comes through here: plain fields, and new objects only for what happens for the first time. Safe for use by several threads.
 */
public final class ClientFacts {
    static final List<Operation> OPERATIONS = List.of(Operation.values());
    static final List<AutomationStatus> STATUSES = AutomationStatus.DOCUMENTED;

    /** Answers with a lower status are successes. */
    static final int FIRST_WAITED_AFTER = 300;

    private static final int MOST_INCIDENTS = 1_000;

    final String name;
    final LifeFacts life;

    /** That of a client that has made no request, or none since it was forgotten. */
    static final int UNNUMBERED = 0;

    // Guarded by this.
    private int number = UNNUMBERED;
    private long epoch;
    long requests;
    private long failedAttempts;
    private int underWay;
    int mostAtOnce;
    long mostAtOnceNumber;
    long connections;

    // A client asks for one or two operations and gets few kinds of answers, so these are chains.
    @Nullable
    Polls polls;

    @Nullable
    Waits waits;

    @Nullable
    BackOff backOff;

    @Nullable
    ToldToWait toldToWait;

    @Nullable
    IncidentFacts incidents;

    Stop afterDeployed = new Stop();
    Stop afterEnd = new Stop();
    // What no request can change any more, so that most requests needn't look further: with thousands of clients, each
    // object that a request looks at has to be fetched from memory.
    private boolean toldToStop;
    private boolean toldTheEnd;
    private boolean askedOn;
    private boolean limitKnown;
    private @Nullable ServerState settled;
    private long settledAt;
    Patience patience = new Patience();
    LimitUse limit = new LimitUse();
    final @Nullable FirstTold[] firstTold = new FirstTold[STATUSES.size()];
    long firstGatewayNumber;
    private int toldBeforeGateway;

    // Which counts of its requests are its own; guarded by the journal's lock. None of an earlier epoch.
    @Nullable
    KindCounts counts;

    /**
     * When a client was first told a status.
     *
     * @param number of the request
     * @param micros the mock's time of the end of the answer
     */
    record FirstTold(long number, long micros) {}

    /** The server's name. */
    public String name() {
        return name;
    }

    /** Whether it made any request. */
    public boolean hasAsked() {
        return requests > 0;
    }

    /** The facts of a server's client, none yet. */
    public ClientFacts(String name, List<ServerState> states) {
        this.name = name;
        this.life = new LifeFacts(states);
    }

    private ClientFacts(ClientFacts other) {
        name = other.name;
        life = new LifeFacts(other.life);
        requests = other.requests;
        failedAttempts = other.failedAttempts;
        mostAtOnce = other.mostAtOnce;
        mostAtOnceNumber = other.mostAtOnceNumber;
        connections = other.connections;
        polls = other.polls == null ? null : new Polls(other.polls);
        waits = other.waits == null ? null : new Waits(other.waits);
        backOff = other.backOff == null ? null : new BackOff(other.backOff);
        toldToWait = other.toldToWait == null ? null : new ToldToWait(other.toldToWait);
        incidents = other.incidents == null ? null : new IncidentFacts(other.incidents);
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
        return epoch != now || requests + failedAttempts == 0 ? null : new ClientFacts(this);
    }

    /** Forgets what the client did. The server's life goes on. */
    private void startOver() {
        number = UNNUMBERED;
        requests = 0;
        failedAttempts = 0;
        underWay = 0;
        mostAtOnce = 0;
        connections = 0;
        polls = null;
        waits = null;
        backOff = null;
        toldToWait = null;
        incidents = null;
        afterDeployed = new Stop();
        afterEnd = new Stop();
        toldToStop = false;
        toldTheEnd = false;
        askedOn = false;
        limitKnown = false;
        settled = null;
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
        settled = null;
        if (life.stepBegins(index, at)) {
            afterDeployed.reopens();
            afterEnd.reopens();
            patience.reopens();
            toldTheEnd = false;
        }
    }

    /**
     * A request begins. Called in the order of their numbers.
     *
     * @param next a number that no client has, for one that needs a number
     * @return whether it took the number
     */
    synchronized boolean begins(Observed request, long now, int next) {
        boolean isNew = isNewIn(now, next);
        request.mark(number);
        requests++;
        if (++underWay > mostAtOnce) {
            mostAtOnce = underWay;
            mostAtOnceNumber = request.number();
        }
        cameBy(request.connection());
        if (isAsking(request)) {
            asks(request);
        }
        return isNew;
    }

    /**
     * A connection has failed by which the client tried to ask.
     *
     * @param next a number that no client has, for one that needs a number
     * @return whether it took the number
     */
    synchronized boolean failed(FailedAttempt attempt, long now, int next) {
        boolean isNew = isNewIn(now, next);
        failedAttempts++;
        cameBy(attempt.connection());
        if (backOff == null) {
            backOff = new BackOff();
        }
        backOff.begun(attempt);
        backOff.ended(attempt, true);
        if (!toldTheEnd) {
            patience.asked(attempt);
        }
        if (attempt.struck() != null) {
            struck(attempt.struck());
        }
        return isNew;
    }

    private void cameBy(@Nullable ConnectionFacts connection) {
        if (connection != null && connection.isNewTo(number)) {
            connections++;
        }
    }

    /** Forgets what was before, if the requests were forgotten meanwhile; whether the client needed a number. */
    private boolean isNewIn(long now, int next) {
        if (epoch != now) {
            // Before its first request, there is nothing of it to forget. What its server was before belongs to its
            // conduct, too.
            if (epoch != 0) {
                startOver();
            }
            counts = null;
            epoch = now;
        }
        boolean isNew = number == UNNUMBERED;
        if (isNew) {
            number = next;
        }
        return isNew;
    }

    private void asks(Observed request) {
        for (Waits each = waits; each != null; each = each.next) {
            each.begun(request);
        }
        if (backOff != null) {
            backOff.begun(request);
        }
        if (toldToWait != null) {
            toldToWait.asked(request);
        }
        boolean mayAskOn = toldToStop && !askedOn && isAboutStatus(request);
        if (mayAskOn || !toldTheEnd) {
            boolean isNow = life.isNow(request);
            if (mayAskOn) {
                afterDeployed.asked(request, isNow);
                afterEnd.asked(request, isNow);
                askedOn = afterDeployed.again != null && afterEnd.again != null;
            }
            if (isNow && !toldTheEnd) {
                patience.asked(request);
            }
        }
        pollsFor(request.operation()).add(request.number(), request.atMicros());
        if (firstGatewayNumber == 0 && request.operation() == Operation.GATEWAY_IP) {
            firstGatewayNumber = request.number();
            for (int i = 0; i < firstTold.length; i++) {
                toldBeforeGateway |= firstTold[i] == null ? 0 : 1 << i;
            }
        }
        if (!limitKnown || request.rule() == Rule.RATE_LIMITED) {
            limit.add(request);
            limitKnown = limit.isKnown();
        }
    }

    private Polls pollsFor(@Nullable Operation operation) {
        Polls last = null;
        for (Polls each = polls; each != null; each = each.next) {
            if (each.operation == operation) {
                return each;
            }
            last = each;
        }
        Polls made = new Polls(operation);
        if (last == null) {
            polls = made;
        } else {
            last.next = made;
        }
        return made;
    }

    /** Its requests for an operation; {@code null} for none. */
    @Nullable
    Polls polls(Operation operation) {
        for (Polls each = polls; each != null; each = each.next) {
            if (each.operation == operation) {
                return each;
            }
        }
        return null;
    }

    /** Whether it asks the API about the server, and not for a path or region that there isn't. */
    private static boolean isAsking(Observed request) {
        return request.operation() != null && request.rule() != Rule.WRONG_REGION;
    }

    private static boolean isAboutStatus(Observed request) {
        Operation operation = request.operation();
        return operation == Operation.AUTOMATION_STATUS
                || operation == Operation.AUTOMATION_STATUS_DETAILS
                || operation == Operation.METADATA
                || operation == Operation.SERVER;
    }

    /**
     * The client has probably left before the answer has ended. Its next request may come long before the answer is tried to be
     * sent, and is one after an abandoned answer.
     */
    synchronized void leaves(Observed request) {
        if (request.mark() != number) {
            return;
        }
        underWay--;
        if (isAsking(request)) {
            ended(request, false);
        }
    }

    /** An answer has ended: it was delivered, or the client left before. */
    synchronized void ends(Observed request, boolean delivered) {
        if (request.mark() != number) {
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
        waitsAfter(request, isReceived(request, false)).takeBack();
    }

    /** What never comes, or never comes to its end, ends only by the client's leaving. */
    private static boolean isReceived(Observed request, boolean delivered) {
        return delivered
                || (!request.isWhole()
                        && (request.word().equals("hang") || request.word().equals("truncated")));
    }

    private void ended(Observed request, boolean delivered) {
        Struck struck = request.struck();
        if (struck != null) {
            struck(struck);
        } else if (incidents != null && delivered && isRight(request)) {
            for (IncidentFacts each = incidents; each != null; each = each.next) {
                each.answered(request);
            }
        }
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

    /** Whether the answer is the server's own. */
    private static boolean isRight(Observed request) {
        return request.isWhole() && (request.rule() == null || request.rule() == Rule.GATEWAY_UNASSIGNED);
    }

    /** Of more incidents than a scenario can have, nothing is kept. */
    private void struck(Struck by) {
        IncidentFacts last = null;
        int known = 0;
        for (IncidentFacts each = incidents; each != null; each = each.next) {
            if (each.name.equals(by.incident())) {
                each.struck(by);
                return;
            }
            last = each;
            known++;
        }
        if (known == MOST_INCIDENTS) {
            return;
        }
        IncidentFacts made = new IncidentFacts(by.incident());
        made.struck(by);
        if (last == null) {
            incidents = made;
        } else {
            last.next = made;
        }
    }

    /** Successes are many, and there is nothing to wait for after one. */
    private static boolean isWaitedAfter(Observed request) {
        return !request.isWhole() || request.status() >= FIRST_WAITED_AFTER;
    }

    private Waits waitsAfter(Observed request, boolean received) {
        int status = received && request.isWhole() ? request.status() : 0;
        Waits last = null;
        for (Waits each = waits; each != null; each = each.next) {
            if (status != 0 ? each.status == status : each.status == 0 && each.word.equals(word(request, received))) {
                return each;
            }
            last = each;
        }
        Waits made = new Waits(status, word(request, received));
        if (last == null) {
            waits = made;
        } else {
            last.next = made;
        }
        return made;
    }

    private static String word(Observed request, boolean received) {
        return received ? request.word() : Waits.ABANDONED;
    }

    @SuppressWarnings(
            "ReferenceEquality") // Each state of a request is one of a few objects; to compare all of it is slow.
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
        boolean isAboutStatus = isAboutStatus(request);
        if (isAboutStatus && state == settled && request.atMicros() >= settledAt) {
            return;
        }
        life.noticed(request, state);
        if (!request.isWhole() || !request.isGet() || request.format() == null) {
            return;
        }
        if (request.operation() == Operation.GATEWAY_IP) {
            life.gateway.told(request);
        } else if (isAboutStatus) {
            told(request, state);
        }
    }

    private void told(Observed request, ServerState state) {
        AutomationStatus status = state.status();
        int place = STATUSES.indexOf(status);
        if (place >= 0 && firstTold[place] == null) {
            firstTold[place] = new FirstTold(request.number(), request.endedMicros());
        }
        life.told(request, status);
        boolean isNow = life.isNow(request);
        if (status.equals(AutomationStatus.DEPLOYED)) {
            afterDeployed.told(request, status, isNow);
        }
        if (status.isTerminal()) {
            toldToStop = true;
            afterEnd.told(request, status, isNow);
            toldTheEnd = afterEnd.isTold();
        }
        boolean stopsKnown = (!status.equals(AutomationStatus.DEPLOYED) || afterDeployed.again != null)
                && (!status.isTerminal() || afterEnd.again != null);
        if (isNow && stopsKnown && life.isNoticed(state)) {
            settled = state;
            settledAt = request.atMicros();
        }
    }

    boolean wasToldBeforeGateway(AutomationStatus status) {
        int place = STATUSES.indexOf(status);
        return place >= 0 && (toldBeforeGateway & 1 << place) != 0;
    }

    /** When its client was first told one of the four; {@code null} if it wasn't, and for another status. */
    @Nullable
    FirstTold firstTold(AutomationStatus status) {
        int place = STATUSES.indexOf(status);
        return place < 0 ? null : firstTold[place];
    }
}
