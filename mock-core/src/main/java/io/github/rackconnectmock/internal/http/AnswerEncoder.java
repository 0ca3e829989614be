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
import java.util.Arrays;
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
    private static final byte[] COLON = ascii(": ");
    private static final int USUAL_HEAD = 512;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** Put together here, since many small writes to a buffer outside the heap take longer than one large. */
    private byte[] head = new byte[USUAL_HEAD];

    private int length;
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

    /** The head of an answer of the API, with space for its body. */
    ByteBuf head(ByteBufAllocator allocator, Exchange exchange, ConnectionField connection) {
        length = 0;
        status(exchange.status(), null);
        connection(connection);
        add(CONTENT_TYPE);
        add(exchange.contentType());
        if (exchange.allow() != null) {
            add(ALLOW);
            add(exchange.allow());
        }
        if (exchange.reason() != null) {
            add(REASON);
            add(exchange.reason());
        }
        HeaderFields fields = exchange.fields();
        if (fields.size() > 0) {
            add(LINE_END);
            boolean dated = fields(fields);
            // The next field begins with a line end.
            length -= LINE_END.length;
            if (!dated) {
                add(DATE);
                add(date(exchange.at()));
            }
        } else {
            add(DATE);
            add(date(exchange.at()));
        }
        if (exchange.status() != NO_CONTENT && exchange.status() != NOT_MODIFIED) {
            add(CONTENT_LENGTH);
            add(Integer.toString(exchange.body().length));
        }
        add(END);
        return buffer(allocator, exchange.body());
    }

    /** The head of any other answer, with space for its body. */
    ByteBuf head(ByteBufAllocator allocator, Answer answer, Instant now, ConnectionField connection) {
        begin(answer, now, connection);
        if (answer.status() != NO_CONTENT && answer.status() != NOT_MODIFIED) {
            field("Content-Length", Integer.toString(answer.body().length));
        }
        add(LINE_END);
        return buffer(allocator, answer.body());
    }

    /** The head of an answer that ends with its connection. */
    ByteBuf headWithoutLength(ByteBufAllocator allocator, Answer answer, Instant now) {
        begin(answer, now, ConnectionField.CLOSE);
        add(LINE_END);
        return buffer(allocator, answer.body());
    }

    private void begin(Answer answer, Instant now, ConnectionField connection) {
        length = 0;
        status(answer.status(), answer.phrase());
        connection(connection);
        boolean dated = fields(answer.fields());
        if (!dated) {
            field("Date", httpDate(now.getEpochSecond()));
        }
    }

    /** Header fields of others, but for those that the front says itself; whether a date is among them. */
    private boolean fields(HeaderFields fields) {
        boolean dated = false;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            // The front says itself how long the body is, and what becomes of the connection.
            if (!name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Transfer-Encoding")) {
                dated |= name.equalsIgnoreCase("Date");
                field(name, fields.value(i));
            }
        }
        return dated;
    }

    private ByteBuf buffer(ByteBufAllocator allocator, byte[] body) {
        return allocator.buffer(length + body.length).writeBytes(head, 0, length);
    }

    private void status(int status, @Nullable String phrase) {
        if (status == 200 && phrase == null) {
            add(OK);
            return;
        }
        add("HTTP/1.1 " + status + " "
                + (phrase == null ? HttpResponseStatus.valueOf(status).reasonPhrase() : phrase));
        add(LINE_END);
    }

    private void connection(ConnectionField connection) {
        switch (connection) {
            case NONE -> {}
            case CLOSE -> add(CLOSE);
            case KEEP_ALIVE -> add(KEEP_ALIVE);
        }
    }

    private void field(String name, String value) {
        add(name);
        add(COLON);
        add(value);
        add(LINE_END);
    }

    /** Characters as ISO-8859-1, the only way that header fields have; what could end a field is left out. */
    private void add(String text) {
        // Characters of no such byte become question marks here.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n' || bytes[i] == 0) {
                bytes[i] = '?';
            }
        }
        add(bytes);
    }

    private void add(byte[] bytes) {
        if (length + bytes.length > head.length) {
            head = Arrays.copyOf(head, Math.max(2 * head.length, length + bytes.length));
        }
        System.arraycopy(bytes, 0, head, length, bytes.length);
        length += bytes.length;
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
