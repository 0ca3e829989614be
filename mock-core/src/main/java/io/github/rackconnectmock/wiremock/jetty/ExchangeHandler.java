package io.github.rackconnectmock.wiremock.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
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

    private final Exchanges exchanges;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile int warmUpPort;

    ExchangeHandler(Exchanges exchanges, Handler next) {
        this.exchanges = exchanges;
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
            refuse(base, response, 503, "The mock is still starting.", "starting");
            return;
        }
        if (base.getMethod().equals("CONNECT")) {
            // WireMock would leave the connection open without a word.
            refuse(base, response, 405, "This is no proxy.", "method-not-allowed; method=CONNECT");
            return;
        }
        mendQuery(base);
        Exchange exchange = new Exchange(peer(base), request.getServerName());
        exchanges.enter(exchange);
        try {
            super.handle(target, base, request, response);
        } catch (ServletException | RuntimeException e) {
            // Such as a body that says it is gzipped and isn't: WireMock reads every body, and falls over it.
            if (response.isCommitted()) {
                throw e;
            }
            refuse(base, response, 400, "This request can't be read.", "unreadable-request");
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

    private static void refuse(Request base, HttpServletResponse response, int status, String text, String reason)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.reset();
        response.setStatus(status);
        response.setHeader("X-RackConnect-Mock-Reason", reason);
        response.setContentType("text/plain; charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        base.setHandled(true);
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
