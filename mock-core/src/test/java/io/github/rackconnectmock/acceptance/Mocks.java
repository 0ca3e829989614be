package io.github.rackconnectmock.acceptance;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;

/** Mocks that several tests start, all without a limit on how often a server may ask. */
final class Mocks {
    private Mocks() {}

    /** A mock with a TLS port whose one server, {@code web1}, is DEPLOYED, and in DFW. */
    static RackConnectMockServer unlimited() {
        return start(web1());
    }

    /** The same with another server, {@code ill}, that has a fault in each request. */
    static RackConnectMockServer withFault(Fault fault) {
        return start(web1(), ill(fault));
    }

    /** A server with a fault in each request. */
    static CloudServer.Builder ill(Fault fault) {
        return CloudServer.named("ill")
                .sourceIp("10.181.1.12")
                .step(Step.after(Duration.ZERO).fault(fault));
    }

    private static CloudServer.Builder web1() {
        return CloudServer.named("web1").sourceIp("10.181.1.11").region(Region.DFW);
    }

    private static RackConnectMockServer start(CloudServer.Builder... servers) {
        Scenario.Builder scenario = Scenario.builder().rateLimit(null);
        for (CloudServer.Builder server : servers) {
            scenario.server(server);
        }
        return RackConnectMockServer.builder()
                .httpsPort(0)
                .scenario(scenario.build())
                .start();
    }
}
