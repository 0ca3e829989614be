package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.common.SingleRootFileSource;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import io.github.rackconnectmock.internal.fake.RackConnectFake;
import io.github.rackconnectmock.internal.tls.TlsIdentity;
import io.github.rackconnectmock.internal.wiremock.jetty.Exchanges;
import io.github.rackconnectmock.internal.wiremock.jetty.RackConnectHttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** WireMock, set up to be the fake. It is started once and stopped once. */
public final class Engine {
    /** Users' mappings and files folders are none of the fake's business: a folder that isn't there. */
    private static final String NO_FILES = "rackconnect-mock-has-no-files";

    /** Jetty's words for a port that it can't have. */
    private static final Pattern FAILED_PORT = Pattern.compile("(?s)Failed to bind to .*:(\\d+)");

    private final String bindAddress;
    private final Exchanges exchanges = new Exchanges();
    private final ApiRequests requests = new ApiRequests(exchanges, WarmUp.fake());
    private final OperationStubs stubs = new OperationStubs();
    private final WireMockServer wireMock;
    private @Nullable RackConnectHttpServer httpServer;
    private @Nullable TlsIdentity identity;

    /**
     * Sets the engine up.
     *
     * @param bindAddress the address to listen on
     * @param port the port to listen on, 0 for any free one
     * @param journalSize how many requests WireMock's own journal holds
     * @param identity who it is over TLS; {@code null} for one made when TLS is first needed
     * @param errors hears in one line of what goes wrong inside
     */
    public Engine(
            String bindAddress, int port, int journalSize, @Nullable TlsIdentity identity, Consumer<String> errors) {
        this.bindAddress = bindAddress;
        this.identity = identity;
        HttpServerFactory servers = (options, admin, stub) -> {
            httpServer = new RackConnectHttpServer(options, admin, stub, exchanges, this::identity);
            return httpServer;
        };
        SingleRootFileSource noFiles = new SingleRootFileSource(NO_FILES);
        wireMock = new WireMockServer(WireMockConfiguration.options()
                .bindAddress(bindAddress)
                .port(port)
                .httpServerFactory(servers)
                .fileSource(noFiles)
                .withStores(new BoundedJournalStores(noFiles, journalSize))
                .notifier(new ErrorNotifier(errors))
                // Delays and hangs must not hold the threads that answer others.
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(2)
                .timeout(Integer.MAX_VALUE)
                // Length instead of chunks, as observed; resets are exact with HTTP/1.1 only.
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .stubRequestLoggingDisabled(true)
                .jettyAcceptQueueSize(1024)
                // A change to the whole JVM, which the user's other tests share.
                .disableOptimizeXmlFactoriesLoading(true)
                .extensions(
                        stubs,
                        new ApiTransformer(requests),
                        new MockHeaders(requests),
                        new OverriddenRequests(requests, stubs),
                        new ControlRoutes(requests, this::isAnswering, this::resetWireMock)));
    }

    /**
     * Starts to listen and walks the whole way of a request once, so that the first real one is answered quickly. Real
     * requests wait until {@link #serve}.
     *
     * @throws UncheckedIOException if the port can't be had, with a {@link BindException} as its cause
     */
    public void start() {
        stubs.addTo(wireMock::addStubMapping);
        try {
            wireMock.start();
        } catch (FatalStartupException e) {
            IOException failure = bindFailure(e);
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
        try {
            WarmUp.walk(httpServer(), bindAddress, wireMock.port());
        } catch (IOException | RuntimeException e) {
            wireMock.stop();
            throw new IllegalStateException("the mock doesn't answer its own first requests: " + e.getMessage(), e);
        }
        wireMock.resetRequests();
    }

    /** Lets the fake answer from now on. */
    public void serve(RackConnectFake fake) {
        requests.answerBy(fake);
        httpServer().open();
    }

    /** Listens on another port, with TLS; 0 for any free one. Called before {@link #start}. */
    public void listenWithTls(int port) {
        httpServer().listenWithTls(port);
    }

    /** The port with TLS; 0 without one. */
    public int tlsPort() {
        return httpServer().httpsPort();
    }

    /** A port for one cloud server, whoever asks there; opened when first asked for. */
    public int portOf(String server) {
        return httpServer().portOf(server);
    }

    /** Who it is over TLS. */
    public synchronized TlsIdentity identity() {
        if (identity == null) {
            identity = TlsIdentity.made();
        }
        return identity;
    }

    /** The port it listens on. */
    public int port() {
        return wireMock.port();
    }

    /** WireMock itself, for what the fake doesn't offer. */
    public WireMockServer wireMock() {
        return wireMock;
    }

    /** Forgets users' stubs and WireMock's journal. */
    public void resetWireMock() {
        wireMock.resetAll();
    }

    /** Finishes the requests under way and frees the port. Does nothing the second time. */
    public void stop() {
        if (wireMock.isRunning()) {
            wireMock.stop();
        }
    }

    private boolean isAnswering() {
        return stubs.ids().stream().allMatch(id -> wireMock.getStubMapping(id).isPresent());
    }

    private RackConnectHttpServer httpServer() {
        return Objects.requireNonNull(httpServer, "WireMock asks for its server when it is made");
    }

    /** Says which port or address can't be had. */
    private IOException bindFailure(FatalStartupException failure) {
        String port = Integer.toString(wireMock.getOptions().portNumber());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher told = FAILED_PORT.matcher(String.valueOf(cause.getMessage()));
            port = told.matches() ? told.group(1) : port;
            if (cause instanceof SocketException) {
                boolean inUse = String.valueOf(cause.getMessage()).contains("in use");
                IOException bind = new BindException(
                        inUse
                                ? "port " + port + " of " + bindAddress
                                        + " is in use; choose another, or 0 for any free one"
                                : "can't listen on port " + port + " of " + bindAddress + ": " + cause.getMessage());
                bind.initCause(failure);
                return bind;
            }
        }
        return new IOException(String.valueOf(failure.getMessage()), failure);
    }
}
