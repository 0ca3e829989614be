package org.example;

import static io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.MockUri;
import io.github.rackconnectmock.junit.RackConnectMock;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = BesideSpringTest.Application.class)
@RackConnectMock
class BesideSpringTest {
    @SpringBootConfiguration
    static class Application {}

    @Test
    void takesParametersBesideSpring(RackConnectMockServer mock, @MockUri URI uri) throws Exception {
        uri.resolve("v1/automation_status").toURL().openStream().close();
        assertThat(mock).stoppedAfterDeployed();
    }
}
