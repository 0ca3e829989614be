package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;

/** A scenario that is played without sockets, and looked at as a client would. */
final class PlayedForRecording {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final InetAddress LOOPBACK = IpLiteral.parse("127.0.0.1").orElseThrow();

    private final MovableClock clock = MovableClock.frozenAt(START);
    private final RackConnectApi api;

    PlayedForRecording(Scenario scenario) {
        api = new RackConnectApi(scenario, clock, SourcePolicy.DEFAULT);
    }

    /** How long it has been played. */
    Duration now() {
        return Duration.between(START, clock.instant());
    }

    void moveTo(Duration time) {
        clock.advance(time.minus(now()));
    }

    /** What a client sees that asks a server without any mark of a mock. */
    Observation ask(Operation operation) {
        Exchange exchange = api.answer(ApiRequest.get(operation.path() + "?format=JSON", LOOPBACK));
        FaultEffect effect = exchange.effect();
        Observation.Seen seen = effect == null || effect.sendsWholeAnswer()
                ? AnswerReader.read(
                        operation,
                        new AnswerReader.Raw(
                                exchange.status(), exchange.contentType(), null, null, exchange.bodyText()))
                : new Observation.Trouble(effect);
        Instant asked = clock.instant();
        return new Observation("web1", operation, asked, asked.plus(exchange.delay()), seen);
    }
}
