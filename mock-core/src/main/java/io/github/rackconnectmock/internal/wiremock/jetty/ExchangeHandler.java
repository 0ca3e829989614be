package io.github.rackconnectmock.internal.wiremock.jetty;

import io.github.rackconnectmock.scenario.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import wiremock.jakarta.servlet.AsyncEvent;
import wiremock.jakarta.servlet.AsyncListener;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.http.HttpURI;
import wiremock.org.eclipse.jetty.server.Handler;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/** The first to see a request and the last to see it go. */
final class ExchangeHandler extends HandlerWrapper {
    private static final long LONGEST_START_SECONDS = 60;
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** WireMock's control API and the fake's, which no client of the six hosts may come upon. */
    private static final String CONTROL = "/__admin";

    /** Where WireMock would serve files from a folder, and shows a page of its own where there is none. */
    private static final Pattern FILES = Pattern.compile("/__files(/.*)?");

    private final Exchanges exchanges;
    private final ForwardProxy proxy;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile int warmUpPort;

    ExchangeHandler(Exchanges exchanges, ForwardProxy proxy, Handler next) {
        this.exchanges = exchanges;
        this.proxy = proxy;
        setHandler(next);
    }

    /** Until {@link #open}, lets only requests from this local port through; all others wait. */
    void warmUpFrom(int port) {
        warmUpPort = port;
    }

    void open() {
        ready.countDown();
    }

    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!isLetThrough(base)) {
            PlainAnswer.send(base, response, 503, "The mock is still starting.", "starting");
            return;
        }
        if (proxy.handle(base, response)) {
            return;
        }
        Tunnel tunnel = ForwardProxy.tunnel(base);
        String host = tunnel == null ? request.getServerName() : tunnel.host();
        boolean hidden = target.startsWith(CONTROL) && Region.ofHost(host).isPresent();
        if (hidden || FILES.matcher(target).matches()) {
            String path = hidden ? CONTROL : "/__files";
            PlainAnswer.send(base, response, 404, "There is no such path.", "unknown-path; path=" + path);
            return;
        }
        mendQuery(base);
        // A connector of its own for a server is named after it; the others have no name.
        String connectedAs = base.getHttpChannel().getConnector().getName();
        String proxyUser = tunnel == null || tunnel.user() == null ? connectedAs : tunnel.user();
        Exchange exchange = new Exchange(peer(base), host, proxyUser);
        exchanges.enter(exchange);
        try {
            super.handle(target, base, request, response);
        } catch (ServletException | RuntimeException e) {
            // Such as a body that says it is gzipped and isn't: WireMock reads every body, and falls over it.
            if (response.isCommitted()) {
                throw e;
            }
            PlainAnswer.send(base, response, 400, "This request can't be read.", "unreadable-request");
        } finally {
            exchanges.leave();
            if (base.isAsyncStarted()) {
                base.getAsyncContext().addListener(new Closing(exchange));
            } else {
                exchanges.close(exchange);
            }
        }
    }

    private boolean isLetThrough(Request request) {
        if (ready.getCount() == 0 || request.getRemotePort() == warmUpPort) {
            return true;
        }
        try {
            return ready.await(LONGEST_START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Escapes the percent signs that escape nothing: WireMock would throw up its hands at the whole request. */
    private static void mendQuery(Request request) {
        String query = request.getQueryString();
        if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
            HttpURI uri = request.getHttpURI();
            request.setHttpURI(HttpURI.build(uri)
                    .query(BROKEN_ESCAPE.matcher(query).replaceAll("%25"))
                    .asImmutable());
        }
    }

    private static InetAddress peer(Request request) {
        SocketAddress remote = request.getHttpChannel().getEndPoint().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress inet ? inet.getAddress() : InetAddress.getLoopbackAddress();
    }

    private final class Closing implements AsyncListener {
        private final Exchange exchange;

        Closing(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            exchanges.close(exchange);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            exchanges.close(exchange);
        }

        @Override
        public void onError(AsyncEvent event) {
            exchanges.close(exchange);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
