package org.example;

import io.github.rackconnectmock.RackConnectMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

public class RackConnectResource implements QuarkusTestResourceLifecycleManager {
    private RackConnectMockServer mock;

    @Override
    public Map<String, String> start() {
        mock = RackConnectMockServer.start("deploys");
        return Map.of("rackconnect.endpoint", mock.baseUri("web1").toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(mock, new TestInjector.MatchesType(RackConnectMockServer.class));
    }

    @Override
    public void stop() {
        mock.close();
    }
}
