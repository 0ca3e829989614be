package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.Opening;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.cloudservers.Apis;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.conduct.ConnectionFailure;
import io.github.rackconnectmock.internal.control.ControlAnswer;
import io.github.rackconnectmock.internal.control.ControlApi;
import io.github.rackconnectmock.internal.control.ControlRequest;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.Fault;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has each request answered: by the API on the event loop, by the stub engine and by the control routes on threads that may
 * block. Used on the event loop, but for {@link #use}.
 */
final class Dispatcher {
    private static final int LARGEST_BODY = 1024 * 1024;
    private static final int LARGEST_SCENARIO = 64 * 1024 * 1024;

    /** The reader needs about 30 times the size of the file. */
    private static final int SCENARIOS_SHARE_OF_THE_HEAP = 40;

    private final EventLoop loop;
    private final Workers workers;
    private final RackConnectApi api;
    private final Apis apis;
    private final RequestJournal journal;
    private final ControlApi control;
    private final Supplier<StubEngine> wake;
    private final int largestScenario;
    private volatile @Nullable StubEngine engine;

    Dispatcher(EventLoop loop, Workers workers, HttpFront.Parts parts) {
        this.loop = loop;
        this.workers = workers;
        this.apis = parts.apis();
        this.api = apis.rackConnect();
        this.journal = parts.journal();
        this.control = parts.control();
        this.wake = parts.wake();
        long share = Runtime.getRuntime().maxMemory() / SCENARIOS_SHARE_OF_THE_HEAP;
        this.largestScenario = (int) Math.max(LARGEST_BODY, Math.min(LARGEST_SCENARIO, share));
    }

    /** Has requests answered by the stub engine from now on, but for those of the control API. Any thread may call it. */
    void use(StubEngine awake) {
        engine = awake;
    }

    /** The mock's time. */
    Instant now() {
        return api.clock().instant();
    }

    /**
     * A connection has come to a stage before its first request.
     *
     * @param host the host that is asked; {@code null} for another address, or where that isn't known
     */
    Opening opening(Fault.Stage stage, Client client, @Nullable String host) {
        return api.opening(stage, client.user(), client.peer(), host);
    }

    /** A connection came to no request, or to one that was refused before anything was looked up. */
    void failed(ConnectionFacts connection, Client client, String what) {
        ServerLife server = api.client(client.user(), client.peer());
        journal.failed(failure(client, server, what, null), connection, server, null);
    }

    /** A connection by which a client tried to ask came to no request. */
    void failed(ConnectionFacts connection, Client client, String what, Opening opening) {
        journal.failed(
                failure(client, opening.server(), what, opening.incident()),
                connection,
                opening.server(),
                opening.failed(connection));
    }

    private ConnectionFailure failure(
            Client client, @Nullable ServerLife server, String what, @Nullable String incident) {
        return new ConnectionFailure(
                now(), client.peer().getHostAddress(), server == null ? null : server.name(), what, incident);
    }

    /** The client of an exchange sends nothing more. */
    void leaves(Exchange exchange) {
        journal.leaves(exchange);
    }

    /** Says what became of an answer. */
    void ended(Exchange exchange, Exchange.Outcome outcome) {
        journal.end(exchange, outcome);
    }

    /** The most bytes of a request's body that are kept; -1 where it is thrown away. */
    int mostBody(Incoming incoming) {
        return switch (incoming.route()) {
            case API ->
                engine != null || (!incoming.method().equals("GET") && Apis.readsBody(incoming.request()))
                        ? LARGEST_BODY
                        : -1;
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
        Exchange exchange = apis.answer(incoming.request());
        journal.add(from(incoming, connection, exchange));
        connection.send(incoming, exchange, Transmission.of(exchange));
    }

    private static Exchange from(Incoming incoming, HttpConnection connection, Exchange exchange) {
        return exchange.by(connection.facts()).readIn(incoming.turn());
    }

    /** Has a request of the control API, or of WireMock's admin API, answered. */
    void control(Incoming incoming, HttpConnection connection) {
        workers.control(() -> {
            if (incoming.route() == Incoming.Route.ADMIN) {
                Answer answer = answered(() -> wake.get().admin(incoming.request()));
                loop.execute(() -> connection.send(incoming, answer));
                return;
            }
            AtomicReference<@Nullable Supplier<ControlAnswer.Piece>> events = new AtomicReference<>();
            Answer answer = answered(() -> controlled(incoming, events));
            Supplier<ControlAnswer.Piece> pieces = events.get();
            loop.execute(() -> {
                if (pieces == null) {
                    connection.send(incoming, answer);
                } else {
                    connection.stream(incoming, answer, pieces);
                }
            });
        });
    }

    /** Has the next piece of an answer made, and brings it to the event loop. */
    void next(Supplier<ControlAnswer.Piece> pieces, Consumer<ControlAnswer.Piece> made, Runnable failed) {
        workers.control(() -> {
            try {
                ControlAnswer.Piece piece = pieces.get();
                loop.execute(() -> made.accept(piece));
            } catch (RuntimeException | Error e) {
                loop.execute(failed);
                throw e;
            }
        });
    }

    /** Everything that goes wrong in there becomes one line for the client. */
    @SuppressWarnings("CatchingUnchecked") // WireMock throws checked exceptions that it doesn't declare.
    private static Answer answered(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Exception | StackOverflowError | LinkageError e) {
            return internalError(e);
        }
    }

    private Answer controlled(Incoming incoming, AtomicReference<@Nullable Supplier<ControlAnswer.Piece>> events) {
        ControlAnswer answer = control.answer(ControlRequest.of(
                incoming.method(),
                incoming.target().substring(Router.CONTROL.length()),
                incoming.request().fields(),
                incoming.body()));
        events.set(answer.events());
        return new Answer(
                answer.status(),
                null,
                answer.fields(),
                answer.body().getBytes(StandardCharsets.UTF_8),
                Transmission.WHOLE);
    }

    private static Answer internalError(Throwable e) {
        String message = e.getMessage() == null
                ? "nothing more is known"
                : e.getMessage().lines().findFirst().orElse("");
        return Answer.sentence(500, "The mock can't answer this: " + message, "internal-error");
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
            journal.add(from(incoming, connection, exchange));
            Transmission whole = Transmission.of(exchange).with(extra);
            loop.execute(() -> connection.send(incoming, exchange, whole));
        }

        @Override
        public void send(Exchange exchange, Answer answer) {
            journal.add(from(incoming, connection, exchange).sending(answer.fields()));
            loop.execute(() -> connection.send(incoming, exchange, answer));
        }
    }
}
