package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a mock is set up. All but the scenario goes straight to the server's own builder.
 *
 * @param origin where the settings come from, for messages
 * @param mockName what tests call the mock; empty for the mock without a name
 * @param scenario finds what is played, given where resources are looked for
 * @param failOnUnexpectedRequests whether a client's mistakes fail the test
 * @param failOnUnmetExpectations whether expectations of the scenario that aren't met fail the test
 * @param server sets up the server
 */
record MockSettings(
        String origin,
        String mockName,
        Function<ClassLoader, Scenario> scenario,
        boolean failOnUnexpectedRequests,
        boolean failOnUnmetExpectations,
        Consumer<RackConnectMockServer.Builder> server) {

    /** As an annotation says, with a scenario that may be another than its own. */
    static MockSettings of(RackConnectMock annotation, String scenario, String origin) {
        return new MockSettings(
                origin,
                "",
                resources -> Scenarios.find(scenario, resources),
                annotation.failOnUnexpectedRequests(),
                annotation.failOnUnmetExpectations(),
                server -> {
                    server.port(annotation.port())
                            .speed(annotation.speed())
                            .frozen(annotation.frozen())
                            .strictSource(annotation.strictSource());
                    if (annotation.https()) {
                        server.httpsPort(0);
                    }
                });
    }
}
