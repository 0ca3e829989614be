package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rackconnectmock.RackConnectMockServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RackConnectResource.class)
class QuarkusAgentTest {
    RackConnectMockServer mock;

    @ConfigProperty(name = "rackconnect.endpoint")
    URI endpoint;

    @Test
    void asksTheMock() throws Exception {
        mock.clock().advance(Duration.ofSeconds(30));
        try (var body = endpoint.resolve("v1/automation_status").toURL().openStream()) {
            assertEquals("DEPLOYED", new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
