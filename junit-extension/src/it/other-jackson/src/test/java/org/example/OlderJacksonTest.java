package org.example;

import static io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.junit.MockUri;
import io.github.rackconnectmock.junit.RackConnectMock;
import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;

@RackConnectMock
class OlderJacksonTest {
    @Test
    void answersInEachFormat(RackConnectMockServer mock, @MockUri URI uri) throws Exception {
        assertThat(PackageVersion.VERSION.toString()).isEqualTo("2.17.2");
        URL json = uri.resolve("v1/automation_features?format=JSON").toURL();
        assertThat(new ObjectMapper().readTree(json).at("/automation_features/0/is_enabled").asBoolean()).isTrue();
        try (var xml = uri.resolve("v1/automation_status/details?format=XML").toURL().openStream()) {
            assertThat(new String(xml.readAllBytes())).startsWith("<automation_status_details>");
        }
        assertThat(mock).requests().inFormat(Format.XML).hasSize(1);
    }
}
