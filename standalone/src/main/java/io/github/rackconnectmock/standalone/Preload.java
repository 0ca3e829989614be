package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.MockClock;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;

/**
 * Makes an answer in JSON and in XML, for nobody, while the command line is read and the server is set up: most of the
 * time until a mock is ready goes into loading classes, and so a second processor takes its share of them.
 */
final class Preload {
    private Preload() {}

    /** Begins, and comes back at once. Whatever goes wrong here will go wrong again where it is told. */
    static void begin() {
        Thread thread = new Thread(Preload::answer, "preload");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
    }

    private static void answer() {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("preload").sourceIp("127.0.0.1"))
                .build();
        RackConnectApi api = new RackConnectApi(new Simulation(scenario, MockClock.running()), SourcePolicy.DEFAULT);
        for (String format : new String[] {"JSON", "XML"}) {
            api.answer(ApiRequest.get(
                    Operation.AUTOMATION_STATUS_DETAILS.path() + "?format=" + format,
                    InetAddress.getLoopbackAddress()));
        }
    }
}
