package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.MockUri;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.junit.ScenarioSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

@RackConnectMock(value = "deploys", frozen = true)
class BootstrapTest {
    @Test
    void waits(RackConnectMockServer mock, @MockUri("web1") URI web1) throws Exception {
        assertEquals("DEPLOYING", get(web1.resolve("v1/automation_status")));
        mock.clock().advance(Duration.ofSeconds(30));
        assertEquals("{\"automation_status\":\"DEPLOYED\"}", get(web1.resolve("v1/automation_status?format=JSON")));
        assertEquals("<gateway_ip>10.181.0.1</gateway_ip>", get(web1.resolve("v1/gateway_ip?format=XML")));
    }

    @ParameterizedTest
    @ScenarioSource({"fails", "never-deploys"})
    void begins(String scenario, @MockUri URI uri) throws Exception {
        assertEquals("DEPLOYING", get(uri.resolve("v1/automation_status")), scenario);
    }

    private static String get(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
