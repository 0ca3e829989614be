package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/** How long a mock lasts, and who shares it. */
class LifecycleTest {

    @RackConnectMock
    static class PerMethod {
        @BeforeEach
        void publish(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(mock));
            assertThat(mock.requests()).isEmpty();
        }

        @Test
        void one(@MockUri URI uri) throws Exception {
            ApiClient.status(uri);
        }

        @Test
        void two(@MockUri URI uri) throws Exception {
            ApiClient.status(uri);
        }
    }

    @Test
    void eachMethodHasItsOwnMockWhichIsClosedAfterIt() {
        List<String> mocks = JUnitRun.of(PerMethod.class).passes(2).published("mock");

        assertThat(mocks).hasSize(2);
        assertThat(mocks).allSatisfy(LifecycleTest::isClosed);
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @RackConnectMock
    static class OneInstance extends PerMethod {}

    @Test
    void oneInstanceOfTheClassChangesNothing() {
        assertThat(JUnitRun.of(OneInstance.class).passes(2).published("mock")).hasSize(2);
    }

    @RackConnectMock(value = "deploys", lifecycle = MockLifecycle.PER_CLASS, frozen = true, speed = 2)
    static class Shared {
        private final RackConnectMockServer mine;

        Shared(RackConnectMockServer mock) {
            mine = mock;
        }

        @BeforeAll
        static void setUp(RackConnectMockServer mock, @MockUri URI uri) throws Exception {
            ApiClient.status(uri);
            mock.clock().advance(Duration.ofHours(1));
        }

        @BeforeEach
        void isAnew(RackConnectMockServer mock, TestReporter reporter) throws Exception {
            assertThat(mock).isSameAs(mine);
            assertThat(mock.requests()).isEmpty();
            assertThat(mock.clock().isFrozen()).isTrue();
            assertThat(mock.clock().speed()).isEqualTo(2);
            assertThat(ApiClient.status(mock.baseUri())).isEqualTo("DEPLOYING");
            reporter.publishEntry("mock", WhichMock.of(mock));
        }

        @Test
        void one(RackConnectMockServer mock) throws Exception {
            leaveItsMark(mock);
        }

        @Test
        void two(RackConnectMockServer mock) throws Exception {
            leaveItsMark(mock);
        }

        @Nested
        class Inner {
            @Test
            void three(RackConnectMockServer mock) throws Exception {
                leaveItsMark(mock);
            }
        }

        @AfterAll
        static void tearDown(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("after all", WhichMock.of(mock));
        }

        private static void leaveItsMark(RackConnectMockServer mock) throws Exception {
            mock.load(Scenarios.find("deployed"));
            mock.clock().resume();
            mock.clock().speed(9);
            mock.clock().advance(Duration.ofHours(1));
            assertThat(ApiClient.status(mock.baseUri())).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void testsOfOneClassShareAMockThatBeginsAnewForEach() {
        JUnitRun run = JUnitRun.of(Shared.class).passes(3);

        assertThat(run.published("mock")).hasSize(3);
        assertThat(run.published("mock"))
                .containsOnly(run.published("after all").get(0));
        assertThat(run.published("mock")).allSatisfy(LifecycleTest::isClosed);
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    static class LoadsBeforeAll {
        @BeforeAll
        static void setUp(RackConnectMockServer mock) {
            mock.load(Scenarios.find("fails"));
        }

        @Test
        void one(@MockUri URI uri, RackConnectMockServer mock) throws Exception {
            mock.clock().advance(Duration.ofHours(1));
            assertThat(ApiClient.status(uri)).isEqualTo("FAILED");
        }

        @Test
        void two(@MockUri URI uri, RackConnectMockServer mock) throws Exception {
            one(uri, mock);
        }
    }

    @Test
    void aScenarioThatTheClassLoadsIsWhatEachTestBeginsWith() {
        JUnitRun.of(LoadsBeforeAll.class).passes(2);
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    static class OuterShares {
        @Nested
        @RackConnectMock
        class InnerDoesNot {
            @Test
            void one(RackConnectMockServer mock, TestReporter reporter) {
                reporter.publishEntry("mock", WhichMock.of(mock));
            }

            @Test
            void two(RackConnectMockServer mock, TestReporter reporter) {
                reporter.publishEntry("mock", WhichMock.of(mock));
            }
        }

        @Nested
        @RackConnectMock(value = "burst", lifecycle = MockLifecycle.PER_CLASS)
        class InnerSharesAnother {
            @BeforeAll
            static void isTheInnerOnes(RackConnectMockServer mock) {
                assertThat(mock.scenario().serverCount()).isEqualTo(50);
            }

            @Test
            void isToo(RackConnectMockServer mock) {
                assertThat(mock.scenario().serverCount()).isEqualTo(50);
            }

            @Test
            @RackConnectMock("fails")
            void methodHasItsOwn(RackConnectMockServer mock) {
                assertThat(mock.scenario().serverCount()).isEqualTo(1);
            }
        }

        @Test
        void isTheOuterOnes(RackConnectMockServer mock, TestInfo info) {
            assertThat(mock.scenario().serverCount()).as(info.getDisplayName()).isEqualTo(1);
        }
    }

    @Test
    void nestedClassesMayShareAnotherMockOrNone() {
        JUnitRun run = JUnitRun.of(OuterShares.class).passes(5);

        assertThat(run.published("mock")).doesNotHaveDuplicates();
    }

    static void isClosed(String uri) {
        assertThatThrownBy(() -> ApiClient.status(URI.create(uri))).isInstanceOf(ConnectException.class);
    }
}
