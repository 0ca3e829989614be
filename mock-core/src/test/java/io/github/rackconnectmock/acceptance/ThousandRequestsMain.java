package io.github.rackconnectmock.acceptance;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.util.List;

/** Starts a mock, asks it a thousand times in every way but WireMock's own, and ends. */
public final class ThousandRequestsMain {
    private static final List<String> TARGETS = List.of(
            "/v1/automation_status",
            "/v1/automation_status?format=text",
            "/v1/automation_status?format=JSON",
            "/v1/automation_status?format=XML",
            "/v1/automation_status?format=yaml",
            "/v1/automation_status/details",
            "/v1/automation_status/details?format=XML",
            "/v1/gateway_ip",
            "/v1/gateway_ip?format=JSON",
            "/v1/gateway_ip?format=XML",
            "/v1/automation_features",
            "/v1/automation_features?format=XML",
            "/as/web1/v1/automation_status",
            "/as/missing/v1/automation_status",
            "/nothing",
            "/");
    private static final List<String> CONTROL = List.of(
            "/__admin/rackconnect/health",
            "/__admin/rackconnect/servers",
            "/__admin/rackconnect/servers/web1",
            "/__admin/rackconnect/clock",
            "/__admin/rackconnect/scenario",
            "/__admin/rackconnect/requests",
            "/__admin/rackconnect/openapi.json",
            "/__admin/rackconnect/nothing");

    private ThousandRequestsMain() {}

    /** With the argument {@code wake} it wakes WireMock in the end. */
    public static void main(String[] arguments) throws IOException {
        Scenario scenario = Scenario.builder()
                .rateLimit(null)
                .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                .build();
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().httpsPort(0).scenario(scenario).start()) {
            try (Socket plain = Wire.connect(mock.baseUri());
                    Socket tunnel = Way.TUNNEL.open(mock, "none")) {
                for (int i = 0; i < 500; i++) {
                    Wire.send(plain, i % 7 == 0 ? "HEAD" : "GET", TARGETS.get(i % TARGETS.size()));
                    Wire.send(
                            tunnel, i % 5 == 0 ? "POST" : "GET", TARGETS.get(i % TARGETS.size()), "Content-Length: 0");
                }
            }
            for (String target : CONTROL) {
                Wire.send("GET", mock.baseUri().resolve("/"), target.substring(1));
            }
            Wire.send("POST", mock.baseUri(), "__admin/rackconnect/reset", "Content-Length: 0");
            Wire.raw(mock.baseUri(), "nonsense\r\n\r\n");
            mock.reset();
            mock.load(scenario);
            if (List.of(arguments).contains("wake")) {
                mock.wireMock();
            }
        }
        System.out.println("done");
    }
}
