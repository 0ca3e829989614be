package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads requests, has them answered one after the other, and knows when its client has left. It goes on reading
 * while an answer waits, into a bounded buffer, since a client that leaves is noticed by nothing else. Used on the event loop
 * only.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TUNNEL = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String DECODER = "decoder";

    /** What one connection may have waiting. */
    private static final long MOST_WAITING = 1024 * 1024;

    /** A connection that has sent something weighs at least this. */
    private static final long UNFINISHED = 512;

    private final HttpFront front;
    private Client client;
    private @Nullable ChannelHandlerContext context;
    private @Nullable StrictRequestDecoder decoder;
    private @Nullable AnswerWriter writer;

    // What is being read.
    private @Nullable Incoming reading;
    private long unfinished;
    private boolean deaf;

    // What is to be answered.
    private final Queue<Incoming> waiting = new ArrayDeque<>(2);
    private long waitingBytes;
    private @Nullable Incoming current;
    private boolean pumping;
    private boolean inputEnded;

    private long held;
    private int readTick;
    private int startTick = -1;

    HttpConnection(HttpFront front, Client client) {
        this.front = front;
        this.client = client;
    }

    // The connection's life.

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        writer = new AnswerWriter(front, this, added);
        readTick = front.tick();
        startTick = front.tick();
        front.opened(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        front.closed(this);
        deaf = true;
        writer().abandon();
        current = null;
        release();
    }

    /** Holds nothing any more. The channel tells of its end only later, and the budget can't wait for that. */
    private void release() {
        reading = null;
        waiting.clear();
        waitingBytes = 0;
        unfinished = 0;
        account();
    }

    /** Reads HTTP from now on, from this client. */
    void begin(Client known) {
        client = known;
        decoder = new StrictRequestDecoder();
        pipeline().addBefore(context().name(), DECODER, decoder);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failing, Throwable cause) {
        if (HttpFront.isFatal(cause)) {
            front.fatal(cause);
        }
        drop();
    }

    /** Closes it at once, whatever is under way. */
    void drop() {
        deaf = true;
        release();
        // Below TLS, which would say good-bye first and wait for it.
        context().channel().unsafe().close(context().channel().unsafe().voidPromise());
    }

    /** How many bytes it holds. */
    long held() {
        return held;
    }

    /** Says that so many bytes have come, of whatever it is. */
    void received(int bytes) {
        readTick = front.tick();
        if (unfinished == 0 && reading == null) {
            startTick = readTick;
        }
        unfinished += bytes;
        account();
    }

    /** Adds up what it holds. */
    void account() {
        long now = (unfinished == 0 ? 0 : UNFINISHED + 2 * unfinished)
                + (reading == null ? 0 : reading.weight())
                + waitingBytes
                + writer().pending();
        long change = now - held;
        held = now;
        if (change != 0) {
            front.budget().change(change);
        }
    }

    /** Ends it if nothing has happened for too long. */
    void sweep(int tick) {
        int quiet = tick - Math.max(readTick, writer().progressTick());
        if (writer().isEnding()) {
            if (tick - writer().endingTick() > HttpFront.LINGER_SECONDS) {
                drop();
            }
        } else if (current != null || writer().pending() > 0) {
            if (writer().pending() > 0 && quiet > HttpFront.IDLE_SECONDS) {
                drop();
            }
        } else if (decoder == null || (reading == null && unfinished > 0)) {
            if (tick - startTick > HttpFront.HEAD_SECONDS) {
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

    // Reading.

    @Override
    public void channelRead(ChannelHandlerContext reader, Object read) {
        try {
            if (deaf) {
                return;
            }
            if (read instanceof HttpRequest request) {
                head(request);
            }
            if (read instanceof HttpContent content && !deaf) {
                content(content);
            }
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    private void head(HttpRequest request) {
        RequestHead head = RequestHead.of(request);
        InetSocketAddress local = (InetSocketAddress) context().channel().localAddress();
        Incoming incoming = front.router().route(head, client, local);
        if (incoming.route() == Incoming.Route.CONNECT) {
            if (current != null) {
                incoming = Incoming.refused(
                        head,
                        client,
                        Answer.sentence(400, "CONNECT can't wait behind another request.", "unreadable-request"));
                refuse(incoming);
                return;
            }
            connect(incoming);
            return;
        }
        if (head.mistake() != null) {
            refuse(incoming);
            return;
        }
        incoming.keepBody(front.mostBody(incoming));
        Answer refusal = expectation(incoming);
        if (refusal != null) {
            refuse(Incoming.refused(head, client, refusal));
            return;
        }
        reading = incoming;
    }

    /** What an {@code Expect} field, and a length that is said, come to; {@code null} where the body may come. */
    private @Nullable Answer expectation(Incoming incoming) {
        String length = incoming.fields().first("Content-Length");
        if (length != null && incoming.mostBody() >= 0 && Long.parseLong(length.strip()) > incoming.mostBody()) {
            return tooLarge(incoming);
        }
        String expected = incoming.fields().combined("Expect");
        if (expected == null || incoming.isHttp10()) {
            return null;
        }
        if (!expected.strip().equalsIgnoreCase("100-continue")) {
            return Answer.sentence(417, "Only 100-continue can be expected.", "expectation-failed");
        }
        boolean hasBody = length == null
                ? incoming.fields().first("Transfer-Encoding") != null
                : Long.parseLong(length.strip()) > 0;
        if (hasBody && current == null) {
            context().writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
        }
        return null;
    }

    private static Answer tooLarge(Incoming incoming) {
        return Answer.sentence(
                413,
                "The body is too large: at most " + incoming.mostBody() + " bytes are taken here.",
                "body-too-large; limit=" + incoming.mostBody());
    }

    private void content(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            Incoming broken = reading;
            if (broken != null) {
                refuse(broken.refusedBy(
                        RequestHead.failure(content.decoderResult().cause())));
            }
            return;
        }
        Incoming incoming = reading;
        if (incoming == null) {
            return;
        }
        ByteBuf bytes = content.content();
        if (bytes.isReadable() && incoming.mostBody() >= 0 && !incoming.addBody(ByteBufUtil.getBytes(bytes))) {
            refuse(incoming.refusedBy(tooLarge(incoming)));
            return;
        }
        unfinished = decoder == null ? 0 : decoder.unread();
        startTick = front.tick();
        if (content instanceof LastHttpContent) {
            reading = null;
            enqueue(incoming);
        } else {
            account();
        }
    }

    /** Answers without reading on: what follows can't be told from the rest of this request. */
    private void refuse(Incoming refused) {
        deaf = true;
        reading = null;
        unfinished = 0;
        enqueue(refused.closing());
    }

    private void connect(Incoming incoming) {
        String host = String.valueOf(
                incoming.asked() == null ? null : incoming.asked().host());
        Client inside = client.inTunnel(host, incoming.user());
        ChannelHandlerContext here = context();
        ChannelPipeline pipeline = here.pipeline();
        here.writeAndFlush(Unpooled.wrappedBuffer(TUNNEL));
        StrictRequestDecoder before = decoder;
        decoder = null;
        unfinished = 0;
        startTick = front.tick();
        // The ClientHello may have come with the CONNECT: the decoder hands it on when it goes, so the next must be
        // there.
        pipeline.addBefore(here.name(), null, new TlsStarter(front, this, inside, true));
        if (before != null) {
            pipeline.remove(before);
        }
        account();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reader) {
        reader.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext told, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) {
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
        deaf = true;
        reading = null;
        unfinished = 0;
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

    private void enqueue(Incoming incoming) {
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
        switch (incoming.route()) {
            case API -> front.serve(incoming, this);
            case CONTROL, ADMIN -> front.control(incoming, this);
            case REFUSAL -> send(incoming, incoming.refusal());
            case CONNECT -> throw new IllegalStateException("a tunnel isn't answered");
        }
    }

    /** Sends an exchange's answer. Does nothing once the client is gone. */
    void send(Incoming incoming, Exchange exchange, Transmission transmission) {
        if (incoming == current) {
            writer().send(incoming, exchange, null, transmission);
        } else {
            front.ended(exchange, Exchange.Outcome.ABANDONED);
        }
    }

    /** Sends a stub's answer for an exchange. Does nothing once the client is gone. */
    void send(Incoming incoming, Exchange exchange, Answer answer) {
        if (incoming == current) {
            writer().send(incoming, exchange, answer, answer.transmission());
        } else {
            front.ended(exchange, Exchange.Outcome.ABANDONED);
        }
    }

    /** Sends an answer that isn't an exchange's. Does nothing once the client is gone. */
    void send(Incoming incoming, Answer answer) {
        if (incoming == current) {
            writer().send(incoming, null, answer, answer.transmission());
        }
    }

    /** The answer under way is out; the next request may be answered. */
    void answered() {
        current = null;
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

    private ChannelPipeline pipeline() {
        return context().pipeline();
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext known = context;
        if (known == null) {
            throw new IllegalStateException("not yet added");
        }
        return known;
    }

    private AnswerWriter writer() {
        AnswerWriter known = writer;
        if (known == null) {
            throw new IllegalStateException("not yet added");
        }
        return known;
    }
}
