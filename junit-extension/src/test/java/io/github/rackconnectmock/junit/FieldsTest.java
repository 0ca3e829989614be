package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.MockClock;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fields that get what a mock has. */
@SuppressWarnings("NullAway") // The extension fills the fields.
class FieldsTest {

    @RackConnectMock(value = "deploys", frozen = true)
    static class InstanceFields {
        @MockUri("web1")
        private URI web1;

        @MockUri
        String base;

        @MockClient
        HttpClient client;

        RackConnectMockServer mock;
        MockClock clock;

        final RackConnectMockServer own;

        InstanceFields() {
            own = RackConnectMockServer.start("fails");
        }

        @BeforeEach
        void areThere(RackConnectMockServer parameter, TestReporter reporter) {
            assertThat(mock).isSameAs(parameter);
            assertThat(own).isNotSameAs(parameter);
            own.close();
            reporter.publishEntry("mock", WhichMock.of(parameter));
        }

        @Test
        void one() throws Exception {
            assertThat(web1).isEqualTo(mock.baseUri("web1"));
            assertThat(base + "/").isEqualTo(mock.baseUri().toString());
            assertThat(clock).isSameAs(mock.clock());
            assertThat(client).isNotNull();
            assertThat(ApiClient.status(web1)).isEqualTo("DEPLOYING");
        }

        @Test
        void two() {}

        @Nested
        class Inner {
            @MockUri
            URI inner;

            @Test
            void three() {
                assertThat(inner).isEqualTo(mock.baseUri());
            }
        }
    }

    @Test
    void instanceFieldsGetTheMethodsMock() {
        assertThat(JUnitRun.of(InstanceFields.class).passes(3).published("mock"))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @RackConnectMock
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstanceForAll {
        RackConnectMockServer mock;

        @Test
        void one(RackConnectMockServer parameter) {
            assertThat(mock).isSameAs(parameter);
        }

        @Test
        void two(RackConnectMockServer parameter) {
            assertThat(mock).isSameAs(parameter);
        }
    }

    @Test
    void withOneInstanceEachMethodSeesItsOwn() {
        JUnitRun.of(OneInstanceForAll.class).passes(2);
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    static class StaticFields {
        @MockUri
        static URI uri;

        static RackConnectMockServer mock;

        @BeforeAll
        static void areThere(RackConnectMockServer parameter) {
            assertThat(mock).isSameAs(parameter);
            assertThat(uri).isEqualTo(parameter.baseUri());
        }

        @Test
        void test() {
            assertThat(mock.isRunning()).isTrue();
        }
    }

    @RackConnectMock
    static class StaticFieldOfAMethodsMock {
        @MockUri
        static URI uri;

        @Test
        void test() {}
    }

    @Test
    void staticFieldsGetTheClasssMockOnly() {
        JUnitRun.of(StaticFields.class).passes(1);
        JUnitRun.of(StaticFields.class).passes(1);
        assertThat(StaticFields.mock).as("no closed mock is kept").isNull();
        assertThat(JUnitRun.of(StaticFieldOfAMethodsMock.class).failure())
                .isEqualTo("The static field uri of StaticFieldOfAMethodsMock belongs to no test method, and each test"
                        + " method has a mock of its own: make it an instance field, or say @RackConnectMock(lifecycle ="
                        + " PER_CLASS)");
    }

    static class NamedFields {
        @RegisterExtension
        static final RackConnectMockExtension ORD =
                RackConnectMockExtension.builder().name("ord").build();

        @RegisterExtension
        final RackConnectMockExtension dfw =
                RackConnectMockExtension.builder().name("dfw").build();

        @MockNamed("ord")
        RackConnectMockServer ofOrd;

        @MockNamed("dfw")
        RackConnectMockServer ofDfw;

        @Test
        void test(@MockNamed("dfw") RackConnectMockServer other) {
            assertThat(ofDfw).isSameAs(other).isNotSameAs(ofOrd);
            assertThat(ofOrd).isNotNull();
        }
    }

    static class NamesThatAreNone {
        @RegisterExtension
        static final RackConnectMockExtension ORD =
                RackConnectMockExtension.builder().name("ord").build();

        @RegisterExtension
        static final RackConnectMockExtension DFW =
                RackConnectMockExtension.builder().name("dfw").build();

        @Test
        void parameter(@MockNamed("odr") RackConnectMockServer mock) {}
    }

    static class NoName {
        @RegisterExtension
        static final RackConnectMockExtension ORD =
                RackConnectMockExtension.builder().name("ord").build();

        @Test
        void parameter(RackConnectMockServer mock) {}
    }

    @RackConnectMock
    static class FieldOfAnUnknownName {
        @MockNamed("odr")
        RackConnectMockServer mock;

        @Test
        void test() {}
    }

    /** The kind: a name that no mock has, and none where one is needed. */
    @Test
    void namesTellMocksApartAndUnknownOnesNameThoseThatThereAre() {
        JUnitRun.of(NamedFields.class).passes(1);
        assertThat(JUnitRun.of(NamesThatAreNone.class).failure())
                .contains("@MockNamed(\"odr\"): no mock has this name; there are: ")
                .contains("ord")
                .contains("dfw");
        assertThat(JUnitRun.of(NoName.class).failure())
                .contains("No mock is without a name; say @MockNamed with one of those that there are: ord");
        assertThat(JUnitRun.of(FieldOfAnUnknownName.class).failure())
                .contains("@MockNamed(\"odr\"): no mock has this name; there are: one without a name");
    }

    static class StaticFieldOfAnUnknownName {
        @RegisterExtension
        static final RackConnectMockExtension ORD =
                RackConnectMockExtension.builder().name("ord").build();

        @MockNamed("odr")
        static RackConnectMockServer mock;

        @Test
        void test() {}
    }

    static class StaticFieldOfAnInstancesMock {
        @RegisterExtension
        final RackConnectMockExtension dfw =
                RackConnectMockExtension.builder().name("dfw").build();

        @MockNamed("dfw")
        static RackConnectMockServer mock;

        @Test
        void test() {}
    }

    /** The kind: a field that asks for a mock never stays empty without a word. */
    @Test
    void staticFieldsThatNoMockCanFillAreRefused() {
        assertThat(JUnitRun.of(StaticFieldOfAnUnknownName.class).failure())
                .isEqualTo("@MockNamed(\"odr\"): no mock has this name; there are: ord");
        assertThat(JUnitRun.of(StaticFieldOfAnInstancesMock.class).failure())
                .isEqualTo(
                        "The static field mock of StaticFieldOfAnInstancesMock belongs to no test method, and each test"
                                + " method has a mock of its own: make it an instance field, or make the extension's field"
                                + " static");
    }

    static class NameOfSomethingElse {
        @RegisterExtension
        static final RackConnectMockExtension ORD =
                RackConnectMockExtension.builder().name("ord").build();

        @Test
        void test(@MockNamed("ord") String uri) {}
    }

    static class NamedFieldOfSomethingElse {
        @RegisterExtension
        static final RackConnectMockExtension ORD =
                RackConnectMockExtension.builder().name("ord").build();

        @MockNamed("ord")
        String uri;

        @Test
        void test() {}
    }

    @Test
    void aNameOnSomethingElseSaysWhereItStands() {
        String right =
                "@MockNamed stands on a RackConnectMockServer or a MockClock, or beside @MockUri or @MockClient, not"
                        + " on a String";
        assertThat(JUnitRun.of(NameOfSomethingElse.class).failure()).contains(right);
        assertThat(JUnitRun.of(NamedFieldOfSomethingElse.class).failure()).contains(right);
    }

    @RackConnectMock(port = 65_536)
    static class PortOutOfRange {
        @Test
        void test() {}
    }

    /** A fixed port may be another program's; one that can't be shows that the attribute is used. */
    @Test
    void thePortIsTheAnnotations() {
        assertThat(JUnitRun.of(PortOutOfRange.class).failure()).contains("65536");
    }

    @Test
    @RackConnectMock
    void scenariosAreLoadedByNameAndListed(RackConnectMockServer mock) throws Exception {
        mock.load("fails");
        assertThat(mock.scenario()).isEqualTo(Scenarios.catalogue().get("fails"));
        assertThat(Scenarios.catalogue().keySet()).containsExactlyElementsOf(Scenarios.names());
    }
}
