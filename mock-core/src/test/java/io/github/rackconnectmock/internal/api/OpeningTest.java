package io.github.rackconnectmock.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.conduct.FailedAttempt;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Fault.Stage;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections before their first request: whose they are, and what strikes them. */
class OpeningTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final InetAddress PEER = InetAddress.getLoopbackAddress();

    private final MovableClock clock = MovableClock.frozenAt(START);

    private RackConnectApi api(Incident.Builder... incidents) {
        Scenario.Builder scenario = Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.1.1.1"))
                .server(CloudServer.named("web2").sourceIp("10.1.1.2").fault(Fault.refused()));
        for (Incident.Builder incident : incidents) {
            scenario.incident(incident);
        }
        return new RackConnectApi(scenario.build(), clock, SourcePolicy.DEFAULT);
    }

    private static @Nullable String name(Opening opening) {
        return opening.server() == null ? null : opening.server().name();
    }

    @Test
    void isTheServersThatIsKnownThen() throws Exception {
        RackConnectApi api = api();
        InetAddress stranger = InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 9});
        assertThat(name(api.opening(Stage.TLS, null, PEER, null))).isEqualTo("web1");
        assertThat(name(api.opening(Stage.TLS, "web2", PEER, null))).isEqualTo("web2");
        assertThat(name(api.opening(Stage.TLS, "10.1.1.2", PEER, null))).isEqualTo("web2");
        assertThat(name(api.opening(Stage.TLS, "nobody", PEER, null))).isNull();
        assertThat(name(api.opening(Stage.TLS, null, stranger, null))).isNull();
        assertThat(name(api.opening(Stage.TLS, null, InetAddress.getByAddress(new byte[] {10, 1, 1, 2}), null)))
                .isEqualTo("web2");
        assertThat(api.client("web2", PEER))
                .isSameAs(api.opening(Stage.TLS, "web2", PEER, null).server());
        assertThat(api.client(null, stranger)).isNull();
    }

    @Test
    void nothingStrikes() {
        Opening opening = api().opening(Stage.CONNECT, null, PEER, Region.DFW.host());
        assertThat(opening.fault()).isNull();
        assertThat(opening.incident()).isNull();
        assertThat(opening.reason()).isEmpty();
        assertThat(opening.answer()).isNull();
        assertThat(opening.failed(new ConnectionFacts()).struck()).isNull();
    }

    @Test
    void aFaultIsAnAnswerToConnect() {
        RackConnectApi api = api(Incident.named("proxy")
                .after(Duration.ZERO)
                .lasts(Duration.ofSeconds(90))
                .region(Region.DFW)
                .fault(Fault.of(FaultEffect.Answer.of(503)
                                .retryAfter(RetryAfter.END)
                                .header("Via", "x"))
                        .at(Stage.CONNECT)));
        clock.advance(Duration.ofSeconds(30));
        assertThat(api.opening(Stage.CONNECT, null, PEER, Region.ORD.host()).fault())
                .isNull();
        assertThat(api.opening(Stage.CONNECT, null, PEER, "other.example").fault())
                .isNull();
        Opening opening = api.opening(Stage.CONNECT, null, PEER, Region.DFW.host());
        assertThat(opening.incident()).isEqualTo("proxy");
        assertThat(opening.reason()).isEqualTo("fault; kind=answer; at=connect; incident=proxy");
        SaidAnswer answer = Objects.requireNonNull(opening.answer());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.fields().first("Retry-After")).isEqualTo("60");
        assertThat(answer.fields().first("Via")).isEqualTo("x");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("The service is in trouble.");
    }

    @Test
    void whereNothingListensTheProxySaysSo() {
        Opening opening = api().opening(Stage.CONNECT, "web2", PEER, Region.DFW.host());
        assertThat(opening.reason()).isEqualTo("fault; kind=refused; at=connect");
        SaidAnswer answer = Objects.requireNonNull(opening.answer());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("Nothing listens at this host.");
        assertThat(api().opening(Stage.TLS, "web2", PEER, Region.DFW.host()).fault())
                .isNull();
    }

    @Test
    void whatIsNoAnswerIsNone() {
        RackConnectApi api = api(Incident.named("down")
                .after(Duration.ZERO)
                .fault(Fault.hang().at(Stage.CONNECT))
                .fault(Fault.delay(Duration.ofSeconds(2)).at(Stage.TLS).after(Duration.ofSeconds(1))));
        assertThat(api.opening(Stage.CONNECT, null, PEER, null).answer()).isNull();
        Opening late = api.opening(Stage.TLS, null, PEER, null);
        assertThat(late.answer()).isNull();
        assertThat(late.reason()).isEqualTo("fault; kind=delay; at=tls; incident=down");
        AppliedFault fault = Objects.requireNonNull(late.fault());
        assertThat(fault.delay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(fault.at()).isEqualTo(Stage.TLS);
    }

    @Test
    void itsFailureKnowsItsTimes() {
        RackConnectApi api = api(
                Incident.named("down").after(Duration.ZERO).fault(Fault.hang().at(Stage.TLS)));
        clock.speed(7);
        Opening opening = api.opening(Stage.TLS, null, PEER, null);
        clock.advance(Duration.ofSeconds(5));
        ConnectionFacts connection = new ConnectionFacts();
        FailedAttempt failed = opening.failed(connection);
        assertThat(failed.atMicros()).isEqualTo(MovableClock.micros(START));
        assertThat(failed.endedMicros() - failed.atMicros()).isEqualTo(5_000_000);
        assertThat(failed.endedNanos()).isGreaterThanOrEqualTo(failed.receivedNanos());
        assertThat(failed.connection()).isSameAs(connection);
        assertThat(failed.speed()).isEqualTo(7);
        assertThat(failed.number()).isZero();
        assertThat(failed.struck()).isNotNull();
    }
}
