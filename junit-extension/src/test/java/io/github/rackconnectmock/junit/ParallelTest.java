package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.AutomationStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Many tests at the same time. */
class ParallelTest {
    private static final int AT_ONCE = 200;

    /** Half of its tests move their mocks on, and all look at the same moment. */
    @RackConnectMock(value = "deploys", frozen = true)
    static class Many {
        private static final CyclicBarrier ALL_ARE_THERE = new CyclicBarrier(AT_ONCE);

        @BeforeEach
        void publish(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(mock));
        }

        @RepeatedTest(AT_ONCE)
        void test(RepetitionInfo repetition, RackConnectMockServer mock, @MockUri("web1") URI uri) throws Exception {
            boolean movesOn = repetition.getCurrentRepetition() % 2 == 0;
            int requests = repetition.getCurrentRepetition() % 5 + 1;
            if (movesOn) {
                mock.clock().advance(Duration.ofSeconds(30));
            }
            ALL_ARE_THERE.await(1, TimeUnit.MINUTES);
            for (int i = 0; i < requests; i++) {
                assertThat(ApiClient.status(uri)).isEqualTo(movesOn ? "DEPLOYED" : "DEPLOYING");
            }
            ALL_ARE_THERE.await(1, TimeUnit.MINUTES);
            assertThat(mock.requests()).hasSize(requests);
            assertThat(mock.server("web1").state().status())
                    .isEqualTo(movesOn ? AutomationStatus.DEPLOYED : AutomationStatus.DEPLOYING);
        }
    }

    @Test
    void twoHundredMethodsAtOnceDoNotMeet() {
        assertThat(run(AT_ONCE, Many.class).passes(AT_ONCE).published("mock"))
                .hasSize(AT_ONCE)
                .doesNotHaveDuplicates();
    }

    @RackConnectMock("deploys")
    static class OneClass {
        @RepeatedTest(10)
        void test(RackConnectMockServer mock, @MockUri URI uri) throws Exception {
            mock.clock().advance(Duration.ofMinutes(1));
            assertThat(ApiClient.status(uri)).isEqualTo("DEPLOYED");
            assertThat(mock.requests()).hasSize(1);
        }
    }

    @RackConnectMock("fails")
    static class AnotherClass {
        @RepeatedTest(10)
        void test(RackConnectMockServer mock, @MockUri URI uri) throws Exception {
            mock.clock().advance(Duration.ofHours(1));
            assertThat(ApiClient.status(uri)).isEqualTo("FAILED");
            assertThat(mock.requests()).hasSize(1);
        }
    }

    @Test
    void classesAtOnceDoNotMeet() {
        run(8, OneClass.class, AnotherClass.class).passes(20);
    }

    private static JUnitRun run(int threads, Class<?>... classes) {
        String number = Integer.toString(threads);
        return JUnitRun.of(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", number,
                        "junit.jupiter.execution.parallel.config.fixed.max-pool-size", number),
                classes);
    }
}
