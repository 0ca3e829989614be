package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.MockClock;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A scenario that is asked without a socket, on a frozen clock. */
final class Asking {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MockClock clock = MockClock.frozenAt(START);
    private final RackConnectApi api;

    private Asking(Scenario scenario, SourcePolicy policy) {
        this.api = new RackConnectApi(new Simulation(scenario, clock), policy);
    }

    static Asking of(Scenario.Builder scenario, SourcePolicy policy) {
        return new Asking(scenario.build(), policy);
    }

    static Asking of(Scenario.Builder scenario) {
        return of(scenario, SourcePolicy.DEFAULT);
    }

    /** One server, without a limit. */
    static Asking of(CloudServer.Builder server) {
        return of(Scenario.builder().rateLimit(null).server(server));
    }

    static CloudServer.Builder web1() {
        return CloudServer.named("web1").sourceIp("10.1.1.1");
    }

    static InetAddress address(String literal) {
        return IpLiteral.parse(literal).orElseThrow();
    }

    RackConnectApi api() {
        return api;
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    /** Asks as a developer does, from this machine. */
    ApiAnswer get(String target) {
        return api.answer(ApiRequest.get(target, address("127.0.0.1")));
    }

    ApiAnswer get(String target, String peer) {
        return api.answer(ApiRequest.get(target, address(peer)));
    }

    ApiAnswer ask(String method, String path) {
        return api.answer(new ApiRequest(method, path, null, null, address("10.1.1.1"), null, null));
    }

    ApiAnswer askHost(String host, String peer) {
        return api.answer(new ApiRequest("GET", "/v1/automation_status", null, host, address(peer), null, null));
    }

    ApiAnswer askAs(String path, String peer, @Nullable String forwardedFor, @Nullable String proxyUser) {
        return api.answer(new ApiRequest("GET", path, null, null, address(peer), forwardedFor, proxyUser));
    }
}
