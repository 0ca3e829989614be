package io.github.rackconnectmock.internal.api;

import static io.github.rackconnectmock.internal.api.Asking.web1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.rackconnectmock.internal.simulation.AllAtOnce;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers other than 200, each with the rule that gave it and when it would change. */
class ReasonsTest {
    private static final String STATUS = "/v1/automation_status";
    private static final String GATEWAY = "/v1/gateway_ip";

    private static Asking ill(Fault fault) {
        return Asking.of(web1().step(Step.after(Duration.ZERO).fault(fault)));
    }

    @Test
    void theGatewayIsNotFoundUntilItIsAssigned() {
        Asking asking = Asking.of(web1().gatewayIp(null)
                .step(Step.after(Duration.ofSeconds(20)).name("gateway-ready").gatewayIp("10.181.0.1")));
        asking.advance(Duration.ofSeconds(2));

        for (String format : new String[] {"text", "JSON", "XML"}) {
            Exchange answer = asking.get(GATEWAY + "?format=" + format);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.reason()).isEqualTo("gateway-unassigned; next-step=gateway-ready after 18s");
            assertThat(answer.contentType()).isEqualTo("text/plain; charset=utf-8");
        }
        asking.advance(Duration.ofSeconds(18));

        assertThat(asking.get(GATEWAY).bodyText()).isEqualTo("10.181.0.1");
        assertThat(asking.get(GATEWAY).status()).isEqualTo(200);
    }

    @Test
    void theGatewaysReasonNamesWhatIsWaitedFor() {
        assertThat(Asking.of(web1().gatewayIp(null)).get(GATEWAY).reason())
                .isEqualTo("gateway-unassigned; next-step=none");
        assertThat(Asking.of(web1().gatewayIp(null)
                                .step(Step.on("go").name("ready").gatewayIp("10.1.0.1")))
                        .get(GATEWAY)
                        .reason())
                .isEqualTo("gateway-unassigned; next-step=ready on signal go");
    }

    @Test
    void aGatewayCanBeTakenAwayAgain() {
        Asking asking = Asking.of(web1().step(Step.after(Duration.ofSeconds(1)).gatewayIp(null)));
        assertThat(asking.get(GATEWAY).status()).isEqualTo(200);

        asking.advance(Duration.ofSeconds(1));

        assertThat(asking.get(GATEWAY).status()).isEqualTo(404);
    }

    @Test
    void aBadFormatIsToldBeforeAMissingGateway() {
        assertThat(Asking.of(web1().gatewayIp(null))
                        .get(GATEWAY + "?format=yaml")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theThirtyFirstRequestOfAMinuteIsForbidden() {
        Asking asking = Asking.of(Scenario.builder().server(web1()));
        String[] targets = {
            STATUS, GATEWAY, STATUS + "/details", "/v1/automation_features?format=xml", STATUS + "?format=x"
        };
        for (int i = 0; i < 30; i++) {
            assertThat(asking.get(targets[i % 5]).status()).isNotEqualTo(403);
        }
        asking.advance(Duration.ofMillis(18_400));

        Exchange answer = asking.get(GATEWAY);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("rate-limited; limit=30/1m; resets-in=42s");
        assertThat(answer.bodyText()).isEqualTo("Forbidden: more than 30 requests in 1m.");
        assertThat(answer.server()).isEqualTo("web1");

        asking.advance(Duration.ofMillis(41_600));
        assertThat(asking.get(GATEWAY).status()).isEqualTo(200);
    }

    @Test
    void badFormatsBadMethodsAndMissingGatewaysCount() {
        Asking asking = Asking.of(Scenario.builder()
                .rateLimit(RateLimit.of(3, Duration.ofMinutes(1)))
                .server(web1().gatewayIp(null)));

        assertThat(asking.get(STATUS + "?format=x").status()).isEqualTo(400);
        assertThat(asking.ask("POST", STATUS).status()).isEqualTo(405);
        assertThat(asking.get(GATEWAY).status()).isEqualTo(404);
        assertThat(asking.get(STATUS).status()).isEqualTo(403);
        assertThat(asking.ask("POST", STATUS).status()).isEqualTo(403);
    }

    @Test
    void ofAThousandRequestsAtOnceThirtyAreAnswered() throws Exception {
        Asking asking = Asking.of(Scenario.builder().server(web1()));

        List<Integer> statuses = AllAtOnce.call(1_000, i -> asking.get(STATUS).status());

        assertThat(Collections.frequency(statuses, 200)).isEqualTo(30);
        assertThat(Collections.frequency(statuses, 403)).isEqualTo(970);
    }

    static Stream<Arguments> unknownSources() {
        return Stream.of(
                arguments(UnknownSource.FORBIDDEN, 403, null),
                arguments(UnknownSource.NOT_FOUND, 404, null),
                arguments(UnknownSource.RESET, 403, new FaultEffect.Reset()),
                arguments(UnknownSource.status(400), 400, null),
                arguments(UnknownSource.status(599), 599, null),
                arguments(new UnknownSource(new FaultEffect.Hang()), 403, new FaultEffect.Hang()),
                arguments(
                        new UnknownSource(Fault.truncated().effect()),
                        403,
                        Fault.truncated().effect()));
    }

    @ParameterizedTest
    @MethodSource("unknownSources")
    void anUnknownSourceGetsTheScenariosAnswer(UnknownSource rule, int status, @Nullable FaultEffect effect) {
        Asking asking = Asking.of(Scenario.builder().unknownSource(rule).server(web1()));

        Exchange answer = asking.get(STATUS, "10.9.9.9");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.bodyText()).isEqualTo("This address is no cloud server's of this region.");
        assertThat(answer.reason()).isEqualTo("unknown-source; address=10.9.9.9; see --first-server-for");
        assertThat(answer.effect()).isEqualTo(effect);
        assertThat(answer.server()).isNull();
        assertThat(answer.state()).isNull();
        assertThat(answer.source()).isEqualTo("10.9.9.9");
    }

    @Test
    void anUnknownSourcesAnswerCanHaveABody() {
        UnknownSource rule = UnknownSource.status(503, "out of order");
        Exchange answer =
                Asking.of(Scenario.builder().unknownSource(rule).server(web1())).get(STATUS, "10.9.9.9");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.bodyText()).isEqualTo("out of order");
    }

    @Test
    void aServerWithoutARegionIsKnownToEachHost() {
        Asking asking = Asking.of(Scenario.builder().rateLimit(null).server(web1()));

        for (Region region : Region.values()) {
            assertThat(asking.askHost(region.host(), "10.1.1.1").status()).isEqualTo(200);
        }
    }

    @Test
    void aServerIsUnknownToAnotherRegionsHostAndNothingIsCounted() {
        Asking asking = Asking.of(Scenario.builder()
                .rateLimit(RateLimit.of(1, Duration.ofMinutes(1)))
                .server(web1().region(Region.DFW)));

        Exchange answer = asking.askHost("ord.api.rackconnect.rackspace.com", "10.1.1.1");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("wrong-region; server=DFW; host=ORD");
        assertThat(asking.askHost("DFW.api.rackconnect.rackspace.com.", "10.1.1.1")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "mock.example", "dfw.api.rackconnect.rackspace.com"})
    void anyHostThatIsNoRegionsIsEveryRegions(String host) {
        assertThat(Asking.of(web1()).askHost(host, "10.1.1.1").status()).isEqualTo(200);
    }

    @Test
    void aFaultCanBeAnotherAnswer() {
        Exchange plain = ill(Fault.answer(503)).get(STATUS);
        assertThat(plain.status()).isEqualTo(503);
        assertThat(plain.bodyText()).isEqualTo("The service is in trouble.");
        assertThat(plain.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(plain.reason()).isEqualTo("fault; kind=answer");
        assertThat(plain.effect()).isNull();

        Exchange own = ill(Fault.answer(418, "short & stout")).get(STATUS + "?format=nonsense");
        assertThat(own.status()).isEqualTo(418);
        assertThat(own.bodyText()).isEqualTo("short & stout");
    }

    /** HTTP allows none (RFC 9110, 15.3.5 and 15.4.5). */
    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void anAnswerThatCanHaveNoBodyHasNone(int status) {
        Exchange answer = ill(Fault.answer(status)).get(STATUS);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.bodyText()).isEmpty();
    }

    @Test
    void anyOtherFaultGoesWithTheRightAnswer() {
        Exchange slow = ill(Fault.delay(Duration.ofSeconds(3))).get(STATUS);
        assertThat(slow.status()).isEqualTo(200);
        assertThat(slow.bodyText()).isEqualTo("DEPLOYED");
        assertThat(slow.effect()).isEqualTo(Fault.delay(Duration.ofSeconds(3)).effect());
        assertThat(slow.reason()).isEqualTo("fault; kind=delay");

        Exchange cut = ill(Fault.truncated()).get(STATUS + "?format=yaml");
        assertThat(cut.status()).isEqualTo(400);
        assertThat(cut.effect()).isEqualTo(Fault.truncated().effect());
        assertThat(cut.reason()).startsWith("unknown-format; ");
    }

    @Test
    void aRefusedRequestHasNoFault() {
        Asking asking = Asking.of(Scenario.builder()
                .rateLimit(RateLimit.of(1, Duration.ofMinutes(1)))
                .server(web1().step(Step.after(Duration.ZERO).fault(Fault.hang()))));
        assertThat(asking.get(STATUS).effect()).isEqualTo(new FaultEffect.Hang());

        assertThat(asking.get(STATUS).effect()).isNull();
    }

    @Test
    void anAnswerSaysWhenWhoAndInWhichStep() {
        Asking asking = Asking.of(Scenario.builder()
                .server(web1())
                .server(CloudServer.named("db1")
                        .sourceIp("10.1.1.2")
                        .step(Step.afterRequests(1).name("asked"))));
        asking.advance(Duration.ofSeconds(5));
        asking.get(STATUS, "10.1.1.2");

        Exchange answer = asking.get(STATUS, "10.1.1.2");

        assertThat(answer.at()).isEqualTo(Asking.START.plusSeconds(5));
        assertThat(answer.server()).isEqualTo("db1");
        assertThat(requireNonNull(answer.state()).step()).isEqualTo("asked");
    }
}
