package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The limit is a server's, not a connection's. */
class TunnelRateLimitTest {
    private static final int TUNNELS = 50;

    private static RackConnectMockServer start() {
        return RackConnectMockServer.builder()
                .scenario(Scenario.builder()
                        .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                        .build())
                .frozen(true)
                .start();
    }

    private static Socket tunnel(RackConnectMockServer mock) throws IOException {
        return Way.TUNNEL.open(mock, "none");
    }

    private static void ask(Socket tunnel, int times, Map<Integer, Integer> answers) throws IOException {
        for (int i = 0; i < times; i++) {
            answers.merge(Wire.send(tunnel, "GET", "/v1/automation_status").status(), 1, Integer::sum);
        }
    }

    @Test
    void isExactOnOneTunnelThatIsKept() throws IOException {
        Map<Integer, Integer> answers = new TreeMap<>();
        try (RackConnectMockServer mock = start();
                Socket tunnel = tunnel(mock)) {
            ask(tunnel, 100, answers);
        }
        assertThat(answers).isEqualTo(Map.of(200, 30, 403, 70));
    }

    @Test
    void isExactOverANewTunnelForEachRequest() throws IOException {
        Map<Integer, Integer> answers = new TreeMap<>();
        try (RackConnectMockServer mock = start()) {
            for (int i = 0; i < 40; i++) {
                try (Socket tunnel = tunnel(mock)) {
                    ask(tunnel, 1, answers);
                }
            }
        }
        assertThat(answers).isEqualTo(Map.of(200, 30, 403, 10));
    }

    @Test
    void isExactOverManyTunnelsAtOnce() throws Exception {
        Map<Integer, Integer> answers = new TreeMap<>();
        try (RackConnectMockServer mock = start()) {
            List<Map<Integer, Integer>> clients = RateLimitTest.together(TUNNELS, client -> {
                Map<Integer, Integer> own = new TreeMap<>();
                try (Socket tunnel = tunnel(mock)) {
                    ask(tunnel, 1000 / TUNNELS, own);
                }
                return own;
            });
            clients.forEach(own -> own.forEach((status, count) -> answers.merge(status, count, Integer::sum)));
        }
        assertThat(answers).isEqualTo(Map.of(200, 30, 403, 970));
    }
}
