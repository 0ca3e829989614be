package io.github.rackconnectmock.internal.recording;

import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/** What is recorded plays as what was there: they differ at most one interval from a change. */
class RecordAndPlayTest {
    private static final int LIMIT = 30;
    private static final Duration SLOW = Duration.ofSeconds(7);

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Combinators.combine(
                        states(just(Step.after(Duration.ZERO))),
                        states(millis(0, 120_000).map(Step::after)).list().ofMaxSize(7),
                        incidents().list().ofMaxSize(3),
                        millis(1, 100_000).injectNull(0.7),
                        Arbitraries.of(UnknownSource.FORBIDDEN, UnknownSource.NOT_FOUND))
                .as(RecordAndPlayTest::scenario);
    }

    private static Scenario scenario(
            Step start,
            List<Step> steps,
            List<Incident> incidents,
            @Nullable Duration unknown,
            UnknownSource unknownSource) {
        CloudServer.Builder server = CloudServer.named("web1").sourceIp("10.1.1.1");
        server.status(start.status() == null ? AutomationStatus.DEPLOYING : start.status());
        server.gatewayIp(start.gateway() == null ? null : start.gateway().ip());
        start.features().forEach(server::feature);
        start.tasks().forEach((task, status) -> status.ifPresent(text -> server.task(task, text)));
        if (unknown != null) {
            server.known(false).step(Step.after(unknown).known(true));
        }
        steps.forEach(server::step);
        Scenario.Builder scenario =
                Scenario.builder().unknownSource(unknownSource).server(server);
        incidents.forEach(scenario::incident);
        return scenario.build();
    }

    private static Arbitrary<Step> states(Arbitrary<Step> steps) {
        return Combinators.combine(
                        steps,
                        Arbitraries.of(AutomationStatus.DOCUMENTED).injectNull(0.5),
                        Arbitraries.of("10.0.0.1", "10.0.0.2", "fd00::1", "none")
                                .injectNull(0.5),
                        Arbitraries.of("a", "b", "gone").injectNull(0.6),
                        Arbitraries.of(true, false).injectNull(0.6),
                        Arbitraries.of("ManageSoftwareFirewall", "Other"))
                .as((step, status, gateway, task, isEnabled, feature) -> {
                    Step changed = status == null ? step : step.status(status);
                    changed = gateway == null ? changed : changed.gatewayIp(gateway.equals("none") ? null : gateway);
                    changed = isEnabled == null ? changed : changed.feature(feature, isEnabled);
                    return task == null ? changed : changed.task("Task", task.equals("gone") ? null : task);
                });
    }

    private static Arbitrary<Incident> incidents() {
        Arbitrary<FaultEffect> effects = frequencyOf(
                Tuple.of(4, Arbitraries.of(500, 502, 503).map(FaultEffect.Answer::of)),
                Tuple.of(1, just(FaultEffect.Answer.of(404))),
                Tuple.of(
                        1,
                        just(FaultEffect.Answer.of(200).contentType("text/html").body("<h1>Wait</h1>"))),
                Tuple.of(1, Arbitraries.of(new FaultEffect.Reset(), new FaultEffect.Empty(), new FaultEffect.Hang())),
                Tuple.of(1, Arbitraries.of(new FaultEffect.Garbage(), new FaultEffect.Refused())),
                Tuple.of(1, just(Fault.delay(SLOW).effect())));
        return Combinators.combine(
                        millis(0, 400_000),
                        millis(1, 120_000).injectNull(0.1),
                        effects,
                        Arbitraries.of(Operation.RACKCONNECT).set().ofMaxSize(3))
                .as((after, lasts, effect, operations) -> new Incident(
                        null,
                        after,
                        null,
                        lasts,
                        null,
                        null,
                        Set.of(),
                        List.of(),
                        List.of(new Fault(
                                effect,
                                Fault.Stage.REQUEST,
                                Fault.hang().delay(),
                                false,
                                null,
                                effect instanceof FaultEffect.Refused ? Set.of() : operations,
                                null))));
    }

    private static Arbitrary<Duration> millis(int least, int most) {
        return integers().between(least, most).map(Duration::ofMillis);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void whatIsRecordedPlaysAsWhatWasThere(
            @ForAll("scenarios") Scenario scenario, @ForAll @IntRange(min = 1, max = 20) int every, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NavigableSet<Duration> changes = changes(scenario);
        Duration end = changes.last().plusSeconds(90);
        List<Observation> seen = record(scenario, Duration.ofSeconds(every), end, random);
        assertThat(seen).noneMatch(each -> each.seen() instanceof Observation.Limited);
        Recording.Setup asSeen = new Recording.Setup(Map.of(), null, true);
        Recording.Recorded recorded = Recording.of(seen, asSeen).orElse(null);
        Statistics.label("nothing right").collect(recorded == null);
        if (recorded == null) {
            return;
        }

        Duration interval = longestInterval(seen);
        PlayedForRecording original = new PlayedForRecording(withoutLimit(scenario));
        PlayedForRecording replayed = new PlayedForRecording(withoutLimit(recorded.scenario()));
        int compared = 0;
        for (Duration at : instants(changes, interval, end, random)) {
            original.moveTo(at);
            replayed.moveTo(at);
            for (Operation operation : Operation.RACKCONNECT) {
                assertThat(wire(replayed.ask(operation)))
                        .as("%s at %s of %s, every %s", operation, at, recorded.scenario(), interval)
                        .isEqualTo(wire(original.ask(operation)));
            }
            compared++;
        }
        Statistics.label("compared").collect(compared > 10);
        Statistics.label("compared").coverage(checks -> checks.check(true).percentage(share -> share > 60));
        Statistics.label("incidents").collect(!recorded.scenario().incidents().isEmpty());
        Statistics.label("incidents").coverage(checks -> checks.check(true).percentage(share -> share > 30));
    }

    /** Asks as the plan says; each request takes a little while. */
    private static List<Observation> record(Scenario scenario, Duration every, Duration end, SplittableRandom random) {
        PlayedForRecording played = new PlayedForRecording(scenario);
        PollPlan plan = new PollPlan(every, LIMIT);
        List<Observation> seen = new ArrayList<>();
        while (played.now().compareTo(end) < 0) {
            PollPlan.Poll next = plan.next(played.now());
            if (next.at().compareTo(played.now()) > 0) {
                played.moveTo(next.at());
            }
            plan.asked(played.now());
            seen.add(played.ask(next.operation()));
            played.moveTo(played.now().plusMillis(random.nextInt(200)));
        }
        return seen;
    }

    private static Scenario withoutLimit(Scenario scenario) {
        return new Scenario(
                null,
                RateLimit.none(),
                scenario.unknownSource(),
                0,
                scenario.servers(),
                scenario.incidents(),
                scenario.expectations(),
                scenario.account(),
                scenario.metadataDelay());
    }

    /** Every time at which something can change. */
    private static NavigableSet<Duration> changes(Scenario scenario) {
        NavigableSet<Duration> changes = new TreeSet<>(Set.of(Duration.ZERO));
        Duration at = Duration.ZERO;
        for (Step step : scenario.servers().get(0).lifecycle()) {
            at = at.plus(((Trigger.After) step.trigger()).delay().longest());
            changes.add(at);
        }
        for (Incident incident : scenario.incidents()) {
            Duration begin = incident.after() == null ? Duration.ZERO : incident.after();
            changes.add(begin);
            changes.add(incident.lasts() == null ? begin : begin.plus(incident.lasts()));
        }
        return changes;
    }

    private static Duration longestInterval(List<Observation> seen) {
        Map<Operation, Observation> last = new EnumMap<>(Operation.class);
        Duration longest = Duration.ZERO;
        for (Observation each : seen) {
            Observation before = last.put(each.operation(), each);
            Duration interval = before == null ? Duration.ZERO : Duration.between(before.asked(), each.asked());
            longest = interval.compareTo(longest) > 0 ? interval : longest;
        }
        return longest;
    }

    /** Times farther from each change than an interval: just so far, and any. */
    private static NavigableSet<Duration> instants(
            NavigableSet<Duration> changes, Duration interval, Duration end, SplittableRandom random) {
        NavigableSet<Duration> instants = new TreeSet<>();
        for (Duration change : changes) {
            instants.add(change.plus(interval).plusMillis(1));
            instants.add(change.minus(interval).minusMillis(1));
        }
        for (int i = 0; i < 40; i++) {
            instants.add(Duration.ofMillis(random.nextLong(end.toMillis())));
        }
        instants.removeIf(at -> at.isNegative()
                || at.compareTo(end.minus(interval)) > 0
                || !changes.subSet(at.minus(interval), true, at.plus(interval), true)
                        .isEmpty());
        return instants;
    }

    /** What a client can tell apart. Where only some requests are refused, they are reset on every port. */
    private static String wire(Observation each) {
        String pace = each.took().compareTo(Recording.SLOW) > 0 ? " late" : "";
        if (each.seen() instanceof Observation.Trouble trouble) {
            return trouble.toString().replace("refused", "reset") + pace;
        }
        // In whatever order they are listed.
        if (each.seen() instanceof Observation.Details details) {
            return details.status() + " " + new TreeMap<>(details.tasks()) + pace;
        }
        if (each.seen() instanceof Observation.Features features) {
            return new TreeMap<>(features.features()) + pace;
        }
        return each.seen().equals(new Observation.Gateway(null)) ? "an answer 404" + pace : each.seen() + pace;
    }
}
