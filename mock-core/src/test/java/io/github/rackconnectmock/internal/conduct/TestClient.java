package io.github.rackconnectmock.internal.conduct;

import static java.util.Objects.requireNonNull;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client and its server web1, moment by moment, without an API and a clock. */
final class TestClient {
    static final long SECOND = 1_000_000;
    private static final long NANOS_A_MICRO = 1_000;

    final AllFacts all = new AllFacts();
    final ClientFacts facts;
    private final List<ServerState> states;
    private final long startNanos = System.nanoTime();
    private long passedNanos;
    private long requests;
    private int step = -1;

    long now = 1_000 * SECOND;

    private TestClient(ServerState... states) {
        this.states = List.of(states);
        this.facts = new ClientFacts("web1", this.states);
        step(0);
    }

    static TestClient of(ServerState... states) {
        return new TestClient(states);
    }

    /** Of a server that stays as it is. */
    static TestClient of(AutomationStatus status) {
        return new TestClient(state(status, null));
    }

    /** Its step has the status's name. */
    static ServerState state(AutomationStatus status, @Nullable String gatewayIp) {
        return new ServerState(status.name(), status, gatewayIp, Map.of(), Map.of());
    }

    static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    void step(int index) {
        step = index;
        facts.stepBegins(index, now);
    }

    /** In real time, too. */
    void pass(double seconds) {
        now += (long) (seconds * SECOND);
        passReally(seconds);
    }

    void passReally(double seconds) {
        passedNanos += (long) (seconds * SECOND * NANOS_A_MICRO);
    }

    TestRequest request() {
        return new TestRequest().met(states.get(step));
    }

    TestRequest gateway() {
        return request().to(Operation.GATEWAY_IP);
    }

    TestRequest answered(int status) {
        return request().answered(status).met(null);
    }

    TestRequest begin(TestRequest request) {
        request.number = ++requests;
        request.atMicros = now;
        request.receivedNanos = startNanos + passedNanos;
        all.begins(request, facts);
        return request;
    }

    /** A connection comes so far and fails after a time. */
    void failToConnect(double after, @Nullable Struck struck) {
        long micros = now;
        long nanos = startNanos + passedNanos;
        ConnectionFacts connection = new ConnectionFacts();
        pass(after);
        all.failed(
                new ConnectionFailure(Instant.EPOCH, "127.0.0.1", "web1", "failed", null),
                connection,
                facts,
                new FailedAttempt(micros, nanos, now, startNanos + passedNanos, connection, 1, struck));
    }

    void deliver(TestRequest begun) {
        end(begun, true);
    }

    void abandon(TestRequest begun) {
        end(begun, false);
    }

    /** Ends its sending side. */
    void leave(TestRequest begun) {
        begun.left = true;
        setEnd(begun);
        all.leaves(begun, facts);
    }

    private void setEnd(TestRequest begun) {
        begun.endedMicros = now;
        begun.endedNanos = startNanos + passedNanos;
    }

    private void end(TestRequest begun, boolean delivered) {
        if (delivered || !begun.left) {
            setEnd(begun);
        }
        all.ends(begun, facts, delivered);
    }

    /** Begins and ends it in no time, then lets time pass. */
    void ask(TestRequest request, double thenPass) {
        deliver(begin(request));
        pass(thenPass);
    }

    /** For the status. */
    void ask(double thenPass) {
        ask(request(), thenPass);
    }

    ClientFacts seen() {
        return requireNonNull(facts.copy(all.epoch()));
    }
}
