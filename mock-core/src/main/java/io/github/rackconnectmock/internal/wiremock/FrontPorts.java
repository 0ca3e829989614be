package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.http.HttpServer;

/** The front as WireMock sees it: its ports, and a stop that closes the mock. */
final class FrontPorts implements HttpServer {
    private final WireMockEngine.Ports ports;

    FrontPorts(WireMockEngine.Ports ports) {
        this.ports = ports;
    }

    /** It runs already. */
    @Override
    public void start() {}

    @Override
    public void stop() {
        ports.stop().run();
    }

    @Override
    public boolean isRunning() {
        return ports.running().getAsBoolean();
    }

    @Override
    public int port() {
        return ports.port();
    }

    @Override
    public int httpsPort() {
        return ports.httpsPort();
    }
}
