package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a mock is set up.
 *
 * @param origin who said so, for messages
 * @param scenario finds what is played, given where resources are looked for
 * @param failOnUnexpectedRequests whether a client's mistakes fail the test
 * @param more sets up all else
 */
record MockSettings(
        String origin,
        Function<ClassLoader, Scenario> scenario,
        double speed,
        boolean frozen,
        boolean strictSource,
        boolean failOnUnexpectedRequests,
        Consumer<RackConnectMockServer.Builder> more) {

    /** As an annotation says, with another scenario than its own. */
    static MockSettings of(RackConnectMock annotation, String scenario, String origin) {
        return new MockSettings(
                origin,
                resources -> Scenarios.find(scenario, resources),
                annotation.speed(),
                annotation.frozen(),
                annotation.strictSource(),
                annotation.failOnUnexpectedRequests(),
                annotation.https() ? server -> server.httpsPort(0) : server -> {});
    }
}
