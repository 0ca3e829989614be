package io.github.rackconnectmock.scenario.json;

import io.github.rackconnectmock.scenario.*;

/** x. */
public final class Catalogue {
    private Catalogue() {}
    /** x. */
    public static Scenario scenario(String s) {
        return Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.181.1.11")
                        .status(AutomationStatus.DEPLOYING)
                        .gatewayIp(null)
                        .step(Step.after(java.time.Duration.ofSeconds(10))
                                .name("gateway-ready")
                                .gatewayIp("10.181.0.1"))
                        .step(Step.after(java.time.Duration.ofSeconds(20)).status(AutomationStatus.DEPLOYED)))
                .build();
    }
}
