package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Opening;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection: their heads, their bodies as far as they are kept, and what can't be a request. Used on
 * the event loop only.
 */
// What fails closes the connection, and that is noticed.
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestReader {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TUNNEL = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String DECODER = "decoder";

    /** A connection that has sent something weighs at least this. */
    private static final long UNFINISHED = 512;

    private final HttpFront front;
    private final HttpConnection connection;
    private final ChannelHandlerContext context;
    private final InetSocketAddress local;
    private Client client;
    private @Nullable StrictRequestDecoder decoder;
    private @Nullable Incoming reading;
    private long unfinished;
    private boolean ended;
    private boolean held;
    private boolean ignored;
    private int readTick;
    private int startTick;

    RequestReader(HttpFront front, HttpConnection connection, ChannelHandlerContext context, Client client) {
        this.front = front;
        this.connection = connection;
        this.context = context;
        this.local = (InetSocketAddress) context.channel().localAddress();
        this.client = client;
        readTick = front.connections().tick();
        startTick = readTick;
    }

    /** Reads HTTP from now on, from this client. */
    void begin(Client known) {
        client = known;
        decoder = new StrictRequestDecoder();
        context.pipeline().addBefore(context.name(), DECODER, decoder);
    }

    /** The client, as far as the connection tells by now. */
    Client client() {
        return client;
    }

    /** Reads nothing more. */
    void end() {
        ended = true;
        reading = null;
        unfinished = 0;
    }

    /** When bytes last came. */
    int readTick() {
        return readTick;
    }

    /** Says whether the next move is the mock's, and not the client's. */
    void hold(boolean isMocks) {
        held = isMocks;
        startTick = front.connections().tick();
    }

    /** Throws away what comes from now on. */
    void ignore() {
        held = true;
        ignored = true;
        unfinished = 0;
        connection.account();
    }

    /** Whether the next move is the mock's. */
    boolean isHeld() {
        return held;
    }

    /** Whether it waits for the rest of what has begun: of a request, or of what comes before the first. */
    boolean isUnfinished() {
        return decoder == null || (reading == null && unfinished > 0);
    }

    /** When that began. */
    int startTick() {
        return startTick;
    }

    /** About how many bytes of memory it holds. */
    long weight() {
        return (unfinished == 0 ? 0 : UNFINISHED + 2 * unfinished) + (reading == null ? 0 : reading.weight());
    }

    /** Says that so many bytes have come, of any kind. */
    void received(int bytes) {
        readTick = front.connections().tick();
        if (ignored) {
            return;
        }
        if (unfinished == 0 && reading == null) {
            startTick = readTick;
        }
        unfinished += bytes;
        connection.account();
    }

    /** Takes what the decoder has read. */
    void read(Object read) {
        if (!ended && read instanceof HttpRequest request) {
            head(request);
        }
        if (!ended && read instanceof HttpContent content) {
            content(content);
        }
    }

    private void head(HttpRequest request) {
        RequestHead head = RequestHead.of(request, front.repeatedFields());
        Incoming incoming = front.router().route(head, client, local);
        if (incoming.route() == Incoming.Route.CONNECT) {
            if (connection.isAnswering()) {
                incoming = Incoming.refused(
                        head,
                        client,
                        Answer.sentence(400, "CONNECT can't wait behind another request.", "unreadable-request"));
                refuse(incoming);
                return;
            }
            connect(head, incoming);
            return;
        }
        if (head.mistake() != null) {
            refuse(incoming);
            return;
        }
        incoming.keepBody(front.dispatcher().mostBody(incoming));
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
        if (hasBody && !connection.isAnswering()) {
            context.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
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
        startTick = front.connections().tick();
        if (content instanceof LastHttpContent) {
            reading = null;
            connection.enqueue(incoming);
        } else {
            connection.account();
        }
    }

    /** Answers without reading on: what follows can't be told from the rest of this request. */
    private void refuse(Incoming refused) {
        end();
        connection.enqueue(refused.closing());
    }

    private void connect(RequestHead head, Incoming incoming) {
        String host = String.valueOf(
                incoming.asked() == null ? null : incoming.asked().host());
        Client inside = client.inTunnel(host, incoming.user());
        Opening opening = front.dispatcher().opening(Fault.Stage.CONNECT, inside, host);
        connection.opens(opening);
        AppliedFault fault = opening.fault();
        if (fault != null && !(fault.effect() instanceof FaultEffect.Delay)) {
            reading = Incoming.refused(head, client, Answer.of(opening, fault));
            return;
        }
        TlsStarter next = TlsStarter.inTunnel(front, connection, inside);
        if (fault == null) {
            // What the client sent with CONNECT may be answered at once.
            context.writeAndFlush(Unpooled.wrappedBuffer(TUNNEL));
            tunnel(next);
            return;
        }
        next.hold();
        tunnel(next);
        connection.later(fault.delay(), () -> {
            context.writeAndFlush(Unpooled.wrappedBuffer(TUNNEL));
            next.goOn(context.pipeline().context(next));
        });
    }

    /** What comes from now on is no request of this connection, until TLS or a plain request begins in it. */
    private void tunnel(TlsStarter next) {
        ChannelPipeline pipeline = context.pipeline();
        StrictRequestDecoder before = decoder;
        decoder = null;
        unfinished = 0;
        startTick = front.connections().tick();
        // The ClientHello may have come with the CONNECT: the decoder hands it on when it goes, so the next must be
        // there.
        pipeline.addBefore(context.name(), null, next);
        if (before != null) {
            pipeline.remove(before);
        }
        connection.account();
    }
}
