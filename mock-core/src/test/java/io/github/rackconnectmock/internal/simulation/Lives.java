package io.github.rackconnectmock.internal.simulation;

import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.List;
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
                .as(RateLimit::new);
        return Combinators.combine(
                        steps().list().ofMinSize(1).ofMaxSize(6),
                        limits.injectNull(0.5),
                        Arbitraries.of(Begins.class),
                        integers().between(1, 2),
                        integers().between(0, 1_000))
                .as(Lives::scenario);
    }

    /** What happens to a server; time is often split. */
    static Arbitrary<List<Move>> moves() {
        Arbitrary<Move> advances = Combinators.combine(
                        integers().between(0, 40_000), integers().between(1, 4))
                .as((millis, parts) -> new Move.Advance(Duration.ofMillis(millis), parts));
        return frequencyOf(
                        Tuple.of(6, advances),
                        Tuple.of(6, Arbitraries.of(Operation.class).map(Move.Ask::new)),
                        Tuple.of(3, signals().map(Move.Fire::new)),
                        Tuple.of(1, integers().between(0, 6).map(Move.Jump::new)),
                        Tuple.of(1, just(new Move.Restart())))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    private static Scenario scenario(List<Step> steps, @Nullable RateLimit limit, Begins begins, int count, long seed) {
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
        return Scenario.builder().rateLimit(limit).seed(seed).server(server).build();
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<Step> byTime = seconds(0, 60).map(Step::after);
        Arbitrary<Step> byRequests = integers().between(1, 4).map(Step::afterRequests);
        Arbitrary<Step> byOneOperation = Combinators.combine(
                        Arbitraries.of(Operation.class), integers().between(1, 2))
                .as(Step::afterRequests);
        Arbitrary<Step> bySignal = signals().map(Step::on);
        return Combinators.combine(
                        frequencyOf(
                                Tuple.of(5, byTime),
                                Tuple.of(2, byRequests),
                                Tuple.of(1, byOneOperation),
                                Tuple.of(2, bySignal)),
                        Arbitraries.of(AutomationStatus.class).injectNull(0.5),
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
                        : Fault.error(503).times(times).percent(percent));
    }

    private static Arbitrary<String> signals() {
        return Arbitraries.of("a", "b");
    }

    private static Arbitrary<Duration> seconds(int least, int most) {
        return integers().between(least, most).map(Duration::ofSeconds);
    }
}
