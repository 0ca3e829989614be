package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.control.ControlAnswer;
import io.github.rackconnectmock.internal.control.ControlApi;
import io.github.rackconnectmock.internal.control.ControlRequest;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.tls.LazyIdentity;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    static final int HEAD_SECONDS = 30;
    static final long HEAD_MILLIS = HEAD_SECONDS * 1000L;

    /** How long a closed connection waits for the client to close its side. */
    static final int LINGER_SECONDS = 2;

    /** The runner promises to stop within a second. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private static final int DRAIN_MILLIS = 2;
    private static final int BACKLOG = 1024;
    private static final int LARGEST_BODY = 1024 * 1024;

    private final String bindAddress;
    private final RackConnectApi api;
    private final RequestJournal journal;
    private final ControlApi control;
    private final Router router;
    private final @Nullable Consumer<Exchange> listener;
    private final Consumer<Throwable> fatal;
    private final LazyIdentity tls;
    private final Supplier<StubEngine> wake;
    private final int largestScenario;

    private final EventLoop loop;
    private final Workers workers = new Workers(this::failed);
    private final List<Channel> ports = new ArrayList<>();

    // Used on the event loop only.
    private final Set<HttpConnection> connections = new HashSet<>();
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final ByteBudget budget;
    private int tick;

    private volatile @Nullable StubEngine engine;
    private volatile boolean stopping;
    private boolean stopped;
    private final ScheduledFuture<?> ticks;

    /**
     * What a front is made of.
     *
     * @param bindAddress the address to listen on
     * @param api answers the four operations
     * @param journal gets each exchange
     * @param control answers the control API
     * @param allowedHosts names that control routes answer for, besides the usual ones
     * @param listener gets each exchange before its answer is sent, on a thread that may block; {@code null} for none
     * @param fatal is told of an error that the JVM can't go on after
     * @param tls who the mock is over TLS; asked on a thread that may block
     * @param wake makes the stub engine; asked on a thread that may block
     */
    public record Parts(
            String bindAddress,
            RackConnectApi api,
            RequestJournal journal,
            ControlApi control,
            Set<String> allowedHosts,
            @Nullable Consumer<Exchange> listener,
            Consumer<Throwable> fatal,
            LazyIdentity tls,
            Supplier<StubEngine> wake) {}

    /** Loads what a front needs before its first answer. Most of the time until a mock is ready goes into that. */
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
    }

    /** A front that listens nowhere yet. It must be {@linkplain #stop stopped}. */
    public HttpFront(Parts parts) {
        bindAddress = parts.bindAddress();
        api = parts.api();
        journal = parts.journal();
        control = parts.control();
        router = new Router(new ControlGuard(parts.allowedHosts()));
        listener = parts.listener();
        fatal = parts.fatal();
        tls = parts.tls();
        wake = parts.wake();
        long heap = Runtime.getRuntime().maxMemory();
        budget = new ByteBudget(heap / 8, connections);
        // The reader needs about 30 times the size of the file.
        largestScenario = (int) Math.max(LARGEST_BODY, Math.min(64L * 1024 * 1024, heap / 40));
        loop = SharedEventLoop.acquire();
        ticks = loop.scheduleAtFixedRate(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Listens on a port.
     *
     * @param port 0 for any free one
     * @param speaksTls whether TLS is spoken there from the first byte on
     * @param server the server that everybody is who comes there; {@code null} for none
     * @return the port
     * @throws UncheckedIOException if it can't be had, with a {@link BindException} as its cause
     */
    public synchronized int listen(int port, boolean speaksTls, @Nullable String server) {
        if (stopped) {
            throw new IllegalStateException("this mock is closed");
        }
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new Acceptor(speaksTls, server));
        // On the event loop: Netty leaves objects in thread locals, and a caller's thread would keep our class loader
        // by them.
        ChannelFuture bound = onLoop(() -> bootstrap.bind(new InetSocketAddress(bindAddress, port)));
        if (!bound.isSuccess()) {
            throw bindFailure(port, bound.cause());
        }
        ports.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    /** Has the event loop begin something and waits until it is done. */
    private ChannelFuture onLoop(Supplier<ChannelFuture> begin) {
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<ChannelFuture> begun = new CompletableFuture<>();
        loop.execute(() -> {
            ChannelFuture future = begin.get();
            begun.complete(future);
            future.addListener(finished -> done.countDown());
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
        engine = awake;
    }

    /** Takes no new connection, finishes the answers due within a moment, and drops the others. A second call does nothing. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        stopping = true;
        ports.forEach(port -> onLoop(port::close));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch allEnded = new CountDownLatch(1);
        loop.execute(() -> {
            ticks.cancel(false);
            List.copyOf(connections).forEach(connection -> connection.stop(deadline));
            drain(deadline, allEnded);
        });
        Uninterruptible.await(allEnded);
        workers.stop();
        SharedEventLoop.release();
    }

    private void drain(long deadline, CountDownLatch allEnded) {
        if (connections.stream().allMatch(HttpConnection::isIdle) || System.nanoTime() - deadline >= 0) {
            List.copyOf(connections).forEach(HttpConnection::drop);
            // The system closes a socket only when the loop selects again: until then somebody could still connect.
            loop.schedule(allEnded::countDown, 1, TimeUnit.MILLISECONDS);
        } else {
            loop.schedule(() -> drain(deadline, allEnded), DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    // For connections, on the event loop.

    Router router() {
        return router;
    }

    AnswerEncoder encoder() {
        return encoder;
    }

    ByteBudget budget() {
        return budget;
    }

    /** Seconds since the front began, as coarse as a connection's patience. */
    int tick() {
        return tick;
    }

    Instant now() {
        return api.clock().instant();
    }

    boolean isStopping() {
        return stopping;
    }

    void opened(HttpConnection connection) {
        connections.add(connection);
    }

    void closed(HttpConnection connection) {
        connections.remove(connection);
    }

    void ended(Exchange exchange, Exchange.Outcome outcome) {
        journal.end(exchange, outcome);
    }

    static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof OutOfDirectMemoryError);
    }

    void fatal(Throwable failure) {
        fatal.accept(failure);
    }

    private void failed(Throwable failure) {
        if (isFatal(failure)) {
            fatal.accept(failure);
        }
    }

    private void sweep() {
        tick++;
        for (HttpConnection connection : List.copyOf(connections)) {
            connection.sweep(tick);
        }
    }

    /** The most bytes of a request's body that are kept; -1 where it is thrown away. */
    int mostBody(Incoming incoming) {
        return switch (incoming.route()) {
            case API -> engine == null ? -1 : LARGEST_BODY;
            case CONTROL ->
                incoming.method().equals("PUT") && incoming.target().startsWith(Router.CONTROL + "/scenario")
                        ? largestScenario
                        : LARGEST_BODY;
            default -> LARGEST_BODY;
        };
    }

    /** Has a request of a client answered. */
    void serve(Incoming incoming, HttpConnection connection) {
        StubEngine awake = engine;
        if (awake != null) {
            workers.serve(() -> awake.serve(incoming.request(), new LoopReply(incoming, connection)));
            return;
        }
        Exchange exchange = api.answer(incoming.request());
        journal.add(exchange);
        Consumer<Exchange> told = listener;
        if (told == null) {
            connection.send(incoming, exchange, Transmission.of(exchange.effect()));
        } else {
            workers.serve(() -> {
                told.accept(exchange);
                loop.execute(() -> connection.send(incoming, exchange, Transmission.of(exchange.effect())));
            });
        }
    }

    /** Has a request of the control API, or of WireMock's admin API, answered. */
    void control(Incoming incoming, HttpConnection connection) {
        workers.control(() -> {
            Answer answer = answered(() -> incoming.route() == Incoming.Route.ADMIN
                    ? wake.get().admin(incoming.request())
                    : controlled(incoming));
            loop.execute(() -> connection.send(incoming, answer));
        });
    }

    /** What goes wrong in there is told to the client in one line, whatever it is. */
    @SuppressWarnings("CatchingUnchecked") // WireMock throws checked exceptions that it doesn't declare.
    private Answer answered(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Exception | StackOverflowError | LinkageError e) {
            return internalError(e);
        }
    }

    private Answer controlled(Incoming incoming) {
        ControlAnswer answer = control.answer(ControlRequest.of(
                incoming.method(), incoming.target().substring(Router.CONTROL.length()), incoming.body()));
        List<String> fields = new ArrayList<>();
        if (answer.contentType() != null) {
            fields.addAll(List.of("Content-Type", answer.contentType()));
        }
        if (answer.allow() != null) {
            fields.addAll(List.of("Allow", answer.allow()));
        }
        byte[] body = answer.body() == null ? new byte[0] : answer.body().getBytes(StandardCharsets.UTF_8);
        return new Answer(
                answer.status(), null, new HeaderFields(fields.toArray(String[]::new)), body, Transmission.WHOLE);
    }

    private static Answer internalError(Throwable e) {
        String message = e.getMessage() == null
                ? "nothing more is known"
                : e.getMessage().lines().findFirst().orElse("");
        return Answer.sentence(500, "The mock can't answer this: " + message, "internal-error");
    }

    /** Has something done with what TLS needs, on the event loop, as soon as it is made. */
    void whenTlsIsReady(Consumer<SSLContext> ready, Consumer<Throwable> failed) {
        SSLContext known = tls.serverContextNow();
        if (known != null) {
            ready.accept(known);
            return;
        }
        tls.whenReady(
                workers::control,
                made -> loop.execute(() -> ready.accept(made)),
                failure -> loop.execute(() -> failed.accept(failure)));
    }

    /** Brings the engine's answers back to the event loop. */
    private final class LoopReply implements StubEngine.Reply {
        private final Incoming incoming;
        private final HttpConnection connection;

        LoopReply(Incoming incoming, HttpConnection connection) {
            this.incoming = incoming;
            this.connection = connection;
        }

        @Override
        public void send(Exchange exchange, Transmission extra) {
            record(exchange);
            Transmission own = Transmission.of(exchange.effect());
            Transmission whole = extra.after(own.delay()).ending(own.end());
            loop.execute(() -> connection.send(incoming, exchange, whole));
        }

        @Override
        public void send(Exchange exchange, Answer answer) {
            record(exchange);
            loop.execute(() -> connection.send(incoming, exchange, answer));
        }

        private void record(Exchange exchange) {
            journal.add(exchange);
            if (listener != null) {
                listener.accept(exchange);
            }
        }
    }

    /** Sets up each new connection. */
    private final class Acceptor extends ChannelInitializer<SocketChannel> {
        private final boolean speaksTls;
        private final @Nullable String server;

        Acceptor(boolean speaksTls, @Nullable String server) {
            this.speaksTls = speaksTls;
            this.server = server;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            Client client = new Client(channel.remoteAddress().getAddress(), server, null, false);
            HttpConnection connection = new HttpConnection(HttpFront.this, client);
            channel.pipeline().addLast(connection);
            Consumer<Client> next = known -> {
                if (speaksTls) {
                    channel.pipeline()
                            .addBefore(
                                    channel.pipeline().context(connection).name(),
                                    null,
                                    new TlsStarter(HttpFront.this, connection, known, false));
                } else {
                    connection.begin(known);
                }
            };
            if (server == null) {
                channel.pipeline()
                        .addFirst(new ProxyProtocolDetector(
                                named -> next.accept(named.map(client::withPeer).orElse(client))));
            } else {
                next.accept(client);
            }
            channel.pipeline().addFirst(new Counter(connection));
        }
    }

    /** Counts the bytes that come, before anybody keeps them. */
    private static final class Counter extends ChannelInboundHandlerAdapter {
        private final HttpConnection connection;

        Counter(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            connection.received(((ByteBuf) read).readableBytes());
            context.fireChannelRead(read);
        }
    }
}
