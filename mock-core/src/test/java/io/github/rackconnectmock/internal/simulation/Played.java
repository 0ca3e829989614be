package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Servers played on a frozen clock, with the words that tests need often. */
final class Played {
    static final Instant START = Instant.parse("2026-01-01T00:00:30Z");

    final MovableClock clock = MovableClock.frozenAt(START);
    private final Simulation simulation;

    private Played(Scenario scenario) {
        this.simulation = new Simulation(scenario, clock);
    }

    static Played of(Scenario scenario) {
        return new Played(scenario);
    }

    static Played of(Scenario.Builder scenario) {
        return of(scenario.build());
    }

    /** One server without a rate limit. */
    static Played of(CloudServer.Builder server) {
        return of(server, null);
    }

    static Played of(CloudServer.Builder server, @Nullable RateLimit limit) {
        return of(Scenario.builder().rateLimit(limit).server(server));
    }

    static CloudServer.Builder web1() {
        return CloudServer.named("web1").sourceIp("10.1.1.1");
    }

    /** The first server. */
    ServerLife server() {
        return simulation.servers().first();
    }

    ServerLife server(String name) {
        return simulation.servers().byName(name).orElseThrow();
    }

    Simulation simulation() {
        return simulation;
    }

    void advance(String seconds) {
        clock.advance(Duration.parse("PT" + seconds));
    }

    /** The name of the first server's step now. */
    String step() {
        return server().state().step();
    }

    /** The name of the step that answers a request. */
    String ask() {
        return ask(Operation.AUTOMATION_STATUS);
    }

    String ask(Operation operation) {
        return server().request(operation).state().step();
    }

    void ask(int times) {
        for (int i = 0; i < times; i++) {
            ask();
        }
    }

    Admission.Admitted admitted(Operation operation) {
        return (Admission.Admitted) server().request(operation);
    }

    boolean isRefused() {
        return server().request(Operation.AUTOMATION_STATUS) instanceof Admission.Refused;
    }
}
