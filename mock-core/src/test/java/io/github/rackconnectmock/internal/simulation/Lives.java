package io.github.rackconnectmock.internal.simulation;

import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioRules;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Arbitrary scripts and arbitrary moves. */
final class Lives {
    private Lives() {}

    /** One server, or a staggered burst of two, that have any life. */
    static Arbitrary<Scenario> scenarios() {
        Arbitrary<RateLimit> limits = Combinators.combine(
                        integers().between(1, 8), seconds(10, 90), Arbitraries.of(RateLimit.Alignment.class))
                .as((requests, window, alignment) ->
                        RateLimit.of(requests, window).alignment(alignment));
        return Combinators.combine(
                        steps().list().ofMinSize(1).ofMaxSize(6),
                        limits.injectNull(0.5),
                        Arbitraries.of(Begins.class),
                        integers().between(1, 2),
                        integers().between(0, 1_000),
                        loops().injectNull(0.4),
                        incidents().list().ofMaxSize(2))
                .as(Lives::scenario);
    }

    /** What happens to a server; time is often split. */
    static Arbitrary<List<Move>> moves() {
        Arbitrary<Move> advances = Combinators.combine(
                        integers().between(0, 40_000), integers().between(1, 4))
                .as((millis, parts) -> new Move.Advance(Duration.ofMillis(millis), parts));
        return frequencyOf(
                        Tuple.of(6, advances),
                        Tuple.of(6, Arbitraries.of(Operation.RACKCONNECT).map(Move.Ask::new)),
                        Tuple.of(3, signals().map(Move.Fire::new)),
                        Tuple.of(1, integers().between(0, 6).map(Move.Jump::new)),
                        Tuple.of(1, just(new Move.Restart())))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    /** A way back from the end to the start or to the first step, for ever or a few times. */
    private static Arbitrary<Step> loops() {
        return Combinators.combine(
                        seconds(1, 20),
                        Arbitraries.of(ScenarioRules.START, "step-1"),
                        integers().between(0, 3))
                .as((after, target, times) -> times == 0
                        ? Step.after(after).goTo(target)
                        : Step.after(after).goTo(target, times));
    }

    private static Arbitrary<Incident> incidents() {
        return Combinators.combine(
                        seconds(0, 60),
                        seconds(1, 20),
                        seconds(1, 60).injectNull(0.5),
                        signals().injectNull(0.5),
                        faults())
                .as((after, lasts, pause, signal, fault) -> new Incident(
                        null,
                        after,
                        signal,
                        lasts,
                        signal,
                        pause == null ? null : lasts.plus(pause),
                        Set.of(),
                        List.of(),
                        List.of(fault)));
    }

    private static Scenario scenario(
            List<Step> steps,
            @Nullable RateLimit limit,
            Begins begins,
            int count,
            long seed,
            @Nullable Step loop,
            List<Incident> incidents) {
        CloudServer.Builder server = CloudServer.named(count == 1 ? "web" : "web-{n}")
                .sourceIp("10.1.1.1")
                .status(AutomationStatus.DEPLOYING)
                .gatewayIp(null)
                .begins(begins)
                .count(count);
        if (count > 1 && begins == Begins.START) {
            server.stagger(Duration.ofSeconds(45));
        }
        steps.forEach(server::step);
        if (loop != null) {
            server.step(loop);
            // Only after a loop that is left does the life go on.
            server.step(Step.after(Duration.ofSeconds(30)).status(AutomationStatus.FAILED));
        }
        Scenario.Builder scenario =
                Scenario.builder().rateLimit(limit).seed(seed).server(server);
        incidents.forEach(scenario::incident);
        return scenario.build();
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<Step> byTime = Arbitraries.oneOf(
                seconds(0, 60).map(Step::after),
                seconds(0, 60).map(from -> Step.after(DrawnDuration.between(from, from.plusSeconds(30)))),
                Arbitraries.of(Step.after(DrawnDuration.logNormal(Duration.ofSeconds(5), Duration.ofSeconds(60)))));
        Arbitrary<Step> byRequests = integers().between(1, 4).map(Step::afterRequests);
        Arbitrary<Step> byOneOperation = Combinators.combine(
                        Arbitraries.of(Operation.RACKCONNECT), integers().between(1, 2))
                .as(Step::afterRequests);
        Arbitrary<Step> bySignal = signals().map(Step::on);
        return Combinators.combine(
                        frequencyOf(
                                Tuple.of(5, byTime),
                                Tuple.of(2, byRequests),
                                Tuple.of(1, byOneOperation),
                                Tuple.of(2, bySignal)),
                        Arbitraries.of(AutomationStatus.DOCUMENTED).injectNull(0.5),
                        Arbitraries.of("10.0.0.1", "10.0.0.2", "none").injectNull(0.5),
                        faults().injectNull(0.7))
                .as(Lives::completed);
    }

    private static Step completed(
            Step step, @Nullable AutomationStatus status, @Nullable String gatewayIp, @Nullable Fault fault) {
        Step changed = status == null ? step : step.status(status);
        if (gatewayIp != null) {
            changed = changed.gatewayIp(gatewayIp.equals("none") ? null : gatewayIp);
        }
        return fault == null ? changed : changed.fault(fault);
    }

    private static Arbitrary<Fault> faults() {
        return Combinators.combine(integers().between(1, 3).injectNull(0.5), Arbitraries.of(50, 100))
                .as((times, percent) -> times == null
                        ? Fault.hang().percent(percent)
                        : Fault.answer(503).times(times).percent(percent));
    }

    private static Arbitrary<String> signals() {
        return Arbitraries.of("a", "b");
    }

    private static Arbitrary<Duration> seconds(int least, int most) {
        return integers().between(least, most).map(Duration::ofSeconds);
    }
}
