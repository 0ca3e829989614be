package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every kind of good scenario. */
final class GoodScenarios {
    private static final List<String> ADDRESSES = List.of("10.0.0.1", "10.181.0.1", "fd00::1", "::ffff:10.0.0.9");

    /** How a server comes: alone or as a burst. */
    private record Coming(int count, Duration stagger, Begins begins) {
        static Coming of(int count, Duration stagger, Begins begins) {
            boolean staggered = count > 1 && begins == Begins.START;
            return new Coming(count, staggered ? stagger : Duration.ZERO, begins);
        }
    }

    private GoodScenarios() {}

    static Arbitrary<Scenario> all() {
        return Combinators.combine(
                        anyText().injectNull(0.3),
                        rateLimits().injectNull(0.2),
                        unknownSources(),
                        Arbitraries.longs(),
                        servers().list().ofMinSize(1).ofMaxSize(4))
                .as((description, rateLimit, unknownSource, seed, servers) ->
                        new Scenario(description, rateLimit, unknownSource, seed, numbered(servers)));
    }

    private static Arbitrary<UnknownSource> unknownSources() {
        return effects().map(UnknownSource::new);
    }

    private static Arbitrary<RateLimit> rateLimits() {
        return Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(1),
                        durations().filter(window -> !window.isZero()),
                        Arbitraries.of(RateLimit.Alignment.class))
                .as(RateLimit::new);
    }

    private static Arbitrary<CloudServer> servers() {
        Arbitrary<Coming> coming = Combinators.combine(
                        Arbitraries.integers().between(1, 5), durations(), Arbitraries.of(Begins.class))
                .as(Coming::of);
        return Combinators.combine(
                        Arbitraries.of(Region.class).injectNull(0.3),
                        Arbitraries.of(AutomationStatus.class),
                        Arbitraries.of(ADDRESSES).injectNull(0.3),
                        Arbitraries.maps(plainText(), Arbitraries.of(true, false))
                                .ofMaxSize(3),
                        Arbitraries.maps(plainText(), plainText()).ofMaxSize(3).injectNull(0.3),
                        steps().list().ofMaxSize(4),
                        coming)
                .as((region, status, gatewayIp, features, tasks, lifecycle, how) -> new CloudServer(
                        "web",
                        "10.0.0.1",
                        region,
                        status,
                        gatewayIp,
                        features,
                        tasks,
                        named(lifecycle),
                        how.begins(),
                        how.count(),
                        how.stagger()));
    }

    private static Arbitrary<Step> steps() {
        return Combinators.combine(
                        triggers(),
                        Arbitraries.of("up", "gateway-ready", "x").injectNull(0.4),
                        Arbitraries.of(AutomationStatus.class).injectNull(0.4),
                        Arbitraries.of(ADDRESSES)
                                .injectNull(0.3)
                                .map(Step.Gateway::new)
                                .injectNull(0.5),
                        Arbitraries.maps(plainText(), Arbitraries.of(true, false))
                                .ofMaxSize(2),
                        Arbitraries.maps(plainText(), plainText().optional()).ofMaxSize(2),
                        faults().injectNull(0.4))
                .as(Step::new);
    }

    private static Arbitrary<Trigger> triggers() {
        return Arbitraries.oneOf(
                durations().map(Trigger.After::new),
                Combinators.combine(
                                Arbitraries.integers().greaterOrEqual(1),
                                Arbitraries.of(Operation.class).injectNull(0.5))
                        .as(Trigger.AfterRequests::new),
                Arbitraries.of("give-up", "go.1", "0_").map(Trigger.OnSignal::new));
    }

    private static Arbitrary<Fault> faults() {
        return Combinators.combine(
                        effects(),
                        Arbitraries.integers().greaterOrEqual(1).injectNull(0.5),
                        Arbitraries.of(Operation.class).set().ofMaxSize(4),
                        Arbitraries.integers().between(1, 100))
                .as(Fault::new);
    }

    private static Arbitrary<FaultEffect> effects() {
        return Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.integers().between(400, 599),
                                anyText().injectNull(0.3))
                        .as(FaultEffect.HttpError::new),
                durations().map(FaultEffect.Delay::new),
                Arbitraries.of(
                        new FaultEffect.Hang(),
                        new FaultEffect.Reset(),
                        new FaultEffect.Empty(),
                        new FaultEffect.Garbage(),
                        new FaultEffect.Truncated()));
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

    /** The same steps with names of their own. */
    private static List<Step> named(List<Step> steps) {
        List<Step> named = new ArrayList<>();
        for (Step step : steps) {
            named.add(step.name() == null ? step : step.name(step.name() + named.size()));
        }
        return named;
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
                    server.stagger()));
        }
        return numbered;
    }
}
