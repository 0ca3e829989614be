package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.MockClock;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Extensions in fields. */
class RegisteredTest {
    private static final Scenario FAILED = Scenario.builder()
            .server(CloudServer.named("db1").sourceIp("10.1.1.1").status(AutomationStatus.FAILED))
            .build();

    static class StaticField {
        @RegisterExtension
        static final RackConnectMockExtension MOCK =
                RackConnectMockExtension.builder().scenario(FAILED).frozen(true).build();

        @BeforeAll
        static void isThere(RackConnectMockServer mock) {
            assertThat(mock.server("db1").name()).isEqualTo("db1");
        }

        @BeforeEach
        void isAnew(RackConnectMockServer mock, TestReporter reporter) {
            assertThat(mock.requests()).isEmpty();
            assertThat(mock.clock().isFrozen()).isTrue();
            reporter.publishEntry("mock", WhichMock.of(mock));
        }

        @RepeatedTest(2)
        void test(@MockUri("db1") URI uri, MockClock clock) throws Exception {
            assertThat(ApiClient.status(uri)).isEqualTo("FAILED");
            clock.resume();
        }

        @Nested
        class Inner {
            @Test
            void test(@MockUri("db1") URI uri) throws Exception {
                assertThat(ApiClient.status(uri)).isEqualTo("FAILED");
            }
        }
    }

    @Test
    void aStaticFieldsMockIsTheClasss() {
        assertThat(JUnitRun.of(StaticField.class).passes(3).published("mock"))
                .hasSize(3)
                .allSatisfy(LifecycleTest::isClosed)
                .satisfies(mocks -> assertThat(mocks.stream().distinct()).hasSize(1));
    }

    static class InstanceField {
        @RegisterExtension
        final RackConnectMockExtension mock =
                RackConnectMockExtension.builder().scenario("fails").build();

        @RepeatedTest(2)
        void test(RackConnectMockServer server, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(server));
        }

        @Nested
        class Inner {
            @Test
            void test(RackConnectMockServer server, TestReporter reporter) {
                reporter.publishEntry("mock", WhichMock.of(server));
            }
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class InstanceFieldOfOneInstance {
        @RegisterExtension
        final RackConnectMockExtension mock =
                RackConnectMockExtension.builder().scenario("fails").build();

        @RepeatedTest(2)
        void test(RackConnectMockServer server, @MockUri URI uri, TestReporter reporter) throws Exception {
            reporter.publishEntry("mock", WhichMock.of(server));
            assertThat(server.requests()).isEmpty();
            assertThat(ApiClient.status(uri)).isEqualTo("DEPLOYING");
        }
    }

    @Test
    void anInstanceFieldsMockIsTheMethods() {
        assertThat(JUnitRun.of(InstanceField.class).passes(3).published("mock"))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allSatisfy(LifecycleTest::isClosed);
        assertThat(JUnitRun.of(InstanceFieldOfOneInstance.class).passes(2).published("mock"))
                .as("with one instance for all methods too")
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(LifecycleTest::isClosed);
    }

    @RackConnectMock("never-deploys")
    static class Several {
        @RegisterExtension
        static final RackConnectMockExtension ORD = RackConnectMockExtension.builder()
                .name("ord")
                .scenario(Scenario.builder()
                        .server(CloudServer.named("db1").sourceIp("10.1.1.1").region(Region.ORD))
                        .build())
                .build();

        @RegisterExtension
        final RackConnectMockExtension failed = RackConnectMockExtension.builder()
                .name("failed")
                .scenario(FAILED)
                .server(server -> server.journalSize(1))
                .build();

        @Test
        void test(
                RackConnectMockServer annotated,
                @MockUri URI annotatedUri,
                @MockNamed("ord") RackConnectMockServer ord,
                @MockNamed("ord") @MockUri String ordUri,
                @MockNamed("failed") @MockUri URI failedUri,
                @MockNamed("failed") RackConnectMockServer failedMock)
                throws Exception {
            assertThat(annotated.baseUri()).isEqualTo(annotatedUri);
            assertThat(ApiClient.status(annotatedUri)).isEqualTo("DEPLOYING");
            assertThat(ordUri + "/").isEqualTo(ord.baseUri().toString());
            assertThat(ApiClient.status(ord.baseUri())).isEqualTo("DEPLOYED");
            assertThat(ApiClient.status(failedUri)).isEqualTo("FAILED");
            assertThat(ApiClient.status(failedUri)).isEqualTo("FAILED");
            assertThat(failedMock.requests()).hasSize(1);
            assertThat(ord.requests()).hasSize(1);
        }
    }

    @Test
    void severalAtOnceGoByTheirNames() {
        JUnitRun.of(Several.class).passes(1);
    }
}
