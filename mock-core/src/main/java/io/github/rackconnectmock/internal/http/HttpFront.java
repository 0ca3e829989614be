package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.cloudservers.Apis;
import io.github.rackconnectmock.internal.control.ControlApi;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.tls.LazyIdentity;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one mock and the connections that come to them. It has requests answered by the API, by the control API, and,
 * once it is awake, by the stub engine. Safe for use by several threads, but for what says otherwise.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
public final class HttpFront {
    static final int HTTP_PORT = 80;
    static final int HTTPS_PORT = 443;
    static final int TLS_HANDSHAKE = 0x16;

    /** Pollers usually come back each minute: a connection must not be closed just when it is used again. */
    static final int IDLE_SECONDS = 90;

    private static final long SWEEP_MILLIS = 1000;

    static final int HEAD_SECONDS = 30;
    static final long HEAD_MILLIS = HEAD_SECONDS * 1000L;

    /** How long a closed connection waits for the client to close its side. */
    static final int LINGER_SECONDS = 2;

    /** The runner promises to stop within a second. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private static final int BACKLOG = 1024;
    private static final int BUDGETS_SHARE_OF_THE_HEAP = 8;

    private final String bindAddress;
    private final Router router;
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final RepeatedFields repeatedFields = new RepeatedFields();
    private final Consumer<Throwable> fatal;
    private final LazyIdentity tls;

    private final EventLoop loop;
    private final Workers workers = new Workers(this::failed);
    private final Dispatcher dispatcher;
    private final Connections connections;
    private final List<Channel> ports = new ArrayList<>();
    private final OwnPorts ownPorts;
    private boolean stopped;
    private boolean hasOwnPorts;

    /**
     * What a front is made of.
     *
     * @param bindAddress the address to listen on
     * @param apis answer what isn't for the control API
     * @param journal gets each exchange
     * @param control answers the control API
     * @param allowedHosts names that control routes answer for, besides the usual ones
     * @param fatal gets an error that the JVM can't go on after
     * @param tls who the mock is over TLS; asked on a thread that may block
     * @param wake makes the stub engine; asked on a thread that may block
     */
    public record Parts(
            String bindAddress,
            Apis apis,
            RequestJournal journal,
            ControlApi control,
            Set<String> allowedHosts,
            Consumer<Throwable> fatal,
            LazyIdentity tls,
            Supplier<StubEngine> wake) {}

    /**
     * Loads what a front needs before its first answer. Most of the time until a mock is ready goes into that. A program that
     * does so plays one mock, so that nothing lingers for the next one.
     */
    public static void load() {
        SharedEventLoop.acquire();
        try {
            NioServerSocketChannel unbound = new NioServerSocketChannel();
            unbound.unsafe().closeForcibly();
            new StrictRequestDecoder();
            new ProxyProtocolDetector(named -> {});
            new AnswerEncoder();
        } finally {
            SharedEventLoop.release();
        }
        SharedEventLoop.dontLinger();
    }

    /** A front that listens nowhere yet. It must be {@linkplain #stop stopped}. */
    public HttpFront(Parts parts) {
        this(parts, System::nanoTime, SWEEP_MILLIS);
    }

    /**
     * The same, for a test of its patience with idle connections.
     *
     * @param nanoTime the time that it goes by, in nanoseconds
     * @param sweepMillis how often it looks at them
     */
    HttpFront(Parts parts, LongSupplier nanoTime, long sweepMillis) {
        bindAddress = parts.bindAddress();
        router = new Router(new ControlGuard(parts.allowedHosts()));
        fatal = parts.fatal();
        tls = parts.tls();
        loop = SharedEventLoop.acquire();
        dispatcher = new Dispatcher(loop, workers, parts);
        connections = new Connections(
                loop, Runtime.getRuntime().maxMemory() / BUDGETS_SHARE_OF_THE_HEAP, nanoTime, sweepMillis);
        RackConnectApi api = parts.apis().rackConnect();
        ownPorts = new OwnPorts(
                loop,
                (port, server) -> bind(address(port), false, server),
                server -> api.simulation().listens(server),
                () -> api.simulation().canRefuseConnections());
        api.clock().changes().listener(this::changed);
    }

    /**
     * Listens on a port.
     *
     * @param port 0 for any free one
     * @param speaksTls whether TLS is spoken there from the first byte on
     * @return the port
     * @throws UncheckedIOException if it can't be had, with a {@link BindException} as its cause
     */
    public synchronized int listen(int port, boolean speaksTls) {
        Channel bound = bound(port, speaksTls, null);
        ports.add(bound);
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }

    /**
     * Listens on any free port, whose clients are all one server. It is closed while the scenario says that nothing listens
     * there.
     *
     * @return the port
     * @throws UncheckedIOException if there is none to be had, with a {@link BindException} as its cause
     */
    public synchronized int listenFor(String server) {
        Channel bound = bound(0, false, server);
        int port = ((InetSocketAddress) bound.localAddress()).getPort();
        hasOwnPorts = true;
        CountDownLatch added = new CountDownLatch(1);
        loop.execute(() -> {
            ownPorts.add(server, bound);
            ownPorts.update(added::countDown);
        });
        Uninterruptible.await(added);
        return port;
    }

    /**
     * Opens and closes the ports of single servers as the scenario says now. A command of a client, which comes on the event loop, can't wait
     * for that: another command may hold the lock and wait for the loop.
     */
    private void changed() {
        if (loop.inEventLoop()) {
            ownPorts.update(() -> {});
        } else {
            updatePorts();
        }
    }

    private synchronized void updatePorts() {
        if (hasOwnPorts && !stopped) {
            CountDownLatch updated = new CountDownLatch(1);
            loop.execute(() -> ownPorts.update(updated::countDown));
            Uninterruptible.await(updated);
        }
    }

    private Channel bound(int port, boolean speaksTls, @Nullable String server) {
        if (stopped) {
            throw new IllegalStateException("this mock is closed");
        }
        // On the event loop: Netty leaves objects in thread locals, and a caller's thread would keep our class loader
        // by them.
        InetSocketAddress address = address(port);
        ChannelFuture bound = onLoop(() -> bind(address, speaksTls, server));
        if (!bound.isSuccess()) {
            throw bindFailure(port, bound.cause());
        }
        return bound.channel();
    }

    /** @throws IllegalArgumentException if there is no such port */
    private InetSocketAddress address(int port) {
        return new InetSocketAddress(bindAddress, port);
    }

    private ChannelFuture bind(InetSocketAddress address, boolean speaksTls, @Nullable String server) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new Acceptor(this, speaksTls, server));
        return bootstrap.bind(address);
    }

    /** Has the event loop begin something and waits until it is done. */
    private ChannelFuture onLoop(Supplier<ChannelFuture> begin) {
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<ChannelFuture> begun = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                begin.get().addListener(future -> {
                    begun.complete((ChannelFuture) future);
                    done.countDown();
                });
            } catch (RuntimeException e) {
                begun.completeExceptionally(e);
                done.countDown();
            }
        });
        Uninterruptible.await(done);
        return begun.join();
    }

    /** Says which port or address can't be had. */
    private UncheckedIOException bindFailure(int port, Throwable cause) {
        boolean inUse = String.valueOf(cause.getMessage()).contains("in use");
        IOException failure = new BindException(
                inUse
                        ? "port " + port + " of " + bindAddress + " is in use; choose another, or 0 for any free one"
                        : "can't listen on port " + port + " of " + bindAddress + ": " + cause.getMessage());
        failure.initCause(cause);
        return new UncheckedIOException(failure.getMessage(), failure);
    }

    /** Has requests answered by the stub engine from now on, but for those of the control API. */
    public void use(StubEngine awake) {
        dispatcher.use(awake);
    }

    /** Takes no new connection, finishes the answers due within a moment, and drops the others. A second call does nothing. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch ended = new CountDownLatch(1);
        loop.execute(() -> {
            ports.forEach(Channel::close);
            ownPorts.close();
            connections.stop(deadline, ended::countDown);
        });
        Uninterruptible.await(ended);
        workers.stop();
        SharedEventLoop.release();
    }

    /**
     * Waits until all that clients have received by now is in the journal. An answer is with its client a moment before the
     * journal knows. Not for the event loop.
     */
    public synchronized void settle() {
        if (!stopped) {
            CountDownLatch settled = new CountDownLatch(1);
            loop.execute(settled::countDown);
            Uninterruptible.await(settled);
        }
    }

    // For connections, on the event loop.

    Router router() {
        return router;
    }

    AnswerEncoder encoder() {
        return encoder;
    }

    RepeatedFields repeatedFields() {
        return repeatedFields;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Connections connections() {
        return connections;
    }

    private static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof OutOfDirectMemoryError);
    }

    /** Tells of a failure that the JVM can't go on after; any other has closed its connection. */
    void failed(Throwable failure) {
        if (isFatal(failure)) {
            fatal.accept(failure);
        }
    }

    /**
     * Has something done with what TLS needs, on the event loop, as soon as it is made.
     *
     * @param problem what is to be wrong with the certificate; {@code null} for nothing
     */
    void whenTlsIsReady(
            FaultEffect.Certificate.@Nullable Problem problem, Consumer<SSLContext> ready, Consumer<Throwable> failed) {
        SSLContext known = problem == null ? tls.serverContextNow() : null;
        if (known != null) {
            ready.accept(known);
            return;
        }
        Consumer<SSLContext> made = context -> loop.execute(() -> ready.accept(context));
        Consumer<Throwable> failure = cause -> loop.execute(() -> failed.accept(cause));
        if (problem == null) {
            tls.whenReady(workers::control, made, failure);
        } else {
            tls.whenReadyWith(problem, workers::control, made, failure);
        }
    }
}
