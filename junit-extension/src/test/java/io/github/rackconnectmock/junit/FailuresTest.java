package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failing test shows, and what makes one fail. */
class FailuresTest {
    private static final String TIMELINE = "rackconnect-mock timeline";

    @RackConnectMock(value = "deploys", frozen = true)
    static class Fails {
        @Test
        void test(RackConnectMockServer mock, TestReporter reporter) throws Exception {
            reporter.publishEntry("mock", WhichMock.of(mock));
            ApiClient.status(mock.baseUri("web1"));
            mock.clock().advance(Duration.ofSeconds(30));
            ApiClient.status(mock.baseUri("web1"));
            fail("as wanted");
        }
    }

    @Test
    void aFailingTestPublishesOneTimelineOfStepsAndRequests() {
        JUnitRun run = JUnitRun.of(Fails.class);

        assertThat(run.failure()).isEqualTo("as wanted");
        assertThat(run.failures().get(0).getSuppressed()).isEmpty();
        assertThat(run.published(TIMELINE)).hasSize(1);
        assertThat(run.published(TIMELINE).get(0).lines().skip(1))
                .containsExactly(
                        "   +0s  web1  * start: DEPLOYING, no gateway",
                        "   +0s  web1  GET /as/web1/v1/automation_status -> 200 DEPLOYING",
                        "  +10s  web1  * gateway-ready: DEPLOYING, gateway 10.181.0.1",
                        "  +30s  web1  * deployed: DEPLOYED, gateway 10.181.0.1",
                        "  +30s  web1  GET /as/web1/v1/automation_status -> 200 DEPLOYED",
                        "  +30s  (now)");
        assertThat(run.published("mock")).allSatisfy(LifecycleTest::isClosed);
    }

    @RackConnectMock(value = "outage", frozen = true, failOnUnmetExpectations = true)
    static class AsksOnce {
        @Test
        void test(RackConnectMockServer mock) throws Exception {
            mock.clock().advance(Duration.ofSeconds(90));
            ApiClient.status(mock.baseUri("web1"));
        }
    }

    @Test
    void whatTheScenarioExpectsFailsATestThatWantsIt() {
        JUnitRun run = JUnitRun.of(AsksOnce.class);

        assertThat(run.failure().lines())
                .containsExactly(
                        "The scenario expects more of its clients:",
                        "  web1: cameThrough outage 1m: outage still lasts",
                        "  web1: stoppedAfterDeployed: was never told DEPLOYED");
        assertThat(run.published(TIMELINE)).hasSize(1);
    }

    @RackConnectMock
    static class Passes {
        @Test
        void test(@MockUri URI uri) throws Exception {
            ApiClient.status(uri);
        }

        @Test
        void aborts(@MockUri URI uri) throws Exception {
            ApiClient.get(uri, "v2/nonsense");
            Assumptions.abort();
        }
    }

    @Test
    void othersPublishNothing() {
        assertThat(JUnitRun.of(Passes.class).passes(1).published(TIMELINE)).isEmpty();
    }

    @RackConnectMock
    static class FailsInSetUp {
        @BeforeEach
        void setUp(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(mock));
            fail("set-up");
        }

        @Test
        void test() {}
    }

    @RackConnectMock
    static class FailsInTearDown {
        @AfterEach
        void tearDown(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(mock));
            fail("tear-down");
        }

        @Test
        void test() {}
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    static class FailsBeforeAll {
        @BeforeAll
        static void setUp(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(mock));
            fail("before all");
        }

        @Test
        void test() {}
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    static class FailsInItsConstructor {
        FailsInItsConstructor(RackConnectMockServer mock, TestReporter reporter) {
            reporter.publishEntry("mock", WhichMock.of(mock));
            fail("constructor");
        }

        @Test
        void test() {}
    }

    @Test
    void whatFailsAroundATestReportsAndClosesToo() {
        reportsAndCloses(JUnitRun.of(FailsInSetUp.class), "set-up");
        reportsAndCloses(JUnitRun.of(FailsInTearDown.class), "tear-down");
        reportsAndCloses(JUnitRun.of(FailsBeforeAll.class), "before all");
    }

    @Test
    void aFailingConstructorClosesToo() {
        JUnitRun run = JUnitRun.of(FailsInItsConstructor.class);

        assertThat(run.failure()).isEqualTo("constructor");
        assertThat(run.published("mock")).hasSize(1).allSatisfy(LifecycleTest::isClosed);
    }

    private static void reportsAndCloses(JUnitRun run, String failure) {
        assertThat(run.failure()).isEqualTo(failure);
        assertThat(run.published(TIMELINE)).hasSize(1);
        assertThat(run.published("mock")).hasSize(1).allSatisfy(LifecycleTest::isClosed);
    }

    @RackConnectMock(strictSource = true)
    static class Mistaken {
        @Test
        void test(RackConnectMockServer mock) throws Exception {
            ApiClient.get(mock.baseUri("web1"), "v1/gateway");
            ApiClient.get(mock.baseUri(), "v1/gateway_ip");
            ApiClient.get(mock.baseUri("web1"), "v1/automation_features?format=text");
            ApiClient.get(mock.baseUri("web1"), "v1/automation_features");
        }
    }

    @Test
    void requestsThatNoClientShouldMakeFailATestThatPassedOtherwise() {
        JUnitRun run = JUnitRun.of(Mistaken.class);

        assertThat(run.failure())
                .startsWith("The mock received 3 requests that no RackConnect client should make")
                .contains("failOnUnexpectedRequests = false")
                .contains("GET /as/web1/v1/gateway -> 404 (unknown-path; path=/as/web1/v1/gateway)")
                .contains("127.0.0.1 GET /v1/gateway_ip -> 403 (unknown-source; address=127.0.0.1)")
                .contains("-> 400 (unknown-format; format=text; offered=JSON,XML)");
        assertThat(run.published(TIMELINE)).hasSize(1);
    }

    @RackConnectMock
    static class MistakenAndFailing {
        @Test
        void test(@MockUri URI uri) throws Exception {
            ApiClient.get(uri, "v1/gateway");
            fail("as wanted");
        }
    }

    @Test
    void andAreAddedToTheFailureOfOneThatDidNot() {
        JUnitRun run = JUnitRun.of(MistakenAndFailing.class);

        assertThat(run.failure()).isEqualTo("as wanted");
        assertThat(run.failures().get(0).getSuppressed())
                .singleElement()
                .satisfies(added ->
                        assertThat(added).hasMessageContaining("a request that no RackConnect client should make"));
        assertThat(run.published(TIMELINE)).hasSize(1);
    }

    @RackConnectMock(failOnUnexpectedRequests = false)
    static class MistakenOnPurpose {
        @Test
        void test(@MockUri URI uri) throws Exception {
            ApiClient.get(uri, "v1/gateway");
        }
    }

    @RackConnectMock("rate-limited")
    static class RefusedByTheServersState {
        @Test
        void test(@MockUri URI uri) throws Exception {
            for (int i = 0; i < 5; i++) {
                ApiClient.status(uri);
            }
        }

        @Test
        @RackConnectMock("no-gateway")
        void noGateway(@MockUri URI uri) throws Exception {
            ApiClient.get(uri, "v1/gateway_ip");
        }

        @Test
        @RackConnectMock("flaky")
        void inTrouble(@MockUri URI uri) throws Exception {
            for (int i = 0; i < 5; i++) {
                ApiClient.status(uri);
            }
        }
    }

    @Test
    void neitherWhatIsOnPurposeNorWhatTheServersStateExcuses() {
        JUnitRun.of(MistakenOnPurpose.class).passes(1);
        JUnitRun.of(RefusedByTheServersState.class).passes(3);
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class MistakenInASharedClass {
        @Test
        @Order(1)
        void mistaken(@MockUri URI uri) throws Exception {
            ApiClient.get(uri, "v1/one");
        }

        @Test
        @Order(2)
        void innocent(@MockUri URI uri) throws Exception {
            ApiClient.status(uri);
        }

        @AfterAll
        static void mistakenToo(@MockUri URI uri) throws Exception {
            ApiClient.get(uri, "v1/two");
        }
    }

    @Test
    void eachMistakeFailsWhatMadeIt() {
        JUnitRun run = JUnitRun.of(MistakenInASharedClass.class);

        assertThat(run.passed()).isEqualTo(1);
        assertThat(run.failures())
                .satisfiesExactly(
                        test -> assertThat(test)
                                .hasMessageContaining("v1/one")
                                .message()
                                .doesNotContain("v1/two"),
                        container -> assertThat(container)
                                .hasMessageContaining("v1/two")
                                .message()
                                .doesNotContain("v1/one"));
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    static class MistakenBeforeAll {
        @BeforeAll
        static void mistaken(@MockUri URI uri) throws Exception {
            ApiClient.get(uri, "v1/one");
        }

        @Test
        void innocent(@MockUri URI uri) throws Exception {
            ApiClient.status(uri);
        }

        @Nested
        class Inner {
            @Test
            void innocentToo() {}
        }
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class MistakenBeforeAllOfANestedClass {
        @Test
        void innocent() {}

        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
        class Inner {
            @BeforeAll
            void mistaken(@MockUri URI uri) throws Exception {
                ApiClient.get(uri, "v1/one");
            }

            @Test
            void innocentToo() {}
        }
    }

    /** The kind: what a class's set-up does is the class's, and is shown once. */
    @Test
    void mistakesOfASetUpFailItsClassOnce() {
        for (Class<?> test : List.of(MistakenBeforeAll.class, MistakenBeforeAllOfANestedClass.class)) {
            JUnitRun run = JUnitRun.of(test);

            assertThat(run.failure()).contains("v1/one");
            assertThat(run.failedContainers()).isEqualTo(1);
            assertThat(run.published(TIMELINE)).hasSize(1);
        }
    }

    /** Another extension, that asks before the class. */
    static class Asks implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) throws Exception {
            ApiClient.get(MistakenByAnotherExtension.uri, "v1/one");
        }
    }

    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    @ExtendWith(Asks.class)
    static class MistakenByAnotherExtension {
        @MockUri
        @SuppressWarnings("NullAway.Init")
        static URI uri;

        @Test
        void innocent() {}
    }

    @Test
    void mistakesThatNoTestMadeAreSaidToBeFromBefore() {
        assertThat(JUnitRun.of(MistakenByAnotherExtension.class).failure())
                .startsWith("Before this test began, the mock received a request that no")
                .contains("v1/one");
    }

    @RackConnectMock
    static class FollowsALocation {
        @Test
        void test(RackConnectMockServer mock) throws Exception {
            mock.wireMock()
                    .stubFor(WireMock.get(WireMock.urlPathMatching(".*/v1/gateway_ip"))
                            .willReturn(WireMock.temporaryRedirect("/elsewhere?a=b")));
            ApiClient.get(mock.baseUri("web1"), "v1/gateway_ip");
            ApiClient.get(mock.baseUri(), "elsewhere?a=b");
        }

        @Test
        void anotherPath(RackConnectMockServer mock) throws Exception {
            test(mock);
            ApiClient.get(mock.baseUri(), "elsewhere");
        }
    }

    /** The kind: what the mock itself led to isn't the client's mistake. */
    @Test
    void aLocationThatWasGivenIsExpected() {
        JUnitRun run = JUnitRun.of(FollowsALocation.class);

        assertThat(run.passed()).isEqualTo(1);
        assertThat(run.failure()).contains("a request that").contains("GET /elsewhere -> 404");
    }

    @RackConnectMock
    static class FollowsALocationOfAnyForm {
        @ParameterizedTest
        @CsvSource({
            "/elsewhere,                     elsewhere",
            "elsewhere,                      as/web1/v1/elsewhere",
            "../elsewhere,                   as/web1/elsewhere",
            "?format=yaml,                   as/web1/v1/gateway_ip?format=yaml",
            "/elsewhere#there,               elsewhere",
            "/elsewhere?next=http://host/it, elsewhere?next=http://host/it",
            "http://web1.example/elsewhere,  elsewhere",
            "//web1.example/elsewhere,       elsewhere",
            "/else{where},                   else{where}"
        })
        void test(String location, String leadsTo, RackConnectMockServer mock) throws Exception {
            redirect(mock, location);
            try (Poller poller = new Poller(mock.baseUri())) {
                poller.ask("as/web1/v1/gateway_ip");
                mock.wireMock().resetMappings();
                poller.ask(leadsTo);
            }
            assertThat(mock.requests().get(1).rule()).isPresent();
        }

        /** A server of one region is sent to the host of another. */
        @Test
        void anotherHost(RackConnectMockServer mock) throws Exception {
            mock.load(Scenario.builder()
                    .server(CloudServer.named("web1").sourceIp("10.1.1.1").region(Region.ORD))
                    .build());
            redirect(mock, "http://lon.api.rackconnect.rackspace.com/v1/automation_status");
            HttpClient.newBuilder()
                    .proxy(mock.proxySelector("web1"))
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://ord.api.rackconnect.rackspace.com/v1/gateway_ip"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(mock.requests().get(1).rule()).contains(Rule.WRONG_REGION);
        }

        private static void redirect(RackConnectMockServer mock, String location) {
            mock.wireMock()
                    .stubFor(WireMock.get(WireMock.urlPathMatching(".*/v1/gateway_ip"))
                            .willReturn(WireMock.temporaryRedirect(location)));
        }
    }

    /** The kind: a location has any form that HTTP allows, and a client goes where it leads from the request. */
    @Test
    void aLocationOfAnyFormIsExpected() {
        JUnitRun.of(FollowsALocationOfAnyForm.class).passes(10);
    }

    @RackConnectMock
    static class SentToAnotherHost {
        @Test
        void test(RackConnectMockServer mock) throws Exception {
            mock.load(Scenario.builder()
                    .server(CloudServer.named("web1").sourceIp("10.1.1.1").region(Region.ORD))
                    .build());
            FollowsALocationOfAnyForm.redirect(mock, "/v1/automation_status");
            ApiClient.get(mock.baseUri("web1"), "v1/gateway_ip");
            mock.httpClient("web1")
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://lon.api.rackconnect.rackspace.com/v1/automation_status"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
        }
    }

    /** A location without a host leads to no other one. */
    @Test
    void aHostThatNoLocationNamedIsAMistake() {
        assertThat(JUnitRun.of(SentToAnotherHost.class).failure()).contains("wrong-region");
    }

    @RackConnectMock
    static class UnknownByItsScenario {
        @Test
        void test(RackConnectMockServer mock) throws Exception {
            mock.load(Scenario.builder()
                    .server(CloudServer.named("web1")
                            .sourceIp("10.1.1.1")
                            .step(Step.on("withdraw").known(false)))
                    .build());
            mock.server("web1").fire("withdraw");
            ApiClient.status(mock.baseUri("web1"));
            assertThat(mock.requests().get(0).rule()).contains(Rule.UNKNOWN_SOURCE);
        }
    }

    /** The kind: what the mock itself led to isn't the client's mistake. Here a step makes its server unknown. */
    @Test
    void aServerThatAStepMakesUnknownMayAsk() {
        JUnitRun.of(UnknownByItsScenario.class).passes(1);
    }

    static class ForgetsItsMistake {
        @RegisterExtension
        final RackConnectMockExtension mock = RackConnectMockExtension.builder()
                .server(server -> server.journalSize(0))
                .build();

        @Test
        void test(@MockUri URI uri) throws Exception {
            ApiClient.get(uri, "v1/one");
        }
    }

    @Test
    void aForgottenMistakeFailsTheTestToo() {
        assertThat(JUnitRun.of(ForgetsItsMistake.class).failure()).contains("GET /v1/one -> 404");
    }
}
