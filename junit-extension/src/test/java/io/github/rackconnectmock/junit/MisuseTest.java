package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each misuse, and the remedy that its message names. */
class MisuseTest {

    @RackConnectMock
    static class InAConstructor {
        InAConstructor(RackConnectMockServer mock) {}

        @Test
        void test() {}
    }

    @Test
    void constructorWithAMockForEachMethod() {
        assertThat(JUnitRun.of(InAConstructor.class).failure())
                .contains("The constructor of InAConstructor belongs to no test method")
                .contains("take the mock as a parameter of the test method or of @BeforeEach")
                .contains("@RackConnectMock(lifecycle = PER_CLASS)");
    }

    @RackConnectMock
    static class InBeforeAll {
        @BeforeAll
        static void setUp(@MockUri String uri) {}

        @Test
        void test() {}
    }

    @Test
    void beforeAllWithAMockForEachMethod() {
        assertThat(JUnitRun.of(InBeforeAll.class).failure())
                .contains("setUp() belongs to no test method")
                .contains("@RackConnectMock(lifecycle = PER_CLASS)");
    }

    static class PerClassOnAMethod {
        @Test
        @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
        void test() {}
    }

    @Test
    void lifecycleOfAMethod() {
        JUnitRun run = JUnitRun.of(PerClassOnAMethod.class);

        assertThat(run.failure())
                .isEqualTo("@RackConnectMock on PerClassOnAMethod.test: lifecycle = PER_CLASS says nothing about a"
                        + " method; leave it out, or put the annotation on the class");
        assertThat(run.failures().get(0).getSuppressed()).isEmpty();
    }

    @RackConnectMock("slow-deplyo")
    static class UnknownScenario {
        @Test
        void test() {}
    }

    @RackConnectMock("bad-scenario.json")
    static class BadScenario {
        @Test
        void test() {}
    }

    @Test
    void scenarioThatIsNotThereOrIsWrong() {
        assertThat(JUnitRun.of(UnknownScenario.class).failure())
                .startsWith(
                        "@RackConnectMock on UnknownScenario: slow-deplyo: no scenario of the catalogue, no resource on"
                                + " the class path and no file has this name")
                .contains("slow-deploy");
        assertThat(JUnitRun.of(BadScenario.class).failure())
                .startsWith("@RackConnectMock on BadScenario: ")
                .contains("bad-scenario.json:2:")
                .contains("did you mean \"servers\"?");
    }

    @RackConnectMock("scenarios/web7.json")
    static class ResourceScenario {
        @Test
        void test(RackConnectMockServer mock) {
            assertThat(mock.server("web7").name()).isEqualTo("web7");
        }
    }

    @Test
    void scenarioOnTheClassPathIsNone() {
        JUnitRun.of(ResourceScenario.class).passes(1);
    }

    @RackConnectMock(speed = 0)
    static class StandingStill {
        @Test
        void test() {}
    }

    @Test
    void speedOutOfRange() {
        assertThat(JUnitRun.of(StandingStill.class).failure())
                .startsWith("@RackConnectMock on StandingStill: a speed is above 0")
                .contains("freeze()");
    }

    @RackConnectMock
    static class AddressOfAnotherType {
        @Test
        void test(@MockUri int port) {}
    }

    @RackConnectMock
    static class AddressOfAnUnknownServer {
        @Test
        void test(@MockUri("web9") String uri) {}
    }

    @Test
    void addressesThatAreNone() {
        assertThat(JUnitRun.of(AddressOfAnotherType.class).failure())
                .contains("@MockUri stands on a URI, a URL or a String, not on a int");
        assertThat(JUnitRun.of(AddressOfAnUnknownServer.class).failure())
                .contains("@MockUri(\"web9\"): the scenario has no server web9; it has web1");
    }

    @RackConnectMock
    static class ClientOfAnotherType {
        @Test
        void test(@MockClient String client) {}
    }

    @RackConnectMock
    static class ClientOfAnUnknownServer {
        @Test
        void test(@MockClient("web9") HttpClient client) {}
    }

    @Test
    void clientsThatAreNone() {
        assertThat(JUnitRun.of(ClientOfAnotherType.class).failure())
                .contains(
                        "@MockClient stands on an HttpClient, a ProxySelector, an SSLContext or an X509Certificate, not"
                                + " on a String");
        assertThat(JUnitRun.of(ClientOfAnUnknownServer.class).failure())
                .contains("@MockClient(\"web9\"): the scenario has no server web9; it has web1");
    }

    @ExtendWith(RackConnectMockExtension.class)
    static class WithoutAnnotation {
        @Test
        void test() {}
    }

    static class NotBuilt {
        @RegisterExtension
        final RackConnectMockExtension mock = new RackConnectMockExtension();

        @Test
        void test() {}
    }

    @Test
    void extensionWithoutAnnotation() {
        assertThat(JUnitRun.of(WithoutAnnotation.class).failure())
                .contains("add the annotation instead of @ExtendWith");
        assertThat(JUnitRun.of(NotBuilt.class).failure()).contains("RackConnectMockExtension.builder()");
    }

    @RackConnectMock
    static class TwoWithoutAName {
        @RegisterExtension
        final RackConnectMockExtension other =
                RackConnectMockExtension.builder().build();

        @Test
        void test(RackConnectMockServer mock) {}
    }

    static class TwoOfOneName {
        @RegisterExtension
        static final RackConnectMockExtension ONE =
                RackConnectMockExtension.builder().name("ord").build();

        @RegisterExtension
        static final RackConnectMockExtension OTHER =
                RackConnectMockExtension.builder().name("ord").build();

        @Test
        void test() {}
    }

    @Test
    void twoMocksThatCannotBeToldApart() {
        assertThat(JUnitRun.of(TwoWithoutAName.class).failure())
                .contains("have no name: give each its own with RackConnectMockExtension.builder().name(\"…\")");
        assertThat(JUnitRun.of(TwoOfOneName.class).failure()).contains("are named ord: give each its own");
    }

    static class ScenarioSourceOfNoTemplate {
        @Test
        @ScenarioSource
        void test() {}
    }

    static class ScenarioSourceOfARepetition {
        @RepeatedTest(2)
        @ScenarioSource({"deploys", "fails"})
        void test() {}
    }

    static class TwoSources {
        @ParameterizedTest
        @ScenarioSource
        @ValueSource(strings = "a")
        void test(String text) {}
    }

    @Test
    void scenarioSourceOutOfPlace() {
        assertThat(JUnitRun.of(ScenarioSourceOfNoTemplate.class).failure())
                .contains("replace the method's @Test, @RepeatedTest or other annotation by @ParameterizedTest");
        JUnitRun repeated = JUnitRun.of(ScenarioSourceOfARepetition.class);
        assertThat(repeated.passed()).isZero();
        assertThat(repeated.failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("@ScenarioSource on test gives one invocation for each scenario"));
        assertThat(JUnitRun.of(TwoSources.class).failures())
                .anySatisfy(failure -> assertThat(failure)
                        .hasMessageContaining(
                                "@ScenarioSource on test can't be combined with another source of arguments"));
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    static class SharedByConcurrentTests {
        @Test
        void one() {}

        @Test
        void two() {}
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    @Execution(ExecutionMode.SAME_THREAD)
    static class SharedByTestsInARow {
        @Test
        void one() {}

        @Test
        void two() {}
    }

    static class SharedByConcurrentTestsInAField {
        @RegisterExtension
        static final RackConnectMockExtension MOCK =
                RackConnectMockExtension.builder().build();

        @Test
        void one() {}

        @Test
        void two() {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class OneForEachConcurrentTest {
        @RegisterExtension
        final RackConnectMockExtension mock = RackConnectMockExtension.builder().build();

        @Test
        void one() {}

        @Test
        void two() {}
    }

    @Test
    void oneMockForConcurrentTests() {
        Map<String, String> parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent");
        Map<String, String> parallelButOff = Map.of("junit.jupiter.execution.parallel.mode.default", "concurrent");

        assertThat(JUnitRun.of(parallel, SharedByConcurrentTests.class).failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("can run beside other tests, but one mock")
                        .hasMessageContaining("lifecycle = PER_METHOD")
                        .hasMessageContaining("@Execution(SAME_THREAD)"));
        assertThat(JUnitRun.of(parallel, SharedByConcurrentTestsInAField.class).failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageContaining("make the extension's field an instance field, or put"));
        JUnitRun.of(parallel, SharedByTestsInARow.class).passes(2);
        JUnitRun.of(parallel, OneForEachConcurrentTest.class).passes(2);
        JUnitRun.of(parallelButOff, SharedByConcurrentTests.class).passes(2);
    }
}
