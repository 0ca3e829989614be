package io.github.rackconnectmock.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
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
                long drawnFrom = mixed(mixed(mixed(seed) + name.hashCode()) + ("step/" + step).hashCode());
                double share = (mixed(drawnFrom + number) >>> 11) / (double) (1L << 53);
                expected.append(share * 100 < percent ? 'x' : '.');
            }
            assertThat(drawn).hasToString(expected.toString());
            if (step == 1) {
                played.server().fire("go");
            }
        }
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
