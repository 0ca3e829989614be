package io.github.rackconnectmock.internal.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scenario's draws are the same in each run and each release: a test that was written for them goes on to pass. */
class DrawsTest {
    @ParameterizedTest
    @CsvSource({"web1, 0, 50", "web1, 7, 50", "db1, 7, 50", "web1, -3, 10", "web1, 0, 1", "web1, 0, 99"})
    void areThoseOfTheDocumentedSeed(String name, long seed, int percent) {
        Played played = Played.of(Scenario.builder()
                .rateLimit(null)
                .seed(seed)
                .server(CloudServer.named(name)
                        .sourceIp("10.1.1.1")
                        .step(Step.after(Duration.ZERO).fault(Fault.empty().percent(percent)))
                        .step(Step.on("go").fault(Fault.empty().percent(percent)))));

        for (int step = 1; step <= 2; step++) {
            StringBuilder drawn = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int request = 0; request < 300; request++) {
                drawn.append(played.admitted(Operation.GATEWAY_IP).fault() == null ? '.' : 'x');
                long number = (step - 1) * 300L + request;
                expected.append(share(seed, name, "step/" + step, number) * 100 < percent ? 'x' : '.');
            }
            assertThat(drawn).hasToString(expected.toString());
            if (step == 1) {
                played.server().fire("go");
            }
        }
    }

    @Test
    void ofStrangersAreThoseOfOneServer() {
        Played played = Played.of(Scenario.builder()
                .seed(7)
                .server(Played.web1())
                .incident(Incident.named("storm")
                        .after(Duration.ZERO)
                        .fault(Fault.empty().percent(50))));
        Strangers strangers = played.simulation().strangers();

        for (int number = 0; number < 100; number++) {
            assertThat(strangers.request(Operation.GATEWAY_IP, null, false) != null)
                    .as("request %s", number)
                    .isEqualTo(share(7, "unknown", "incident/storm", number) < 0.5);
        }
    }

    @Test
    void ofConnectionsAreThoseOfTheirStageAndNumber() {
        Played played = Played.of(Scenario.builder()
                .seed(7)
                .server(Played.web1()
                        .fault(Fault.hang().at(Fault.Stage.CONNECT).percent(50))
                        .fault(Fault.hang().at(Fault.Stage.TLS).percent(50))));
        ServerLife server = played.server();

        for (int number = 0; number < 100; number++) {
            for (Fault.Stage stage : List.of(Fault.Stage.CONNECT, Fault.Stage.TLS)) {
                assertThat(server.connection(stage, null, server) != null)
                        .as("%s %s", stage, number)
                        .isEqualTo(share(7, "web1", "step/0/" + stage.word(), number) < 0.5);
            }
        }
    }

    @Test
    void ofDurationsAreThoseOfTheirStepOrRequest() {
        DrawnDuration drawn = DrawnDuration.between(Duration.ofSeconds(10), Duration.ofSeconds(20));
        Played played = Played.of(Scenario.builder()
                .rateLimit(null)
                .seed(7)
                .server(Played.web1().fault(Fault.delay(drawn).after(drawn)).step(Step.after(drawn))));

        assertThat(requireNonNull(played.server().snapshot().next()).in())
                .isEqualTo(tenToTwenty(share(7, "web1", "after", 1)));
        for (int number = 0; number < 20; number++) {
            assertThat(requireNonNull(played.admitted(Operation.GATEWAY_IP).fault())
                            .delay())
                    .isEqualTo(tenToTwenty(share(7, "web1", "step/0/0/delay", number))
                            .plus(tenToTwenty(share(7, "web1", "step/0/0/duration", number))));
        }
    }

    private static Duration tenToTwenty(double share) {
        return Duration.ofMillis(10_000 + (long) (10_000 * share));
    }

    private static double share(long seed, String server, String what, long number) {
        return (mixed(mixed(mixed(mixed(seed) + server.hashCode()) + what.hashCode()) + number) >>> 11)
                / (double) (1L << 53);
    }

    /** SplitMix64 is what the JDK's SplittableRandom draws by. */
    private static long mixed(long value) {
        return new SplittableRandom(value).nextLong();
    }

    @Test
    void aFewOfThemWrittenOut() {
        Played played = Played.of(Scenario.builder()
                .rateLimit(null)
                .seed(7)
                .server(Played.web1()
                        .step(Step.after(Duration.ZERO).fault(Fault.answer(503).percent(50)))));
        StringBuilder drawn = new StringBuilder();
        for (Operation operation : Operation.RACKCONNECT) {
            drawn.append(operation.name().charAt(0))
                    .append(played.admitted(operation).fault() == null ? '.' : 'x');
        }

        assertThat(drawn.toString().toLowerCase(Locale.ROOT)).isEqualTo("a.axg.a.");
    }
}
