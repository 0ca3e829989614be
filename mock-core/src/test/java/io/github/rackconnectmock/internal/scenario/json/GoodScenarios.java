package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.Check;
import io.github.rackconnectmock.scenario.CloudDetails;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Expectation;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioRules;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Every kind of good scenario. */
// NullAway doesn't see that a parameter of a nested type may be null.
@SuppressWarnings("NullAway")
final class GoodScenarios {
    private static final List<String> ADDRESSES = List.of("10.0.0.1", "10.181.0.1", "fd00::1", "::ffff:10.0.0.9");

    /** How a server comes: alone or as a burst, and when. */
    private record Coming(int count, DrawnDuration stagger, Duration startsAfter, Begins begins) {
        static Coming of(int count, DrawnDuration stagger, Duration startsAfter, Begins begins) {
            boolean waits = begins == Begins.START;
            return new Coming(
                    count,
                    count > 1 && waits ? stagger : DrawnDuration.ZERO,
                    waits ? startsAfter : Duration.ZERO,
                    begins);
        }
    }

    /** How a server's requests are taken. */
    private record Mode(
            Step.@Nullable LimitChange limit,
            @Nullable Boolean known,
            @Nullable String seenAs) {}

    private record Pair<A, B>(A first, B second) {}

    private record Rest(Map<String, String> on, List<Fault> faults, CloudDetails details) {}

    private GoodScenarios() {}

    static Arbitrary<Scenario> all() {
        return Combinators.combine(
                        anyText().injectNull(0.3),
                        rateLimits().injectNull(0.2),
                        unknownSources(),
                        Arbitraries.longs(),
                        servers().list().ofMinSize(1).ofMaxSize(4),
                        incidents().list().ofMaxSize(3),
                        Combinators.combine(expectations().list().ofMaxSize(3), accounts())
                                .as(Pair::new),
                        durations().injectNull(0.5))
                .as((description, rateLimit, unknownSource, seed, servers, incidents, rest, delay) -> new Scenario(
                        description,
                        rateLimit,
                        unknownSource,
                        seed,
                        numbered(servers),
                        numberedIncidents(incidents),
                        rest.first(),
                        rest.second(),
                        delay == null ? Duration.ZERO : delay));
    }

    private static Arbitrary<Account> accounts() {
        Arbitrary<String> credentials = Arbitraries.of("mock", "s3cret", "ä b").injectNull(0.5);
        return Combinators.combine(
                        Arbitraries.of("123456", "acc_7-x"),
                        credentials,
                        credentials,
                        credentials,
                        plainText().list().ofMaxSize(3),
                        Arbitraries.of(Region.class).injectNull(0.5),
                        durations().filter(time -> !time.isZero()),
                        rateLimits()
                                .map(limit ->
                                        new RateLimit(limit.requests(), limit.window(), limit.alignment(), null, null))
                                .injectNull(0.5))
                .as(Account::new);
    }

    private static Arbitrary<CloudDetails> details() {
        Arbitrary<CloudDetails> some = Combinators.combine(
                        Arbitraries.of("ACTIVE", "BUILD", "HARD_REBOOT").injectNull(0.5),
                        Arbitraries.maps(
                                        plainText(),
                                        Arbitraries.of("", "yes", "ENABLED").optional())
                                .ofMaxSize(3),
                        plainText().injectNull(0.5),
                        Arbitraries.of(ADDRESSES).injectNull(0.5),
                        Arbitraries.of(true, false).injectNull(0.5))
                .as(CloudDetails::new);
        return Arbitraries.oneOf(Arbitraries.just(CloudDetails.UNCHANGED), some);
    }

    private static Arbitrary<Expectation> expectations() {
        return Combinators.combine(
                        Arbitraries.of("*", "web*").list().ofMaxSize(2),
                        Arbitraries.of(Check.Assertion.class)
                                .filter(assertion -> assertion.arguments() != Check.Arguments.INCIDENT_WITHIN)
                                .set()
                                .ofMinSize(1)
                                .ofMaxSize(4),
                        durations(),
                        Arbitraries.integers().greaterOrEqual(2))
                .as((servers, assertions, duration, number) -> new Expectation(
                        servers,
                        assertions.stream()
                                .map(assertion -> check(assertion, duration, number))
                                .toList()));
    }

    private static Check check(Check.Assertion assertion, Duration duration, int number) {
        return switch (assertion.arguments()) {
            case NONE -> new Check(assertion, null, null, null);
            case DURATION -> new Check(assertion, duration, null, null);
            case NUMBER -> new Check(assertion, null, null, (double) number);
            case ANSWER -> new Check(assertion, null, number % 2 == 0 ? "503" : "reset", null);
            case STATUS -> new Check(assertion, null, "DEPLOYED", null);
            case STEP_WITHIN -> new Check(assertion, duration, ScenarioRules.START, null);
            case INCIDENT_WITHIN -> throw new IllegalArgumentException("there may be no incident");
            case ANSWER_AT_LEAST -> new Check(assertion, duration, "404", null);
            case FACTOR_UP_TO -> new Check(assertion, duration, null, 1 + (number % 1_000) / 4.0 + 0.25);
            case REQUESTS_WITHIN -> new Check(assertion, duration, null, (double) number);
        };
    }

    private static Arbitrary<UnknownSource> unknownSources() {
        return effects(false).map(UnknownSource::new);
    }

    private static Arbitrary<RateLimit> rateLimits() {
        return Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(1),
                        durations().filter(window -> !window.isZero()),
                        Arbitraries.of(RateLimit.Alignment.class),
                        answers(true).filter(answer -> !answer.isOwn()).injectNull(0.5),
                        Arbitraries.integers().greaterOrEqual(1).injectNull(0.5))
                .as(RateLimit::new);
    }

    private static Arbitrary<Step.LimitChange> limitChanges() {
        return Arbitraries.oneOf(
                Arbitraries.of(Step.LimitChange.NONE, Step.LimitChange.SCENARIOS),
                rateLimits().map(Step.LimitChange::to));
    }

    private static Arbitrary<Mode> modes() {
        return Combinators.combine(
                        limitChanges().injectNull(0.5),
                        Arbitraries.of(true, false).injectNull(0.5),
                        Arbitraries.of(Step.SeenAs.UNKNOWN).injectNull(0.7))
                .as(Mode::new);
    }

    private static Arbitrary<Incident> incidents() {
        return Combinators.combine(
                        durations(),
                        Arbitraries.of("storm", "go.1").injectNull(0.5),
                        durations().filter(time -> time.toMillis() > 0),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Region.class).set().ofMaxSize(3),
                        Arbitraries.of("*", "web*", "web0", "no-such-*").list().ofMaxSize(2),
                        faults(true).list().ofMinSize(1).ofMaxSize(3))
                .as((after, signal, lasts, repeats, regions, servers, faults) -> new Incident(
                        signal == null ? null : "x",
                        after,
                        signal,
                        lasts,
                        signal,
                        repeats && lasts.compareTo(Durations.LONGEST.minusSeconds(1)) < 0 ? lasts.plusSeconds(1) : null,
                        regions,
                        servers,
                        sharing(faults)));
    }

    private static Arbitrary<CloudServer> servers() {
        Arbitrary<Coming> coming = Combinators.combine(
                        Arbitraries.integers().between(1, 5), drawn(), durations(), Arbitraries.of(Begins.class))
                .as(Coming::of);
        Arbitrary<Map<String, String>> signals =
                Arbitraries.maps(Arbitraries.of("rebuild", "fail"), Arbitraries.of(ScenarioRules.START));
        return Combinators.combine(
                        Arbitraries.of(Region.class).injectNull(0.3),
                        statuses(),
                        Arbitraries.of(ADDRESSES).injectNull(0.3),
                        Combinators.combine(
                                        Arbitraries.maps(plainText(), Arbitraries.of(true, false))
                                                .ofMaxSize(3),
                                        Arbitraries.maps(plainText(), plainText())
                                                .ofMaxSize(3)
                                                .injectNull(0.3))
                                .as(Pair::new),
                        steps().list().ofMaxSize(4),
                        coming,
                        modes(),
                        Combinators.combine(
                                        signals.map(all -> all),
                                        faults(false).list().ofMaxSize(2),
                                        details())
                                .as(Rest::new))
                .as((region, status, gatewayIp, texts, lifecycle, how, mode, rest) -> new CloudServer(
                        "web",
                        "10.0.0.1",
                        region,
                        status,
                        gatewayIp,
                        texts.first(),
                        texts.second(),
                        named(lifecycle),
                        how.begins(),
                        how.count(),
                        how.stagger(),
                        how.startsAfter(),
                        sharing(rest.faults()),
                        mode.limit(),
                        mode.known() == null || mode.known(),
                        mode.seenAs(),
                        rest.on(),
                        rest.faults().isEmpty(),
                        null,
                        rest.details()));
    }

    private static Arbitrary<Step> steps() {
        return Combinators.combine(
                        triggers(),
                        Arbitraries.of("up", "gateway-ready", "x").injectNull(0.4),
                        statuses().injectNull(0.4),
                        Arbitraries.of(ADDRESSES)
                                .injectNull(0.3)
                                .map(Step.Gateway::new)
                                .injectNull(0.5),
                        Arbitraries.maps(plainText(), Arbitraries.of(true, false))
                                .ofMaxSize(2),
                        Arbitraries.maps(plainText(), plainText().optional()).ofMaxSize(2),
                        faults(false).list().ofMaxSize(3),
                        Combinators.combine(modes(), details()).as(Pair::new))
                .as((trigger, name, status, gateway, features, tasks, faults, rest) -> new Step(
                        trigger,
                        name,
                        status,
                        gateway,
                        features,
                        tasks,
                        sharing(faults),
                        rest.first().limit(),
                        rest.first().known(),
                        rest.first().seenAs() == null
                                ? null
                                : new Step.SeenAs(rest.first().seenAs()),
                        null,
                        rest.second()));
    }

    private static Arbitrary<AutomationStatus> statuses() {
        return Arbitraries.of(AutomationStatus.DOCUMENTED);
    }

    private static Arbitrary<Trigger> triggers() {
        return Arbitraries.oneOf(
                drawn().map(Trigger.After::new),
                Combinators.combine(
                                Arbitraries.integers().greaterOrEqual(1),
                                Arbitraries.of(Operation.class).injectNull(0.5))
                        .as(Trigger.AfterRequests::new),
                Arbitraries.of("give-up", "go.1", "0_").map(Trigger.OnSignal::new));
    }

    private static Arbitrary<Fault> faults(boolean endIsKnown) {
        return Arbitraries.frequencyOf(
                Tuple.of(4, faultsOfRequests(endIsKnown)), Tuple.of(1, faultsOfConnections(endIsKnown)));
    }

    /** Before a request, nothing is asked for yet, and no connection has carried an answer. */
    private static Arbitrary<Fault> faultsOfConnections(boolean endIsKnown) {
        Arbitrary<FaultEffect> both = Arbitraries.oneOf(
                drawn().map(FaultEffect.Delay::new),
                Arbitraries.of(new FaultEffect.Hang(), new FaultEffect.Reset(), new FaultEffect.Empty()));
        Arbitrary<Fault> connects = Arbitraries.oneOf(
                        answers(endIsKnown)
                                .filter(answer -> answer.status() != null && answer.status() >= 300)
                                .map(answer -> answer),
                        both)
                .map(effect -> Fault.of(effect).at(Fault.Stage.CONNECT));
        Arbitrary<Fault> handshakes = Arbitraries.oneOf(
                        Arbitraries.of(FaultEffect.Certificate.Problem.class).map(FaultEffect.Certificate::new), both)
                .map(effect -> Fault.of(effect).at(Fault.Stage.TLS));
        return Combinators.combine(
                        Arbitraries.oneOf(connects, handshakes),
                        drawn().injectNull(0.7).map(delay -> delay == null ? DrawnDuration.ZERO : delay),
                        Arbitraries.integers().greaterOrEqual(1).injectNull(0.5),
                        Arbitraries.integers().between(1, 33).injectNull(0.3))
                .as((fault, delay, times, percent) ->
                        new Fault(fault.effect(), fault.at(), delay, false, times, Set.of(), percent));
    }

    private static Arbitrary<Fault> faultsOfRequests(boolean endIsKnown) {
        return Combinators.combine(
                        effects(endIsKnown),
                        drawn().injectNull(0.7).map(delay -> delay == null ? DrawnDuration.ZERO : delay),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().greaterOrEqual(1).injectNull(0.5),
                        Arbitraries.of(Operation.class).set().ofMaxSize(4),
                        Arbitraries.integers().between(1, 33).injectNull(0.3))
                .as((effect, delay, reused, times, operations, percent) ->
                        new Fault(effect, Fault.Stage.REQUEST, delay, reused, times, operations, percent));
    }

    /** Faults whose shares are no more than all. */
    private static List<Fault> sharing(List<Fault> faults) {
        return faults.subList(0, Math.min(3, faults.size()));
    }

    private static Arbitrary<FaultEffect> effects(boolean endIsKnown) {
        return Arbitraries.oneOf(
                answers(endIsKnown).map(answer -> answer),
                drawn().map(FaultEffect.Delay::new),
                durations().map(FaultEffect.Dribble::new),
                durations().map(FaultEffect.Stale::new),
                Combinators.combine(
                                Arbitraries.integers().greaterOrEqual(0).injectNull(0.3),
                                Arbitraries.of(FaultEffect.Truncated.Then.class))
                        .as(FaultEffect.Truncated::new),
                Arbitraries.of(
                        new FaultEffect.Hang(),
                        new FaultEffect.Reset(),
                        new FaultEffect.Empty(),
                        new FaultEffect.Garbage(),
                        new FaultEffect.Refused()));
    }

    private static Arbitrary<FaultEffect.Answer> answers(boolean endIsKnown) {
        Arbitrary<RetryAfter> retry = durations().map(RetryAfter::of);
        return Combinators.combine(
                        Arbitraries.integers().between(200, 599).injectNull(0.2),
                        (endIsKnown ? Arbitraries.oneOf(retry, Arbitraries.of(RetryAfter.END)) : retry).injectNull(0.6),
                        Arbitraries.maps(
                                        Arbitraries.of("Via", "X-Cache", "Location", "Date", "set-cookie"),
                                        Arbitraries.of("", "1.1 cache", "/login?next=%2F", "caf\u00E9 \"au\" lait")
                                                .list()
                                                .ofMinSize(1)
                                                .ofMaxSize(3))
                                .ofMaxSize(2),
                        Arbitraries.of("text/html", "application/json; charset=utf-8", "a/b;")
                                .injectNull(0.5),
                        anyText().injectNull(0.3))
                .as((status, retryAfter, headers, type, body) -> new FaultEffect.Answer(
                        status,
                        retryAfter,
                        headers,
                        status == null && type == null ? "text/html" : type,
                        status == null || status == 204 || status == 304 ? null : body));
    }

    private static Arbitrary<DrawnDuration> drawn() {
        return Arbitraries.oneOf(
                durations().map(DrawnDuration::of),
                Combinators.combine(durations(), durations())
                        .as((one, other) -> one.compareTo(other) < 0
                                ? DrawnDuration.between(one, other)
                                : DrawnDuration.between(other, one)),
                Combinators.combine(durations(), durations())
                        .as((one, other) -> one.compareTo(other) < 0 ? latency(one, other) : latency(other, one)));
    }

    private static DrawnDuration latency(Duration median, Duration p99) {
        Duration atLeast = Duration.ofMillis(1);
        return DrawnDuration.logNormal(
                median.compareTo(atLeast) < 0 ? atLeast : median, p99.compareTo(atLeast) < 0 ? atLeast : p99);
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, Durations.LONGEST.toMillis()).map(Duration::ofMillis),
                Arbitraries.longs().between(0, Durations.LONGEST.toNanos()).map(Duration::ofNanos));
    }

    private static Arbitrary<String> anyText() {
        return Arbitraries.strings()
                .withCharRange('\0', '\uD7FF')
                .withChars("\"\\/\u2028\r\n")
                .ofMaxLength(20);
    }

    private static Arbitrary<String> plainText() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("äöü😀.[]\"\\")
                .ofMaxLength(8)
                .filter(text -> !text.isBlank() && text.codePoints().noneMatch(GoodScenarios::isHalf));
    }

    private static boolean isHalf(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    /** The same steps with names of their own, and a way back at the end of most. */
    private static List<Step> named(List<Step> steps) {
        List<Step> named = new ArrayList<>();
        for (Step step : steps) {
            named.add(step.name() == null ? step : step.name(step.name() + named.size()));
        }
        if (named.size() > 1) {
            Step back = Step.after(Duration.ofSeconds(1));
            named.add(named.size() % 2 == 0 ? back.goTo(ScenarioRules.START) : back.goTo(ScenarioRules.START, 3));
        }
        return named;
    }

    /** The same incidents with names of their own. */
    private static List<Incident> numberedIncidents(List<Incident> incidents) {
        List<Incident> numbered = new ArrayList<>();
        for (Incident incident : incidents) {
            numbered.add(new Incident(
                    incident.name() == null ? null : "storm-" + numbered.size(),
                    incident.after(),
                    incident.on(),
                    incident.lasts(),
                    incident.until(),
                    incident.every(),
                    incident.regions(),
                    incident.servers(),
                    incident.faults()));
        }
        return numbered;
    }

    /** The same servers with names and addresses of their own. */
    private static List<CloudServer> numbered(List<CloudServer> servers) {
        List<CloudServer> numbered = new ArrayList<>();
        for (CloudServer server : servers) {
            int number = numbered.size();
            numbered.add(new CloudServer(
                    "web" + number + (server.count() > 1 ? "-" + CloudServer.NUMBER : ""),
                    number % 2 == 0 ? "10.181." + number + ".250" : "fd00:" + number + "::fffe",
                    server.region(),
                    server.status(),
                    server.gatewayIp(),
                    server.features(),
                    server.tasks(),
                    server.lifecycle(),
                    server.begins(),
                    server.count(),
                    server.stagger(),
                    server.startsAfter(),
                    server.faults(),
                    server.rateLimit(),
                    server.known(),
                    server.seenAs(),
                    server.on(),
                    server.endless(),
                    server.count() > 1 || number % 2 == 0
                            ? null
                            : UUID.nameUUIDFromBytes(new byte[] {(byte) number}).toString(),
                    server.details()));
        }
        return numbered;
    }
}
