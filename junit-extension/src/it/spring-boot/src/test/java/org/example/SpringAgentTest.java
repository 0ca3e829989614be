package org.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
class SpringAgentTest {
    static final RackConnectMockServer MOCK = RackConnectMockServer.start("deploys");

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry registry) {
        registry.add("rackconnect.endpoint", () -> MOCK.baseUri("web1"));
    }

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    @SpringBootConfiguration
    static class Application {}

    @Test
    void asksTheMock(@Value("${rackconnect.endpoint}") String endpoint) throws Exception {
        MOCK.clock().advance(Duration.ofSeconds(30));
        try (var body = URI.create(endpoint).resolve("v1/automation_status").toURL().openStream()) {
            assertThat(new String(body.readAllBytes())).isEqualTo("DEPLOYED");
        }
    }
}
