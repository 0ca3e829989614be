package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.HeaderFields;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, and what is wrong with it as HTTP (RFC 9112).
 *
 * @param method as sent
 * @param target as sent
 * @param fields the header fields
 * @param host what the {@code Host} field says; {@code null} for none
 * @param isHttp10 whether it is of HTTP/1.0
 * @param keepAlive whether the connection stays after the answer
 * @param mistake the answer to what is no request; {@code null} for a good one
 */
record RequestHead(
        String method,
        String target,
        HeaderFields fields,
        @Nullable Authority host,
        boolean isHttp10,
        boolean keepAlive,
        @Nullable Answer mistake) {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /**
     * Reads the head of a request.
     *
     * @param repeated the header fields and targets of requests before
     */
    static RequestHead of(HttpRequest request, RepeatedFields repeated) {
        DecoderResult read = request.decoderResult();
        if (read.isFailure()) {
            return unreadable("GET", failure(read.cause()));
        }
        HttpVersion version = request.protocolVersion();
        if (version.majorVersion() != 1
                || version.minorVersion() > 1
                || !version.protocolName().equals("HTTP")) {
            return unreadable(
                    request.method().name(),
                    Answer.sentence(
                            505,
                            "Only the versions 1.1 and 1.0 of HTTP are spoken here.",
                            "unreadable-request; version"));
        }
        return of(request, version.minorVersion() == 0, repeated);
    }

    private static RequestHead of(HttpRequest request, boolean http10, RepeatedFields repeated) {
        String method = request.method().name();
        HeaderFields fields = repeated.of(request.headers());
        int hosts = fields.count("Host");
        String named = hosts == 1 ? fields.first("Host") : null;
        Optional<Authority> host = named == null ? Optional.empty() : Authority.parse(named.strip());
        boolean emptyHost = named != null && named.isBlank();
        String mistake = null;
        if (!isToken(method)) {
            mistake = "method";
        } else if (!isVisible(request.uri())) {
            mistake = "target";
        } else if (hosts > 1 || (host.isEmpty() && !emptyHost && !(http10 && hosts == 0))) {
            mistake = "host";
        }
        if (mistake != null) {
            return unreadable(
                    method,
                    Answer.sentence(
                            400,
                            "This is no HTTP request: its " + mistake + " is missing or malformed.",
                            "unreadable-request; " + mistake));
        }
        return new RequestHead(
                method, repeated.of(request.uri()), fields, host.orElse(null), http10, keepAlive(fields, http10), null);
    }

    private static RequestHead unreadable(String method, Answer answer) {
        return new RequestHead(method, "/", HeaderFields.NONE, null, false, false, answer);
    }

    /** What is said of bytes that the decoder can't read. */
    static Answer failure(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Answer.sentence(
                    414,
                    "The target is too long: the request line has more than " + StrictRequestDecoder.LONGEST_LINE
                            + " bytes.",
                    "unreadable-request; target-too-long");
        }
        if (cause instanceof TooLongFrameException) {
            return Answer.sentence(
                    431, "The header fields are too large or too many.", "unreadable-request; fields-too-large");
        }
        return Answer.sentence(400, "This is no HTTP request.", "unreadable-request");
    }

    private static boolean keepAlive(HeaderFields fields, boolean http10) {
        String options = fields.combined("Connection");
        if (options == null) {
            return !http10;
        }
        boolean asked = false;
        for (String option : options.split(",", -1)) {
            if (option.strip().equalsIgnoreCase("close")) {
                return false;
            }
            asked |= option.strip().equalsIgnoreCase("keep-alive");
        }
        return asked || !http10;
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!alphanumeric && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isVisible(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) == 0x7F) {
                return false;
            }
        }
        return !target.isEmpty();
    }
}
