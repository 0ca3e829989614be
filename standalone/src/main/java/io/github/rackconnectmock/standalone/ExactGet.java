package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.recording.AnswerReader;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.FaultEffect.Certificate.Problem;
import io.github.rackconnectmock.scenario.FaultEffect.Truncated.Then;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A GET request over a connection of its own, which tells how it failed. The JDK's clients don't: they ask again where an
 * answer is missing, so that a rate limit counts more requests than were meant.
 */
final class ExactGet {
    private static final int MOST_BYTES = 65_536;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int HEXADECIMAL = 16;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(?:;.*)?");

    private final HttpUrl base;
    private final @Nullable SSLContext trusted;
    private final Duration patience;

    /** What came: an answer, or the fault that would show the same. */
    record Result(
            AnswerReader.@Nullable Raw answer, @Nullable FaultEffect failure, String why) {}

    /** Ends a request that failed. */
    private static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient FaultEffect effect;

        FailedException(FaultEffect effect, String why) {
            super(why);
            this.effect = effect;
        }
    }

    /**
     * Requests to one place.
     *
     * @param base the URL that paths are added to
     * @param trusted the certificates to trust in TLS; {@code null} for those that the JVM trusts
     * @param patience how long a request may take
     */
    ExactGet(HttpUrl base, @Nullable SSLContext trusted, Duration patience) {
        this.base = base;
        this.trusted = trusted;
        this.patience = patience;
    }

    /** Asks for a path, which begins with a slash. */
    Result get(String path) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Socket socket = new Socket()) {
            connect(socket, deadline);
            Socket secured = isTls() ? secured(socket, deadline) : socket;
            String request = "GET " + prefix() + path + " HTTP/1.1\r\nHost: " + authority()
                    + "\r\nUser-Agent: rackconnect-mock\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
            secured.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new Result(new Answer(secured, deadline).read(), null, "");
        } catch (FailedException e) {
            return new Result(null, e.effect, Console.why(e));
        } catch (SocketTimeoutException e) {
            return new Result(null, new FaultEffect.Hang(), "no answer within the time");
        } catch (IOException e) {
            return new Result(null, new FaultEffect.Reset(), Console.why(e));
        }
    }

    private boolean isTls() {
        return "https".equals(base.uri().getScheme());
    }

    private String prefix() {
        String path = base.uri().getRawPath() == null ? "" : base.uri().getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private String authority() {
        return base.port() < 0 ? base.host() : base.host() + ":" + base.port();
    }

    private String host() {
        String host = base.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host(), base.port() >= 0 ? base.port() : isTls() ? HTTPS : HTTP);
    }

    private void connect(Socket socket, long deadline) throws IOException, FailedException {
        InetSocketAddress address = address();
        if (address.isUnresolved()) {
            throw new FailedException(new FaultEffect.Refused(), "there is no host " + host());
        }
        try {
            socket.connect(address, left(deadline));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw new FailedException(new FaultEffect.Refused(), Console.why(e));
        }
    }

    private Socket secured(Socket socket, long deadline) throws IOException, FailedException {
        SSLSocketFactory factory =
                trusted == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trusted.getSocketFactory();
        SSLSocket secured =
                (SSLSocket) factory.createSocket(socket, host(), address().getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(left(deadline));
        try {
            secured.startHandshake();
            return secured;
        } catch (SSLException e) {
            throw problem(e);
        }
    }

    /** What is wrong with a certificate, or with the handshake. */
    private static FailedException problem(SSLException failure) {
        Problem problem = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = Console.why(cause);
            if (cause instanceof CertificateExpiredException) {
                problem = Problem.EXPIRED;
            } else if (cause instanceof CertificateNotYetValidException) {
                problem = Problem.NOT_YET_VALID;
            } else if (cause instanceof CertificateException && text.startsWith("No ")) {
                // "No subject alternative DNS name matching …" and "No name matching …".
                problem = Problem.WRONG_HOST;
            } else if (problem == null && (cause instanceof CertificateException || text.contains("PKIX"))) {
                problem = Problem.UNTRUSTED;
            } else if (problem == null && cause instanceof EOFException) {
                return new FailedException(new FaultEffect.Empty(), text);
            }
        }
        return problem == null
                ? new FailedException(new FaultEffect.Reset(), Console.why(failure))
                : new FailedException(new FaultEffect.Certificate(problem), Console.why(failure));
    }

    /** How many milliseconds are left, at least one, since none would be for ever. */
    private static int left(long deadline) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer within the time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    /** An answer that is read. */
    private static final class Answer {
        private final Socket socket;
        private final InputStream in;
        private final long deadline;
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int headBytes;

        Answer(Socket socket, long deadline) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.deadline = deadline;
        }

        AnswerReader.Raw read() throws IOException, FailedException {
            int status;
            do {
                status = readHead();
            } while (status < 200);
            if (status != 204 && status != 304) {
                readWholeBody();
            }
            return new AnswerReader.Raw(
                    status,
                    fields.get("content-type"),
                    fields.get("retry-after"),
                    fields.get("x-rackconnect-mock-reason"),
                    body.toString(StandardCharsets.UTF_8));
        }

        private int readHead() throws IOException, FailedException {
            Matcher first = STATUS_LINE.matcher(line());
            if (!first.matches()) {
                throw new FailedException(new FaultEffect.Garbage(), "what came is no HTTP");
            }
            fields.clear();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.putIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
            return Integer.parseInt(first.group(1));
        }

        /** A line of the head, in Latin-1. */
        private String line() throws IOException, FailedException {
            StringBuilder line = new StringBuilder();
            for (int octet = next(); octet != '\n'; octet = next()) {
                headBytes++;
                if (octet < 0) {
                    boolean isEmpty = headBytes == 1;
                    throw new FailedException(
                            isEmpty ? new FaultEffect.Empty() : new FaultEffect.Garbage(),
                            isEmpty ? "the connection was closed without an answer" : "what came is no HTTP");
                }
                if (headBytes > MOST_BYTES) {
                    throw new FailedException(new FaultEffect.Garbage(), "the head is too long");
                }
                line.append((char) octet);
            }
            int end = line.length();
            return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
        }

        private void readWholeBody() throws FailedException {
            Then then = Then.CLOSE;
            try {
                if (readBody()) {
                    return;
                }
            } catch (SocketTimeoutException e) {
                then = Then.HANG;
            } catch (IOException e) {
                then = Then.RESET;
            }
            throw new FailedException(new FaultEffect.Truncated(body.size(), then), "the answer ended too early");
        }

        /** Reads the body, or its beginning where it is too long; whether all that was announced is there. */
        private boolean readBody() throws IOException, FailedException {
            if ("chunked".equalsIgnoreCase(fields.getOrDefault("transfer-encoding", ""))) {
                while (body.size() < MOST_BYTES) {
                    Matcher size = CHUNK.matcher(line());
                    if (!size.matches()) {
                        return false;
                    }
                    long length = Long.parseLong(size.group(1), HEXADECIMAL);
                    if (length == 0) {
                        return true;
                    }
                    if (!copy(length)) {
                        return false;
                    }
                    line();
                }
                return true;
            }
            String length = fields.getOrDefault("content-length", "");
            if (LENGTH.matcher(length).matches()) {
                return copy(Long.parseLong(length));
            }
            // Without a length, the end of the connection is that of the body.
            copy(Long.MAX_VALUE);
            return true;
        }

        private boolean copy(long length) throws IOException {
            for (long i = 0; i < length && body.size() < MOST_BYTES; i++) {
                int octet = next();
                if (octet < 0) {
                    return false;
                }
                body.write(octet);
            }
            return true;
        }

        private int next() throws IOException {
            if (in.available() == 0) {
                socket.setSoTimeout(left(deadline));
            }
            return in.read();
        }
    }
}
