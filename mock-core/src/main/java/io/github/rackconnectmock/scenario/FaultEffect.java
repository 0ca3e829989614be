package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong with an answer. Each kind of fault is a type of its own. Immutable. */
public sealed interface FaultEffect {
    /** The effect's name in scenario files and reasons, such as {@code truncated}. */
    String kind();

    /**
     * Another answer instead, or the server's own answer with other header fields.
     *
     * @param status 200 to 599; {@code null} for the server's own answer, with these header fields and this content type
     * @param retryAfter what the {@code Retry-After} field says; {@code null} for none
     * @param headers further header fields, each with one or more values
     * @param contentType the media type of the body; {@code null} for plain text, or for that of the server's own answer
     * @param body {@code null} for a sentence of the mock's own; always {@code null} without a status
     */
    record Answer(
            @Nullable Integer status,
            @Nullable RetryAfter retryAfter,
            Map<String, List<String>> headers,
            @Nullable String contentType,
            @Nullable String body)
            implements FaultEffect {
        public Answer {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
            headers = Collections.unmodifiableMap(copy);
        }

        /** The server's own answer, so far without any change. */
        public static Answer own() {
            return new Answer(null, null, Map.of(), null, null);
        }

        /** An answer with this status and a sentence of the mock's own. */
        public static Answer of(int status) {
            return new Answer(status, null, Map.of(), null, null);
        }

        @Override
        public String kind() {
            return "answer";
        }

        /** Whether it is the server's own answer but for its header. */
        public boolean isOwn() {
            return status == null;
        }

        /** The same with a {@code Retry-After} field. */
        public Answer retryAfter(RetryAfter time) {
            return new Answer(status, time, headers, contentType, body);
        }

        /** The same with a further value of a header field. */
        public Answer header(String name, String value) {
            Map<String, List<String>> more = new LinkedHashMap<>(headers);
            more.merge(name, List.of(value), (first, second) -> {
                List<String> all = new ArrayList<>(first);
                all.addAll(second);
                return all;
            });
            return new Answer(status, retryAfter, more, contentType, body);
        }

        /** The same with a content type. */
        public Answer contentType(String mediaType) {
            return new Answer(status, retryAfter, headers, mediaType, body);
        }

        /** The same with a body. */
        public Answer body(String text) {
            return new Answer(status, retryAfter, headers, contentType, text);
        }
    }

    /**
     * The server's own answer, late: that of the moment at which the request came.
     *
     * @param duration of real time, since it is the client's patience that is tested
     */
    record Delay(DrawnDuration duration) implements FaultEffect {
        @Override
        public String kind() {
            return "delay";
        }
    }

    /** No answer; the connection stays open until the client or the mock gives up. */
    record Hang() implements FaultEffect {
        @Override
        public String kind() {
            return "hang";
        }
    }

    /** The connection is reset instead of an answer. */
    record Reset() implements FaultEffect {
        @Override
        public String kind() {
            return "reset";
        }
    }

    /** The connection is closed without a byte of an answer. */
    record Empty() implements FaultEffect {
        @Override
        public String kind() {
            return "empty";
        }
    }

    /** Bytes that aren't HTTP, then the end of the connection. */
    record Garbage() implements FaultEffect {
        @Override
        public String kind() {
            return "garbage";
        }
    }

    /**
     * The right header and a part of the right body.
     *
     * @param bytes how many bytes of the body; {@code null} for half of it
     * @param then what follows them
     */
    record Truncated(@Nullable Integer bytes, Then then) implements FaultEffect {
        /** What follows a part of a body. */
        public enum Then {
            /** The connection is closed. */
            CLOSE,
            /** The connection is reset. */
            RESET,
            /** Nothing; the connection stays open until the client or the mock gives up. */
            HANG
        }

        @Override
        public String kind() {
            return "truncated";
        }
    }

    /**
     * The header at once, then the body in small pieces.
     *
     * @param duration over how much real time the body is spread
     */
    record Dribble(Duration duration) implements FaultEffect {
        @Override
        public String kind() {
            return "dribble";
        }
    }

    /**
     * The whole answer of some time ago, as a cache or a node that lags would give. Counts and the limit are today's.
     *
     * @param by how long ago, on the mock's clock; at the earliest, the server's start
     */
    record Stale(Duration by) implements FaultEffect {
        @Override
        public String kind() {
            return "stale";
        }
    }

    /**
     * Nothing listens. Where this is the one fault and strikes all requests, a server's own port is closed while it lasts, and
     * the forward proxy answers CONNECT with 502. Everywhere else the connection is reset before an answer.
     */
    record Refused() implements FaultEffect {
        @Override
        public String kind() {
            return "refused";
        }
    }

    /**
     * A certificate that a client must not accept. It is seen when TLS begins, and nowhere else.
     *
     * @param problem what is wrong with it
     */
    record Certificate(Problem problem) implements FaultEffect {
        /** What is wrong with a certificate, by the client's clock, not by the mock's. */
        public enum Problem {
            /** It was valid until a day ago. */
            EXPIRED,
            /** It is valid from tomorrow on. */
            NOT_YET_VALID,
            /** It is another host's. */
            WRONG_HOST,
            /** The client knows nothing of the authority that signed it. */
            UNTRUSTED;

            /** The problem's name in scenario files, such as {@code not-yet-valid}. */
            public String word() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        @Override
        public String kind() {
            return "certificate";
        }
    }

    /** Whether the server's own answer, or a part of it, is sent. Such a fault uses up the rate limit. */
    default boolean sendsOwnAnswer() {
        return this instanceof Delay
                || this instanceof Truncated
                || this instanceof Dribble
                || this instanceof Stale
                || (this instanceof Answer answer && answer.isOwn());
    }

    /** Whether a status and all of a body are sent. */
    default boolean sendsWholeAnswer() {
        return this instanceof Answer || this instanceof Delay || this instanceof Dribble || this instanceof Stale;
    }
}
