package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.Opening;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.control.ControlAnswer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads requests, has them answered one after the other, and knows when its client has left. It goes on reading
 * while an answer waits, into a bounded buffer, since a client that leaves is noticed by nothing else. Used on the event loop
 * only.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
    /** What one connection may have waiting. */
    private static final long MOST_WAITING = 1024 * 1024;

    private final HttpFront front;
    private final Client client;
    private final FirstRequest firstRequest;
    // There from the time on at which the channel has this handler.
    private @Nullable ChannelHandlerContext context;
    private @Nullable RequestReader reader;
    private @Nullable AnswerWriter writer;

    // What is to be answered.
    private final Queue<Incoming> waiting = new ArrayDeque<>(2);
    private long waitingBytes;
    private @Nullable Incoming current;
    private boolean pumping;
    private boolean inputEnded;
    private boolean carriedAnswer;

    private long held;
    private @Nullable ScheduledFuture<?> timer;

    HttpConnection(HttpFront front, Client client) {
        this.front = front;
        this.client = client;
        this.firstRequest = new FirstRequest(front);
    }

    // The connection's life.

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        reader = new RequestReader(front, this, added, client);
        writer = new AnswerWriter(front, this, added);
        front.connections().opened(this);
    }

    /** What is known of it, for verdicts on its client. */
    ConnectionFacts facts() {
        return firstRequest.facts();
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        front.connections().closed(this);
        firstRequest.closed(reader().client());
        writer().abandon();
        current = null;
        release();
    }

    /** Holds nothing any more. The channel tells of its end only later, and the budget can't wait for that. */
    private void release() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        reader().end();
        waiting.clear();
        waitingBytes = 0;
        account();
    }

    /** Reads HTTP from now on, from this client. */
    void begin(Client known) {
        reader().begin(known);
    }

    // Before the first request.

    /** It has come to a stage before its first request. */
    void opens(Opening opening) {
        firstRequest.opens(opening);
    }

    /** Does something so much later, in real time, unless the connection is closed by then. */
    void later(Duration delay, Runnable then) {
        if (delay.isZero()) {
            then.run();
            return;
        }
        reader().hold(true);
        timer = context()
                .executor()
                .schedule(
                        () -> {
                            timer = null;
                            reader().hold(false);
                            then.run();
                        },
                        AnswerWriter.nanos(delay),
                        TimeUnit.NANOSECONDS);
    }

    /** Throws away what comes from now on, until the client leaves. */
    void ignore() {
        reader().ignore();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failing, Throwable cause) {
        front.failed(cause);
        if (cause instanceof IOException) {
            firstRequest.leaves(reader().weight() > 0);
        }
        drop();
    }

    /** Resets it. */
    void reset() {
        ((SocketChannel) context().channel()).config().setSoLinger(0);
        drop();
    }

    /** Closes it at once, with all that is under way. */
    void drop() {
        firstRequest.dropped();
        release();
        // Below TLS, which would say good-bye first and wait for it.
        context().channel().unsafe().close(context().channel().unsafe().voidPromise());
    }

    /** How many bytes it holds. */
    long held() {
        return held;
    }

    /** Says that so many bytes have come, of any kind. */
    void received(int bytes) {
        reader().received(bytes);
    }

    /** Adds up what it holds. */
    void account() {
        long now = reader().weight() + waitingBytes + writer().pending();
        long change = now - held;
        held = now;
        if (change != 0) {
            front.connections().budget().change(change);
        }
    }

    /** Ends it if nothing has happened for too long. */
    void sweep(int tick) {
        int quiet = tick - Math.max(reader().readTick(), writer().progressTick());
        if (writer().isEnding()) {
            if (tick - writer().endingTick() > HttpFront.LINGER_SECONDS) {
                drop();
            }
        } else if (reader().isHeld()) {
            return;
        } else if (current != null || writer().pending() > 0) {
            if (writer().pending() > 0 && quiet > HttpFront.IDLE_SECONDS) {
                drop();
            }
        } else if (reader().isUnfinished()) {
            if (tick - reader().startTick() > HttpFront.HEAD_SECONDS) {
                drop();
            }
        } else if (quiet > HttpFront.IDLE_SECONDS) {
            drop();
        }
    }

    /** Whether an answer is under way that will be out by then. */
    boolean isDueBefore(long nanos) {
        return current != null && writer().isDueBefore(nanos);
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object read) {
        facts().reads();
        try {
            reader().read(read);
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext here) {
        here.flush();
        facts().readAll();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext told, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            firstRequest.failedInTls(handshake.cause());
        } else if (event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) {
            inputEnded();
        } else if (event instanceof SslCloseCompletionEvent) {
            drop();
        }
    }

    /** The client sends nothing more. It may still wait for an answer, but not for one that never comes. */
    private void inputEnded() {
        if (inputEnded) {
            return;
        }
        inputEnded = true;
        firstRequest.leaves(reader().weight() > 0);
        writer().inputEnded();
        reader().end();
        account();
        if (writer().isEnding() || writer().isHanging() || (current == null && waiting.isEmpty())) {
            if (writer().pending() == 0) {
                context().close();
            } else {
                writer().end();
            }
        }
    }

    boolean hasInputEnded() {
        return inputEnded;
    }

    // Answering.

    /** Whether an answer is under way. */
    boolean isAnswering() {
        return current != null;
    }

    /** Has a request answered after those that wait. */
    void enqueue(Incoming incoming) {
        incoming.readIn(facts().turn());
        waiting.add(incoming);
        waitingBytes += incoming.weight();
        if (waitingBytes > MOST_WAITING && current != null) {
            drop();
            return;
        }
        account();
        pump();
    }

    /** Answers what waits, one request at a time, as long as the client takes the answers. */
    void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (current == null
                    && !writer().isEnding()
                    && context().channel().isWritable()) {
                Incoming next = waiting.poll();
                if (next == null) {
                    break;
                }
                waitingBytes -= next.weight();
                account();
                current = next;
                if (carriedAnswer) {
                    next.onReusedConnection();
                }
                answer(next);
            }
        } finally {
            pumping = false;
        }
        if (inputEnded && current == null && waiting.isEmpty() && !writer().isEnding()) {
            writer().end();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        pump();
    }

    private void answer(Incoming incoming) {
        firstRequest.came(incoming, reader().client());
        switch (incoming.route()) {
            case API -> front.dispatcher().serve(incoming, this);
            case CONTROL, ADMIN -> front.dispatcher().control(incoming, this);
            case REFUSAL -> send(incoming, incoming.refusal());
            case CONNECT -> throw new IllegalStateException("a tunnel isn't answered");
        }
    }

    /** Sends an exchange's answer. Does nothing once the client is gone. */
    void send(Incoming incoming, Exchange exchange, Transmission transmission) {
        if (incoming == current) {
            writer().send(incoming, exchange, null, transmission);
        } else {
            front.dispatcher().ended(exchange, Exchange.Outcome.ABANDONED);
        }
    }

    /** Sends a stub's answer for an exchange. Does nothing once the client is gone. */
    void send(Incoming incoming, Exchange exchange, Answer answer) {
        if (incoming == current) {
            writer().send(incoming, exchange, answer, answer.transmission());
        } else {
            front.dispatcher().ended(exchange, Exchange.Outcome.ABANDONED);
        }
    }

    /** Sends an answer that isn't an exchange's. Does nothing once the client is gone. */
    void send(Incoming incoming, Answer answer) {
        if (incoming == current) {
            writer().send(incoming, null, answer, answer.transmission());
        }
    }

    /** Sends an answer that goes on until the client leaves. Does nothing once it is gone. */
    void stream(Incoming incoming, Answer answer, Supplier<ControlAnswer.Piece> pieces) {
        if (incoming == current) {
            writer().stream(incoming, answer, pieces);
        }
    }

    /** The answer under way is out; the next request may be answered. */
    void answered() {
        current = null;
        carriedAnswer = true;
        firstRequest.answered(reader().client());
        account();
        pump();
    }

    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    /** Ends it if nothing is under way; else its answer is the last. */
    void stop(long dueBefore) {
        if (!isDueBefore(dueBefore)) {
            drop();
        }
    }

    private ChannelHandlerContext context() {
        return added(context);
    }

    private RequestReader reader() {
        return added(reader);
    }

    private AnswerWriter writer() {
        return added(writer);
    }

    private static <T> T added(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not yet added");
        }
        return part;
    }
}
