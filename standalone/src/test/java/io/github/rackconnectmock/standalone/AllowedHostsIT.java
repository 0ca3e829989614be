package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The names that the runner's control routes answer for. */
class AllowedHostsIT {
    private static String health(URI base, String host) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            String request =
                    "GET /__admin/rackconnect/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void areThoseOfTheOptionToo() throws Exception {
        try (RunningJar jar =
                new RunningJar("--port", "0", "--quiet", "--allow-host", "mock.ci.example,other.example")) {
            URI base = URI.create(jar.baseUrl());
            for (String host : new String[] {"mock.ci.example", "other.example:8089", "localhost", "127.0.0.1"}) {
                assertThat(health(base, host)).startsWith("HTTP/1.1 200 ");
            }
            assertThat(health(base, "evil.example")).startsWith("HTTP/1.1 421 ");
        }
    }
}
