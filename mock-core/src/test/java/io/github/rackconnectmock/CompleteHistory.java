package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.BegunStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that happened between one client and its server, kept whole and judged by looking through it again and again. */
final class CompleteHistory {
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long UNDER_WAY_NANOS = 50_000_000;
    private static final long UNDER_WAY_MICROS = 50_000;

    /** Those whose noticing is judged. */
    static final List<String> STEPS = List.of("start", "ready", "failed", "done");

    /** A request begins, or its answer ends. */
    private record Event(Exchange exchange, boolean begins) {}

    /** A time in which something lasted; without an end, to now. */
    private record Time(long from, long to) {
        boolean has(long at) {
            return at >= from && at <= to;
        }
    }

    private final ServerLife life;
    private final List<Event> events = new ArrayList<>();

    CompleteHistory(ServerLife life) {
        this.life = life;
    }

    void begins(Exchange exchange) {
        events.add(new Event(exchange, true));
    }

    void ends(Exchange exchange) {
        events.add(new Event(exchange, false));
    }

    long requests() {
        return begun(exchange -> true).size();
    }

    long answered(Operation operation, int status) {
        return begun(exchange -> exchange.operation() == operation && exchange.status() == status)
                .size();
    }

    /** The kinds of all verdicts. */
    void collect(List<Integer> seconds, @Nullable RateLimit limit, long now, Map<String, Verdict.Kind> to) {
        to.put("stoppedAfterDeployed", stopped(status -> status.equals(AutomationStatus.DEPLOYED)));
        to.put("stoppedAfterTerminalStatus", stopped(AutomationStatus::isTerminal));
        to.put("stayedWithinRateLimit", limit(limit));
        to.put("waitedAsTold", waitedAsTold());
        to.put("askedForGatewayOnlyAfter", gatewayOnlyAfterDeployed());
        for (int number : new int[] {0, 1, 2, 3, 5}) {
            to.put("neverMoreAtOnceThan " + number, good(mostAtOnce() <= number));
            to.put("openedAtMost " + number, good(connections() <= number));
            to.put("all neverMoreAtOnceThan " + number, good(mostAtOnce() <= number));
            to.put("all openedAtMost " + number, good(connections() <= number));
        }
        for (String answer : List.of("404", "503", "abandoned")) {
            to.put("askedAgainAfter " + answer, askedAgain(answer));
            to.put("neverAskedAgainAfter " + answer, waits(answer, wait -> false));
        }
        for (int each : seconds) {
            long micros = each * MICROS_A_SECOND;
            to.put("polledNoFasterThan " + each, noFaster(micros));
            to.put("polledNoSlowerThan " + each, noSlower(micros, now));
            to.put("keptAskingFor " + each, keptAsking(micros));
            to.put("gaveUpWithin " + each, gaveUp(micros));
            to.put(
                    "noticedDeployedWithin " + each,
                    noticed(micros, deployedTimes(), told(status -> status.equals(AutomationStatus.DEPLOYED))));
            to.put(
                    "noticedTerminalStatusWithin " + each,
                    noticed(micros, terminalTimes(), told(AutomationStatus::isTerminal)));
            to.put("noticedGatewayWithin " + each, noticed(micros, gatewayTimes(), toldGateway()));
            for (String step : STEPS) {
                to.put("noticed " + step + each, noticed(micros, timesOf(step), answeredIn(step)));
            }
            to.put("backedOffExponentially " + each, exponentially(2, micros));
            for (String answer : List.of("404", "503", "abandoned")) {
                to.put("backedOffAfter " + answer + each, waits(answer, wait -> wait >= micros));
            }
        }
    }

    private static Verdict.Kind good(boolean isGood) {
        return isGood ? Verdict.Kind.GOOD : Verdict.Kind.BAD;
    }

    private List<Exchange> begun(Predicate<Exchange> wanted) {
        return events.stream()
                .filter(event -> event.begins() && wanted.test(event.exchange()))
                .map(Event::exchange)
                .toList();
    }

    private List<Exchange> ended(Predicate<Exchange> wanted) {
        return events.stream()
                .filter(event -> !event.begins() && wanted.test(event.exchange()))
                .map(Event::exchange)
                .toList();
    }

    private static boolean asks(Exchange exchange) {
        return exchange.operation() != null;
    }

    private static boolean asksForStatus(Exchange exchange) {
        return exchange.operation() == Operation.AUTOMATION_STATUS
                || exchange.operation() == Operation.AUTOMATION_STATUS_DETAILS;
    }

    private static boolean isDelivered(Exchange exchange) {
        return exchange.outcome() == Exchange.Outcome.DELIVERED;
    }

    /** Whether a request was sent after an answer had come. */
    private boolean isAfter(Exchange answered, Exchange request) {
        int end = events.indexOf(new Event(answered, false));
        if (end < 0 || end > events.indexOf(new Event(request, true))) {
            return false;
        }
        ConnectionFacts one = answered.connection();
        ConnectionFacts other = request.connection();
        return one == other
                || Objects.requireNonNull(other).openedNanos() > answered.endedNanos()
                || request.receivedNanos() - answered.endedNanos() > UNDER_WAY_NANOS
                || request.atMicros() - answered.endedMicros() > UNDER_WAY_MICROS;
    }

    /** The times between two moments at which the status stopped being terminal. */
    private List<Time> lives() {
        return times((before, state) ->
                before.status().isTerminal() && !state.status().isTerminal());
    }

    private List<Time> times(BiPredicate<ServerState, ServerState> isNew) {
        List<Time> times = new ArrayList<>();
        List<BegunStep> steps = life.begunSteps();
        long from = Long.MIN_VALUE;
        for (int i = 1; i < steps.size(); i++) {
            if (isNew.test(steps.get(i - 1).state(), steps.get(i).state())) {
                long at = MovableClock.micros(steps.get(i).at());
                times.add(new Time(from, at - 1));
                from = at;
            }
        }
        times.add(new Time(from, Long.MAX_VALUE));
        return times;
    }

    private List<Time> firstOfEachLife(Predicate<ServerState> wanted) {
        List<Time> first = new ArrayList<>();
        for (Time each : lives()) {
            life.begunSteps().stream()
                    .filter(step -> each.has(MovableClock.micros(step.at())) && wanted.test(step.state()))
                    .findFirst()
                    .ifPresent(step -> first.add(new Time(MovableClock.micros(step.at()), each.to())));
        }
        return first;
    }

    private List<Time> deployedTimes() {
        return firstOfEachLife(state -> state.status().equals(AutomationStatus.DEPLOYED));
    }

    private List<Time> terminalTimes() {
        return firstOfEachLife(state -> state.status().isTerminal());
    }

    private List<Time> gatewayTimes() {
        List<Time> times = new ArrayList<>();
        long from = Long.MIN_VALUE;
        for (BegunStep step : life.begunSteps()) {
            long at = MovableClock.micros(step.at());
            if (step.state().gatewayIp() != null && from == Long.MIN_VALUE) {
                from = at;
            } else if (step.state().gatewayIp() == null && from != Long.MIN_VALUE) {
                times.add(new Time(from, at - 1));
                from = Long.MIN_VALUE;
            }
        }
        if (from != Long.MIN_VALUE) {
            times.add(new Time(from, Long.MAX_VALUE));
        }
        return times;
    }

    private List<Time> timesOf(String step) {
        List<Time> times = new ArrayList<>();
        List<BegunStep> steps = life.begunSteps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).state().step().equals(step)) {
                long end = i + 1 == steps.size()
                        ? Long.MAX_VALUE
                        : MovableClock.micros(steps.get(i + 1).at()) - 1;
                times.add(new Time(MovableClock.micros(steps.get(i).at()), end));
            }
        }
        return times;
    }

    private List<Exchange> answeredIn(String step) {
        return ended(exchange -> isDelivered(exchange)
                && exchange.state() != null
                && exchange.rule() != Rule.RATE_LIMITED
                && exchange.state().step().equals(step));
    }

    private List<Exchange> told(Predicate<AutomationStatus> wanted) {
        return ended(exchange -> isDelivered(exchange)
                && asksForStatus(exchange)
                && exchange.status() == 200
                && exchange.state() != null
                && wanted.test(exchange.state().status()));
    }

    private List<Exchange> toldGateway() {
        return ended(exchange ->
                isDelivered(exchange) && exchange.operation() == Operation.GATEWAY_IP && exchange.status() == 200);
    }

    private Verdict.Kind stopped(Predicate<AutomationStatus> wanted) {
        List<Exchange> told = told(wanted);
        for (Time time : lives()) {
            for (Exchange answered : told) {
                for (Exchange request : begun(CompleteHistory::asksForStatus)) {
                    if (time.has(answered.atMicros()) && time.has(request.atMicros()) && isAfter(answered, request)) {
                        return Verdict.Kind.BAD;
                    }
                }
            }
        }
        return good(!told.isEmpty());
    }

    private Verdict.Kind limit(@Nullable RateLimit limit) {
        List<Exchange> counted = begun(exchange -> exchange.state() != null);
        if (counted.stream().anyMatch(exchange -> exchange.rule() == Rule.RATE_LIMITED)) {
            return Verdict.Kind.BAD;
        }
        for (int from = 0; limit == null && from < counted.size(); from++) {
            long opened = counted.get(from).atMicros();
            int used = 0;
            while (from + used < counted.size()
                    && counted.get(from + used).atMicros() < opened + 60 * MICROS_A_SECOND) {
                used++;
            }
            if (used > 30) {
                return Verdict.Kind.BAD;
            }
            from += used - 1;
        }
        return counted.isEmpty() ? Verdict.Kind.UNKNOWN : Verdict.Kind.GOOD;
    }

    private Verdict.Kind gatewayOnlyAfterDeployed() {
        List<Exchange> gateway = begun(exchange -> exchange.operation() == Operation.GATEWAY_IP);
        if (gateway.isEmpty()) {
            return Verdict.Kind.BAD;
        }
        int first = events.indexOf(new Event(gateway.get(0), true));
        return good(told(status -> status.equals(AutomationStatus.DEPLOYED)).stream()
                .anyMatch(exchange -> events.indexOf(new Event(exchange, false)) < first));
    }

    private int mostAtOnce() {
        int most = 0;
        int now = 0;
        for (Event event : events) {
            now += event.begins() ? 1 : -1;
            most = Math.max(most, now);
        }
        return most;
    }

    private int connections() {
        Set<ConnectionFacts> all = new HashSet<>();
        begun(exchange -> true).forEach(exchange -> all.add(exchange.connection()));
        return all.size();
    }

    private Verdict.Kind noFaster(long micros) {
        boolean judged = false;
        for (Operation operation : Operation.RACKCONNECT) {
            List<Exchange> polls = begun(exchange -> exchange.operation() == operation);
            for (int i = 1; i < polls.size(); i++) {
                judged = true;
                if (polls.get(i).atMicros() - polls.get(i - 1).atMicros() < micros) {
                    return Verdict.Kind.BAD;
                }
            }
        }
        return judged ? Verdict.Kind.GOOD : Verdict.Kind.UNKNOWN;
    }

    /** The requests of a life before a terminal status was told in it. */
    private List<Exchange> waiting(Time time) {
        List<Exchange> told = told(AutomationStatus::isTerminal);
        return begun(request -> asks(request)
                && time.has(request.atMicros())
                && told.stream()
                        .noneMatch(answered -> time.has(answered.atMicros())
                                && events.indexOf(new Event(answered, false))
                                        < events.indexOf(new Event(request, true))));
    }

    private boolean isToldTheEnd(Time time) {
        return told(AutomationStatus::isTerminal).stream().anyMatch(exchange -> time.has(exchange.atMicros()));
    }

    private Verdict.Kind noSlower(long micros, long now) {
        boolean judged = false;
        List<Time> lives = lives();
        for (Time time : lives) {
            List<Exchange> asked = waiting(time);
            for (int i = 1; i < asked.size(); i++) {
                judged = true;
                if (asked.get(i).atMicros() - asked.get(i - 1).atMicros() > micros) {
                    return Verdict.Kind.BAD;
                }
            }
        }
        Time last = lives.get(lives.size() - 1);
        List<Exchange> asked = waiting(last);
        if (!asked.isEmpty() && !isToldTheEnd(last)) {
            judged = true;
            if (now - asked.get(asked.size() - 1).atMicros() > micros) {
                return Verdict.Kind.BAD;
            }
        }
        return judged ? Verdict.Kind.GOOD : Verdict.Kind.UNKNOWN;
    }

    private long askedFor() {
        List<Time> lives = lives();
        List<Exchange> asked = waiting(lives.get(lives.size() - 1));
        return asked.isEmpty()
                ? -1
                : asked.get(asked.size() - 1).atMicros() - asked.get(0).atMicros();
    }

    private boolean isToldTheEnd() {
        List<Time> lives = lives();
        return isToldTheEnd(lives.get(lives.size() - 1));
    }

    private Verdict.Kind keptAsking(long micros) {
        return askedFor() >= micros ? Verdict.Kind.GOOD : isToldTheEnd() ? Verdict.Kind.UNKNOWN : Verdict.Kind.BAD;
    }

    private Verdict.Kind gaveUp(long micros) {
        return isToldTheEnd() || askedFor() < 0 ? Verdict.Kind.UNKNOWN : good(askedFor() <= micros);
    }

    private Verdict.Kind noticed(long micros, List<Time> times, List<Exchange> told) {
        if (times.isEmpty() || told.isEmpty()) {
            return Verdict.Kind.BAD;
        }
        for (Time time : times) {
            long first = told.stream()
                    .filter(exchange -> time.has(exchange.atMicros()))
                    .mapToLong(exchange -> exchange.endedMicros() - time.from())
                    .findFirst()
                    .orElse(-1);
            boolean missed = first < 0 && (time.to() == Long.MAX_VALUE || time.to() + 1 - time.from() > micros);
            if (missed || first > micros) {
                return Verdict.Kind.BAD;
            }
        }
        return Verdict.Kind.GOOD;
    }

    private static String word(Exchange exchange) {
        return isDelivered(exchange) ? exchange.word() : "abandoned";
    }

    /** The last answer of a kind that ended before a request, if no request came after it yet. */
    private @Nullable Exchange lastBefore(Exchange request, Predicate<Exchange> wanted) {
        Exchange last = null;
        for (Event event : events) {
            if (event.begins()) {
                if (event.exchange() == request) {
                    return last;
                }
                if (last != null && asks(event.exchange()) && isAfter(last, event.exchange())) {
                    last = null;
                }
            } else if (asks(event.exchange()) && wanted.test(event.exchange())) {
                last = event.exchange();
            }
        }
        throw new IllegalArgumentException("no such request");
    }

    private Verdict.Kind waits(String answer, Predicate<Long> isGood) {
        if (ended(exchange -> asks(exchange) && word(exchange).equals(answer)).isEmpty()) {
            return Verdict.Kind.UNKNOWN;
        }
        for (Exchange request : begun(CompleteHistory::asks)) {
            Exchange last = lastBefore(request, exchange -> word(exchange).equals(answer));
            if (last != null && isAfter(last, request) && !isGood.test(request.atMicros() - last.endedMicros())) {
                return Verdict.Kind.BAD;
            }
        }
        return Verdict.Kind.GOOD;
    }

    /** It asked for nothing before the time that the last answer with one gave. */
    private Verdict.Kind waitedAsTold() {
        Exchange told = null;
        boolean tooEarly = false;
        for (Event event : events) {
            Exchange exchange = event.exchange();
            if (!asks(exchange)) {
                continue;
            }
            if (!event.begins()) {
                told = isDelivered(exchange) && exchange.retryAfter() != null ? exchange : told;
            } else if (told != null) {
                tooEarly |= exchange.atMicros() < told.retryAtMicros() && isAfter(told, exchange);
            }
        }
        boolean isTold = told != null;
        return tooEarly ? Verdict.Kind.BAD : isTold ? Verdict.Kind.GOOD : Verdict.Kind.UNKNOWN;
    }

    /** All its requests are those of all clients. */
    Verdict.Kind neverMoreThan(int most, int seconds) {
        List<Exchange> asked = begun(CompleteHistory::asks);
        for (Exchange first : asked) {
            long until = first.atMicros() + seconds * MICROS_A_SECOND;
            long within = asked.stream()
                    .filter(each -> each.number() >= first.number() && each.atMicros() < until)
                    .count();
            if (within > most) {
                return Verdict.Kind.BAD;
            }
        }
        return Verdict.Kind.GOOD;
    }

    private Verdict.Kind askedAgain(String answer) {
        List<Exchange> answers =
                ended(exchange -> asks(exchange) && word(exchange).equals(answer));
        if (answers.isEmpty()) {
            return Verdict.Kind.UNKNOWN;
        }
        Exchange last = answers.get(answers.size() - 1);
        return good(begun(request -> request.operation() == last.operation()).stream()
                .anyMatch(request -> isAfter(last, request)));
    }

    private static boolean isFailure(Exchange exchange) {
        return !isDelivered(exchange) || (exchange.status() >= 400 && exchange.rule() != Rule.GATEWAY_UNASSIGNED);
    }

    private Verdict.Kind exponentially(double factor, long longest) {
        List<List<Long>> runs = new ArrayList<>();
        List<Long> run = new ArrayList<>();
        for (Event event : events) {
            Exchange exchange = event.exchange();
            if (!asks(exchange)) {
                continue;
            }
            if (!event.begins()) {
                if (!isFailure(exchange)) {
                    runs.add(run);
                    run = new ArrayList<>();
                }
                continue;
            }
            Exchange last = lastBefore(exchange, each -> true);
            if (last != null && isFailure(last) && isAfter(last, exchange)) {
                run.add(exchange.atMicros() - last.endedMicros());
            }
        }
        runs.add(run);
        runs.removeIf(List::isEmpty);
        if (runs.stream().noneMatch(each -> each.size() > 1)) {
            return Verdict.Kind.UNKNOWN;
        }
        for (List<Long> waits : runs) {
            for (int i = 1; i < waits.size(); i++) {
                if (waits.get(i) < waits.get(i - 1) * factor * 0.9 && waits.get(i) < longest * 0.9) {
                    return Verdict.Kind.BAD;
                }
            }
        }
        long first = runs.get(0).get(0);
        return good(runs.stream().skip(1).noneMatch(waits -> waits.get(0) > 0 && waits.get(0) >= first * factor));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (BegunStep step : life.begunSteps()) {
            text.append(step.at()).append(" * ").append(step.state().step()).append('\n');
        }
        for (Event event : events) {
            Exchange exchange = event.exchange();
            text.append(event.begins() ? exchange.at() : "    ended " + exchange.endedMicros())
                    .append(' ')
                    .append(exchange.request().target())
                    .append(' ')
                    .append(exchange.word())
                    .append(' ')
                    .append(exchange.outcome())
                    .append(' ')
                    .append(System.identityHashCode(exchange.connection()))
                    .append('\n');
        }
        return text.toString();
    }
}
