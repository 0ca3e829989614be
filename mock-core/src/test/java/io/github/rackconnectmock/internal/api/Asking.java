package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.MovableClock;
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

    private final MovableClock clock = MovableClock.frozenAt(START);
    private final RackConnectApi api;

    private Asking(Scenario scenario, SourcePolicy policy) {
        this.api = new RackConnectApi(scenario, clock, policy);
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
    Exchange get(String target) {
        return api.answer(ApiRequest.get(target, address("127.0.0.1")));
    }

    Exchange get(String target, String peer) {
        return api.answer(ApiRequest.get(target, address(peer)));
    }

    Exchange ask(String method, String path) {
        return api.answer(request(method, path, null, "10.1.1.1", null, HeaderFields.NONE));
    }

    Exchange askHost(String host, String peer) {
        return api.answer(request("GET", "/v1/automation_status", host, peer, null, HeaderFields.NONE));
    }

    Exchange askAs(String path, String peer, @Nullable String forwardedFor, @Nullable String proxyUser) {
        return api.answer(request(
                "GET",
                path,
                null,
                peer,
                proxyUser,
                forwardedFor == null ? HeaderFields.NONE : new HeaderFields("X-Forwarded-For", forwardedFor)));
    }

    /** Finds out who asks, without an answer. */
    Exchange receive(String path, String peer, @Nullable String forwardedFor) {
        HeaderFields fields =
                forwardedFor == null ? HeaderFields.NONE : new HeaderFields("X-Forwarded-For", forwardedFor);
        return api.receive(request("GET", path, null, peer, null, fields));
    }

    private static ApiRequest request(
            String method,
            String target,
            @Nullable String host,
            String peer,
            @Nullable String proxyUser,
            HeaderFields fields) {
        return new ApiRequest(method, target, host, -1, false, address(peer), proxyUser, fields, new byte[0], false);
    }
}
