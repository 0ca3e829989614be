package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.control.ControlAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the answers of one connection, plays their delays and faults, and learns whether they went out. Used on the event loop
 * only.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class AnswerWriter {
    private static final byte[] GARBAGE = "\u0007garbage\r\n\u0001\u0002\u0003".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** So often, at most, is something told that changes all the time. */
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(250);

    private static final Answer TOO_MANY_STREAMS = Answer.sentence(
            503,
            "There are as many streams of events as can be; close one, or ask for the timeline.",
            "too-many-streams");

    private final HttpFront front;
    private final HttpConnection connection;
    private final ChannelHandlerContext context;

    private @Nullable Exchange exchange;
    private @Nullable ScheduledFuture<?> timer;
    private long dueNanos;
    private boolean hanging;
    private boolean streaming;
    private boolean ending;
    private int endingTick;
    private int progressTick;
    private long pending;

    AnswerWriter(HttpFront front, HttpConnection connection, ChannelHandlerContext context) {
        this.front = front;
        this.connection = connection;
        this.context = context;
    }

    /** How many bytes of answers the client hasn't taken. */
    long pending() {
        return pending;
    }

    /** Whether nothing is sent any more. */
    boolean isEnding() {
        return ending;
    }

    int endingTick() {
        return endingTick;
    }

    /** When the client last took something. */
    int progressTick() {
        return progressTick;
    }

    /** Whether the answer under way never comes. */
    boolean isHanging() {
        return hanging;
    }

    /** Whether the answer under way is sent by then. */
    boolean isDueBefore(long nanos) {
        return !hanging && dueNanos - nanos < 0;
    }

    /**
     * Sends an answer.
     *
     * @param sent the exchange that it is of; {@code null} for none
     * @param answer the answer, if it isn't the exchange's own
     */
    void send(Incoming incoming, @Nullable Exchange sent, @Nullable Answer answer, Transmission transmission) {
        exchange = sent;
        dueNanos = 0;
        Duration delay = transmission.delay();
        if (delay.isZero()) {
            sendNow(incoming, answer, transmission);
            return;
        }
        long nanos = nanos(delay);
        dueNanos = System.nanoTime() + nanos;
        timer = context.executor().schedule(() -> sendNow(incoming, answer, transmission), nanos, TimeUnit.NANOSECONDS);
    }

    static long nanos(Duration duration) {
        try {
            // Half of what there is, so that sums with the time now don't overflow.
            return Math.min(duration.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE / 2;
        }
    }

    private void sendNow(Incoming incoming, @Nullable Answer answer, Transmission transmission) {
        timer = null;
        dueNanos = 0;
        switch (transmission.end()) {
            case WHOLE -> sendWhole(incoming, answer, transmission);
            case PART_THEN_CLOSE -> sendLast(part(incoming, answer, transmission));
            case PART_THEN_RESET -> {
                // The part must be out before the reset, which throws away what the system still holds.
                context.writeAndFlush(part(incoming, answer, transmission)).addListener(out -> reset());
            }
            case PART_THEN_NOTHING -> {
                write(part(incoming, answer, transmission));
                hang();
            }
            case GARBAGE -> sendLast(Unpooled.wrappedBuffer(GARBAGE));
            case MALFORMED_CHUNK -> sendLast(Unpooled.wrappedBuffer(CHUNKED, GARBAGE));
            case CLOSE -> {
                done(Exchange.Outcome.DELIVERED);
                end();
            }
            case RESET -> reset();
            case NOTHING -> hang();
        }
    }

    private void reset() {
        done(Exchange.Outcome.DELIVERED);
        connection.reset();
    }

    private void hang() {
        hanging = true;
        if (connection.hasInputEnded()) {
            connection.drop();
        }
    }

    private ByteBuf head(Incoming incoming, @Nullable Answer answer, boolean closes) {
        AnswerEncoder.ConnectionField field = closes
                ? AnswerEncoder.ConnectionField.CLOSE
                : incoming.isHttp10() ? AnswerEncoder.ConnectionField.KEEP_ALIVE : AnswerEncoder.ConnectionField.NONE;
        Exchange own = exchange;
        if (answer == null && own != null) {
            return front.encoder().head(context.alloc(), own, field);
        }
        if (answer == null) {
            throw new IllegalArgumentException("there is nothing to send");
        }
        return front.encoder()
                .head(context.alloc(), answer, own == null ? front.dispatcher().now() : own.at(), field);
    }

    private byte[] body(@Nullable Answer answer) {
        Exchange own = exchange;
        return answer != null ? answer.body() : own != null ? own.body() : new byte[0];
    }

    private void sendWhole(Incoming incoming, @Nullable Answer answer, Transmission transmission) {
        boolean closes = !incoming.keepsAlive() || front.connections().isStopping();
        ByteBuf whole = head(incoming, answer, closes);
        byte[] body = incoming.isHead() ? new byte[0] : body(answer);
        if (transmission.pieces() > 1 && body.length > 0) {
            write(whole);
            dribble(body, 0, transmission, closes);
            return;
        }
        write(whole.writeBytes(body), closes);
    }

    /**
     * Sends an answer that goes on until the client leaves. Each piece is made when the client has taken the one before, so that
     * a slow client gets fewer and larger ones, and one that takes nothing costs no more memory than one piece.
     */
    void stream(Incoming incoming, Answer answer, Supplier<ControlAnswer.Piece> pieces) {
        if (!front.connections().opensStream()) {
            send(incoming, null, TOO_MANY_STREAMS, Transmission.WHOLE);
            return;
        }
        streaming = true;
        hanging = true;
        write(front.encoder()
                .headWithoutLength(context.alloc(), answer, front.dispatcher().now()));
        if (connection.hasInputEnded()) {
            connection.drop();
        } else {
            nextPiece(pieces);
        }
    }

    private void nextPiece(Supplier<ControlAnswer.Piece> pieces) {
        timer = null;
        if (pending > 0) {
            afterPiece(pieces, BETWEEN_PIECES);
            return;
        }
        front.dispatcher().next(pieces, piece -> send(piece, pieces), connection::drop);
    }

    private void send(ControlAnswer.Piece piece, Supplier<ControlAnswer.Piece> pieces) {
        if (!streaming) {
            return;
        }
        if (!piece.text().isEmpty()) {
            write(Unpooled.copiedBuffer(piece.text(), StandardCharsets.UTF_8));
        }
        afterPiece(pieces, piece.more() ? Duration.ZERO : BETWEEN_PIECES);
    }

    private void afterPiece(Supplier<ControlAnswer.Piece> pieces, Duration pause) {
        timer = context.executor().schedule(() -> nextPiece(pieces), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void dribble(byte[] body, int piece, Transmission transmission, boolean closes) {
        int pieces = Math.min(transmission.pieces(), body.length);
        int from = (int) ((long) body.length * piece / pieces);
        int to = (int) ((long) body.length * (piece + 1) / pieces);
        timer = context.executor()
                .schedule(
                        () -> {
                            ByteBuf part = Unpooled.wrappedBuffer(body, from, to - from);
                            if (piece + 1 == pieces) {
                                timer = null;
                                write(part, closes);
                            } else {
                                write(part);
                                dribble(body, piece + 1, transmission, closes);
                            }
                        },
                        nanos(transmission.spread().dividedBy(pieces)),
                        TimeUnit.NANOSECONDS);
    }

    /** The head and a part of the body, which is never all of it. */
    private ByteBuf part(Incoming incoming, @Nullable Answer answer, Transmission transmission) {
        ByteBuf part = head(incoming, answer, !incoming.keepsAlive());
        byte[] body = body(answer);
        int length = transmission.bytes() == Transmission.HALF
                ? body.length / 2
                : Math.min(transmission.bytes(), Math.max(0, body.length - 1));
        return incoming.isHead() ? part : part.writeBytes(body, 0, length);
    }

    /** Sends bytes, then ends the connection. */
    private void sendLast(ByteBuf bytes) {
        write(bytes, true);
    }

    /** Sends a part of an answer. */
    private void write(ByteBuf part) {
        int length = part.readableBytes();
        ChannelFuture written = context.writeAndFlush(part);
        if (!written.isDone()) {
            pending += length;
            connection.account();
            written.addListener(done -> taken(length));
        }
    }

    /** Sends the rest of an answer. */
    private void write(ByteBuf rest, boolean closes) {
        if (connection.hasInputEnded() && rest.readableBytes() > 1) {
            // Whether a client that ended its sending side is still there shows only at the write after this one.
            write(rest.readRetainedSlice(rest.readableBytes() - 1));
        }
        writeLast(rest, closes);
    }

    private void writeLast(ByteBuf last, boolean closes) {
        int length = last.readableBytes();
        if (exchange != null) {
            exchange.goesOut();
        }
        ChannelFuture written = context.writeAndFlush(last);
        if (written.isDone()) {
            finish(written.isSuccess(), closes);
            return;
        }
        pending += length;
        connection.account();
        Exchange own = exchange;
        written.addListener(done -> {
            taken(length);
            if (own != null) {
                front.dispatcher()
                        .ended(own, done.isSuccess() ? Exchange.Outcome.DELIVERED : Exchange.Outcome.ABANDONED);
            }
        });
        exchange = null;
        finish(true, closes);
    }

    private void taken(int length) {
        progressTick = front.connections().tick();
        pending -= length;
        connection.account();
    }

    private void finish(boolean out, boolean closes) {
        done(out ? Exchange.Outcome.DELIVERED : Exchange.Outcome.ABANDONED);
        if (closes) {
            end();
        } else {
            connection.answered();
        }
    }

    private void done(Exchange.Outcome outcome) {
        Exchange own = exchange;
        exchange = null;
        if (own != null) {
            front.dispatcher().ended(own, outcome);
        }
    }

    /** The client sends nothing more. */
    void inputEnded() {
        if (exchange != null) {
            front.dispatcher().leaves(exchange);
        }
    }

    /** The client is gone: what is under way is abandoned. */
    void abandon() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        hanging = false;
        if (streaming) {
            streaming = false;
            front.connections().closedStream();
        }
        done(Exchange.Outcome.ABANDONED);
    }

    /**
     * Ends the sending side once all is out, and closes the connection when the client has ended its own. To close with input
     * unread would be a reset, and the client would lose the answer.
     */
    void end() {
        if (ending) {
            return;
        }
        ending = true;
        endingTick = front.connections().tick();
        SslHandler tls = context.pipeline().get(SslHandler.class);
        ChannelFuture last = tls == null ? context.writeAndFlush(Unpooled.EMPTY_BUFFER) : tls.closeOutbound();
        last.addListener(out -> {
            if (connection.hasInputEnded()) {
                connection.drop();
            } else {
                ((SocketChannel) context.channel()).shutdownOutput();
            }
        });
    }
}
