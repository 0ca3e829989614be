package io.github.rackconnectmock.internal.wiremock.jetty;

import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty.JettyFaultInjectorFactory;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import com.github.tomakehurst.wiremock.jetty11.Jetty11Utils;
import com.github.tomakehurst.wiremock.servlet.FaultInjectorFactory;
import io.github.rackconnectmock.internal.tls.TlsIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.io.NetworkTrafficListener;
import wiremock.org.eclipse.jetty.server.ConnectionFactory;
import wiremock.org.eclipse.jetty.server.HttpConnectionFactory;
import wiremock.org.eclipse.jetty.server.ProxyConnectionFactory;
import wiremock.org.eclipse.jetty.server.ServerConnector;
import wiremock.org.eclipse.jetty.server.SslConnectionFactory;
import wiremock.org.eclipse.jetty.servlet.ServletContextHandler;
import wiremock.org.eclipse.jetty.util.component.LifeCycle;
import wiremock.org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * WireMock's server, with a gate at its door, TLS and a forward proxy of its own, plain errors, and an end that finishes
 * what is under way.
 */
public final class RackConnectHttpServer extends Jetty11HttpServer {
    /** The runner promises to stop within a second. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final Exchanges exchanges;
    private final ExchangeHandler door;
    private final Supplier<TlsIdentity> identity;
    private final Map<String, ServerConnector> serverConnectors = new ConcurrentHashMap<>();
    private @Nullable TunnelConnectionFactory tls;
    private @Nullable ServerConnector tlsConnector;
    private volatile boolean stopping;

    /**
     * A server that isn't started.
     *
     * @param identity asked for when TLS is first needed
     */
    public RackConnectHttpServer(
            Options options,
            AdminRequestHandler adminRequestHandler,
            StubRequestHandler stubRequestHandler,
            Exchanges exchanges,
            Supplier<TlsIdentity> identity) {
        super(options, adminRequestHandler, stubRequestHandler);
        this.exchanges = exchanges;
        this.identity = identity;
        this.door = new ExchangeHandler(exchanges, new ForwardProxy(this::tls), jettyServer.getHandler());
        jettyServer.setHandler(door);
        jettyServer.setErrorHandler(new PlainErrorHandler());
    }

    /**
     * Called by the constructor of WireMock's, before there is anything of this class. WireMock's own connector tells a
     * listener of all bytes, at a price, and nobody listens.
     */
    @Override
    protected ServerConnector createHttpConnector(
            String bindAddress, int port, JettySettings settings, NetworkTrafficListener listener) {
        // Tells the PROXY protocol (versions 1 and 2) from all else by the first bytes of a connection.
        return connector(port, new ProxyProtocolGuard(), new ProxyConnectionFactory());
    }

    /** Called by the constructor of WireMock's, before there is anything of this class. */
    @Override
    protected void decorateMockServiceContextAfterConfig(ServletContextHandler context) {
        FaultInjectorFactory faults = (request, response) -> new ConnectionFaults(request);
        context.setAttribute(JettyFaultInjectorFactory.class.getName(), faults);
    }

    /** Listens on another port, with TLS. Called before {@link #start}. */
    public void listenWithTls(int port) {
        TunnelConnectionFactory factory = tls();
        ServerConnector connector = connector(
                port,
                new ProxyProtocolGuard(),
                new ProxyConnectionFactory(),
                new SslConnectionFactory(factory.getSslContextFactory(), "http/1.1"));
        tlsConnector = connector;
        jettyServer.addConnector(connector);
    }

    /** The port with TLS; 0 without one. */
    @Override
    public int httpsPort() {
        return tlsConnector == null ? 0 : tlsConnector.getLocalPort();
    }

    /** Until {@link #open}, lets only requests from this local port through; all others wait. */
    public void warmUpFrom(int port) {
        door.warmUpFrom(port);
    }

    /** Lets all requests through. */
    public void open() {
        door.open();
    }

    /**
     * A port of this server's own for one cloud server: whoever asks there, is it. Opened when first asked for.
     *
     * @param server the name or address of a cloud server
     * @throws IllegalStateException if this isn't running
     */
    public int portOf(String server) {
        return serverConnectors.computeIfAbsent(server, this::openConnector).getLocalPort();
    }

    private ServerConnector openConnector(String server) {
        if (stopping || !jettyServer.isRunning()) {
            throw new IllegalStateException("this mock is closed");
        }
        ServerConnector connector = connector(0);
        connector.setName(server);
        jettyServer.addBean(connector, true);
        LifeCycle.start(connector);
        return connector;
    }

    private ServerConnector connector(int port, ConnectionFactory... before) {
        List<ConnectionFactory> factories = new ArrayList<>(List.of(before));
        factories.add(new HttpConnectionFactory(Jetty11Utils.createHttpConfig(options.jettySettings())));
        ServerConnector connector =
                new ServerConnector(jettyServer, null, null, null, 1, 1, factories.toArray(ConnectionFactory[]::new));
        Jetty11Utils.setJettySettings(options.jettySettings(), connector);
        connector.setHost(options.bindAddress());
        connector.setPort(port);
        return connector;
    }

    private synchronized TunnelConnectionFactory tls() {
        if (tls == null) {
            SslContextFactory.Server context = new SslContextFactory.Server();
            context.setSslContext(identity.get().serverContext());
            tls = new TunnelConnectionFactory(context);
            jettyServer.addBean(tls, true);
            if (jettyServer.isRunning()) {
                LifeCycle.start(tls);
            }
        }
        return tls;
    }

    /** Takes no new connection, finishes the answers due within a moment, and drops the others. */
    @Override
    public void stop() {
        stopping = true;
        List<ServerConnector> connectors = new ArrayList<>(serverConnectors.values());
        connectors.add(httpConnector);
        if (tlsConnector != null) {
            connectors.add(tlsConnector);
        }
        connectors.forEach(ServerConnector::close);
        exchanges.drain(PATIENCE);
        if (scheduledExecutorService != null) {
            // WireMock's own stop lets delayed answers keep their thread until they are due.
            scheduledExecutorService.shutdownNow();
        }
        for (ServerConnector connector : connectors) {
            connector.getConnectedEndPoints().forEach(EndPoint::close);
        }
        super.stop();
    }
}
