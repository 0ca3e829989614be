package io.github.rackconnectmock.wiremock.jetty;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.time.Duration;

/** WireMock's server, with a gate at its door, plain errors, and an end that finishes what is under way. */
public final class RackConnectHttpServer extends Jetty11HttpServer {
    /** The runner promises to stop within a second. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final Exchanges exchanges;
    private final ExchangeHandler door;

    public RackConnectHttpServer(
            Options options,
            AdminRequestHandler adminRequestHandler,
            StubRequestHandler stubRequestHandler,
            Exchanges exchanges) {
        super(options, adminRequestHandler, stubRequestHandler);
        this.exchanges = exchanges;
        this.door = new ExchangeHandler(exchanges, jettyServer.getHandler());
        jettyServer.setHandler(door);
        jettyServer.setErrorHandler(new PlainErrorHandler());
    }

    /** Until {@link #open}, lets only requests from this local port through; all others wait. */
    public void warmUpFrom(int port) {
        door.warmUpFrom(port);
    }

    /** Lets all requests through. */
    public void open() {
        door.open();
    }

    /** Takes no new connection, finishes the answers due within a moment, and drops the others. */
    @Override
    public void stop() {
        httpConnector.close();
        exchanges.drain(PATIENCE);
        if (scheduledExecutorService != null) {
            // WireMock's own stop lets delayed answers keep their thread until they are due.
            scheduledExecutorService.shutdownNow();
        }
        super.stop();
    }
}
