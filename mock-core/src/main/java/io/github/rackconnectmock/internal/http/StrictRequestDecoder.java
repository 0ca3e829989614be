package io.github.rackconnectmock.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder, but for two things that it doesn't tell of: a folded field (RFC 9112, 5.2, wants a 400), and a head of very
 * many fields, each of which takes much more memory than bytes on the wire.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
    static final int LONGEST_LINE = 16 * 1024;
    static final int LONGEST_FIELDS = 32 * 1024;
    private static final int MOST_FIELDS = 256;
    private static final int LARGEST_PIECE = 16 * 1024;

    private boolean inBody;
    private boolean inHead;
    private boolean failed;
    private int lines;

    StrictRequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_FIELDS)
                .setMaxChunkSize(LARGEST_PIECE)
                // Lenient in line ends, as before; chunks are read strictly in any case.
                .setStrictLineParsing(false));
    }

    /** How many bytes it has that belong to no message yet. */
    int unread() {
        return actualReadableBytes();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (failed) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int before = out.size();
        if (!inBody && !checkHead(in, out)) {
            return;
        }
        super.decode(context, in, out);
        if (out.size() > before) {
            inBody = !(out.get(out.size() - 1) instanceof LastHttpContent);
            inHead = false;
            lines = 0;
        }
    }

    /** Looks at the lines of a head that are whole, before the decoder takes them. */
    private boolean checkHead(ByteBuf in, List<Object> out) {
        int end = in.writerIndex();
        int line = in.readerIndex();
        for (int feed = in.indexOf(line, end, (byte) '\n'); feed >= 0; feed = in.indexOf(line, end, (byte) '\n')) {
            byte first = in.getByte(line);
            boolean empty = first == '\n' || (first == '\r' && feed == line + 1);
            if (empty && inHead) {
                break;
            }
            if (inHead && (first == ' ' || first == '\t')) {
                return fail(in, out, new IllegalArgumentException("a folded field"));
            }
            if (!inHead && !empty && hasControl(in, line, feed)) {
                return fail(in, out, new IllegalArgumentException("a control character in the request line"));
            }
            if (!empty) {
                inHead = true;
                if (++lines > MOST_FIELDS) {
                    return fail(in, out, new TooLongFrameException("too many fields"));
                }
            }
            line = feed + 1;
        }
        return true;
    }

    /** Whether a request line has a control character, which the decoder would take for a blank. */
    private static boolean hasControl(ByteBuf in, int from, int feed) {
        int end = in.getByte(feed - 1) == '\r' ? feed - 1 : feed;
        for (int i = from; i < end; i++) {
            byte b = in.getByte(i);
            if (b >= 0 && b < ' ') {
                return true;
            }
        }
        return false;
    }

    private boolean fail(ByteBuf in, List<Object> out, Exception cause) {
        failed = true;
        in.skipBytes(in.readableBytes());
        DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/unreadable");
        request.setDecoderResult(DecoderResult.failure(cause));
        out.add(request);
        return false;
    }
}
