package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.HeaderFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Writes the heads of answers. Used on the event loop only. */
final class AnswerEncoder {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] CONTENT_TYPE = ascii("Content-Type: ");
    private static final byte[] ALLOW = ascii("\r\nAllow: ");
    private static final byte[] REASON = ascii("\r\n" + Answer.REASON + ": ");
    private static final byte[] DATE = ascii("\r\nDate: ");
    private static final byte[] CONTENT_LENGTH = ascii("\r\nContent-Length: ");
    private static final byte[] END = ascii("\r\n\r\n");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final int USUAL_HEAD = 512;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private long dateSecond = Long.MIN_VALUE;
    private byte[] date = {};

    /** What the connection says of itself. */
    enum ConnectionField {
        NONE,
        CLOSE,
        KEEP_ALIVE
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The head of an answer of the API. */
    ByteBuf head(ByteBufAllocator allocator, Exchange exchange, ConnectionField connection) {
        ByteBuf head = allocator.buffer(USUAL_HEAD + exchange.body().length);
        status(head, exchange.status(), null);
        connection(head, connection);
        head.writeBytes(CONTENT_TYPE);
        text(head, exchange.contentType());
        if (exchange.allow() != null) {
            head.writeBytes(ALLOW);
            text(head, exchange.allow());
        }
        if (exchange.reason() != null) {
            head.writeBytes(REASON);
            text(head, exchange.reason());
        }
        head.writeBytes(DATE);
        head.writeBytes(date(exchange.at()));
        head.writeBytes(CONTENT_LENGTH);
        number(head, exchange.body().length);
        return head.writeBytes(END);
    }

    /** The head of any other answer. */
    ByteBuf head(ByteBufAllocator allocator, Answer answer, Instant now, ConnectionField connection) {
        ByteBuf head = allocator.buffer(USUAL_HEAD + answer.body().length);
        status(head, answer.status(), answer.phrase());
        connection(head, connection);
        HeaderFields fields = answer.fields();
        boolean dated = false;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            // The front says itself how long the body is, and what becomes of the connection.
            if (!name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Transfer-Encoding")) {
                dated |= name.equalsIgnoreCase("Date");
                text(head, name);
                head.writeByte(':').writeByte(' ');
                text(head, fields.value(i));
                head.writeBytes(LINE_END);
            }
        }
        if (!dated) {
            head.writeBytes(DATE, 2, DATE.length - 2).writeBytes(date(now)).writeBytes(LINE_END);
        }
        if (answer.status() != NO_CONTENT && answer.status() != NOT_MODIFIED) {
            head.writeBytes(CONTENT_LENGTH, 2, CONTENT_LENGTH.length - 2);
            number(head, answer.body().length);
            head.writeBytes(LINE_END);
        }
        return head.writeBytes(LINE_END);
    }

    private static void status(ByteBuf head, int status, @Nullable String phrase) {
        if (status == 200 && phrase == null) {
            head.writeBytes(OK);
            return;
        }
        text(
                head,
                "HTTP/1.1 " + status + " "
                        + (phrase == null ? HttpResponseStatus.valueOf(status).reasonPhrase() : phrase));
        head.writeBytes(LINE_END);
    }

    private static void connection(ByteBuf head, ConnectionField connection) {
        switch (connection) {
            case NONE -> {}
            case CLOSE -> head.writeBytes(CLOSE);
            case KEEP_ALIVE -> head.writeBytes(KEEP_ALIVE);
        }
    }

    /** Characters as ISO-8859-1, the only way that header fields have; what could end a field is left out. */
    private static void text(ByteBuf head, String text) {
        // Characters of no such byte become question marks here.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n' || bytes[i] == 0) {
                bytes[i] = '?';
            }
        }
        head.writeBytes(bytes);
    }

    private static void number(ByteBuf head, int number) {
        text(head, Integer.toString(number));
    }

    private byte[] date(Instant now) {
        if (now.getEpochSecond() != dateSecond) {
            dateSecond = now.getEpochSecond();
            date = ascii(httpDate(now.getEpochSecond()));
        }
        return date;
    }

    /** RFC 9110's form (5.6.7). A formatter of the JDK's would load the data of a locale before the first answer. */
    static String httpDate(long epochSecond) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(29)
                .append(DAYS[time.getDayOfWeek().getValue() - 1])
                .append(", ");
        padded(text, time.getDayOfMonth(), 2)
                .append(' ')
                .append(MONTHS[time.getMonthValue() - 1])
                .append(' ');
        padded(text, time.getYear(), 4).append(' ');
        padded(text, time.getHour(), 2).append(':');
        padded(text, time.getMinute(), 2).append(':');
        return padded(text, time.getSecond(), 2).append(" GMT").toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
    }
}
