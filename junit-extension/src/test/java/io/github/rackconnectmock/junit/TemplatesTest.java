package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import java.net.URI;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of which JUnit makes several. */
class TemplatesTest {

    @RackConnectMock
    static class Templates {
        @RepeatedTest(3)
        void repeated(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(mock));
        }

        @ParameterizedTest
        @ValueSource(strings = {"text", "JSON"})
        void parameterized(String format, RackConnectMockServer mock, TestReporter reporter) throws Exception {
            assertThat(ApiClient.get(mock.baseUri(), "v1/automation_status?format=" + format))
                    .contains("DEPLOYED");
            assertThat(mock.requests()).hasSize(1);
            reporter.publishEntry("mock", WhichMock.of(mock));
        }

        @ParameterizedTest
        @RackConnectMock("burst")
        @ValueSource(ints = {1, 2})
        void parameterizedWithItsOwn(int number, RackConnectMockServer mock, TestReporter reporter) {
            assertThat(mock.scenario().serverCount())
                    .as("invocation %d", number)
                    .isEqualTo(50);
            reporter.publishEntry("mock", WhichMock.of(mock));
        }
    }

    @Test
    void eachInvocationHasItsOwnMock() {
        assertThat(JUnitRun.of(Templates.class).passes(7).published("mock"))
                .hasSize(7)
                .allSatisfy(LifecycleTest::isClosed);
    }

    @RackConnectMock
    static class Factory {
        @TestFactory
        Stream<DynamicTest> dynamic(RackConnectMockServer mock) {
            return IntStream.rangeClosed(1, 3)
                    .mapToObj(number -> DynamicTest.dynamicTest("test " + number, () -> {
                        ApiClient.status(mock.baseUri());
                        assertThat(mock.requests()).hasSize(number);
                    }));
        }
    }

    @Test
    void theTestsOfAFactoryShareItsMock() {
        JUnitRun.of(Factory.class).passes(3);
    }

    @RackConnectMock
    static class FailingFactory {
        @TestFactory
        DynamicTest dynamic(@MockUri URI uri) {
            return DynamicTest.dynamicTest(
                    "fails", () -> assertThat(ApiClient.status(uri)).isEqualTo("FAILED"));
        }
    }

    @Test
    void aFailingDynamicTestReportsToo() {
        JUnitRun run = JUnitRun.of(FailingFactory.class);

        assertThat(run.failure()).contains("FAILED");
        assertThat(run.published("rackconnect-mock timeline")).hasSize(1);
    }

    @RackConnectMock(frozen = true)
    static class Invocations {
        @ParameterizedTest
        @ScenarioSource({"deploys", "fails", "burst"})
        void named(String scenario, RackConnectMockServer mock, @MockUri URI uri) {
            assertThat(mock.scenario()).isEqualTo(Scenarios.find(scenario));
            assertThat(mock.clock().isFrozen()).isTrue();
            assertThat(mock.baseUri()).isEqualTo(uri);
        }

        @ParameterizedTest
        @ScenarioSource({"deploys", "fails"})
        void unnamed(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(mock));
        }

        @ParameterizedTest
        @ScenarioSource({"deploys", "fails"})
        void addressOnly(@MockUri String address) {
            assertThat(address).startsWith("http://");
        }
    }

    @Test
    void oneInvocationForEachScenario() {
        JUnitRun run = JUnitRun.of(Invocations.class).passes(7);

        assertThat(run.displayNames()).anyMatch(name -> name.contains("burst"));
        assertThat(run.published("mock")).hasSize(2).allSatisfy(LifecycleTest::isClosed);
    }

    static class WholeCatalogue {
        @ParameterizedTest
        @ScenarioSource
        void each(String scenario, RackConnectMockServer mock) {
            assertThat(mock.scenario()).isEqualTo(Scenarios.find(scenario));
        }
    }

    @Test
    void withoutNamesTheWholeCatalogueAndWithoutAnyAnnotation() {
        JUnitRun.of(WholeCatalogue.class).passes(Scenarios.names().size());
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    static class ScenariosInASharedClass {
        @ParameterizedTest
        @ScenarioSource({"fails", "burst"})
        void each(String scenario, RackConnectMockServer mock) {
            assertThat(mock.scenario()).isEqualTo(Scenarios.find(scenario));
        }

        @Test
        void shared(RackConnectMockServer mock) {
            assertThat(mock.scenario()).isEqualTo(Scenarios.find("deployed"));
        }
    }

    @Test
    void scenariosHaveTheirOwnMocksAlsoWhereTheClassSharesOne() {
        JUnitRun.of(ScenariosInASharedClass.class).passes(3);
    }
}
