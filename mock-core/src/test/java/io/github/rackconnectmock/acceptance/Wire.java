package io.github.rackconnectmock.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A client that shows every byte: a real connection, and no HTTP library that would change it.
 *
 * <p>The acceptance tests run twice: with WireMock asleep and, when the system property {@code rackconnect-mock.wiremock}
 * is {@code awake}, with WireMock awake in each mock before the first connection of a test to it.
 */
public final class Wire {
    /** Whether this run of the tests is the one with WireMock awake. */
    static final boolean AWAKE = "awake".equals(System.getProperty("rackconnect-mock.wiremock"));

    static final int PATIENCE_MILLIS = 20_000;

    private Wire() {}

    /**
     * An answer as it came.
     *
     * @param status of the status line
     * @param headers the header lines, in order
     * @param body what came after the headers
     */
    record Answer(int status, List<String> headers, String body) {
        /** The only value of a header. */
        String header(String name) {
            List<String> values = headers(name);
            if (values.size() != 1) {
                throw new AssertionError("expected one " + name + " in " + headers);
            }
            return values.get(0);
        }

        List<String> headers(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .toList();
        }

        String reason() {
            return header("X-RackConnect-Mock-Reason");
        }
    }

    /** GETs a target below a base URI, such as {@code v1/gateway_ip}, with more header lines. */
    static Answer get(URI base, String target, String... headers) throws IOException {
        return send("GET", base, target, headers);
    }

    static Answer send(String method, URI base, String target, String... headers) throws IOException {
        try (Socket socket = connect(base, null)) {
            return send(socket, method, base.getRawPath() + target, headers);
        }
    }

    /** GETs from this address of the loopback range. */
    static Answer getFrom(String localAddress, URI base, String target, String... headers) throws IOException {
        try (Socket socket = connect(base, localAddress)) {
            return send(socket, "GET", base.getRawPath() + target, headers);
        }
    }

    public static Socket connect(URI base) throws IOException {
        return connect(base, null);
    }

    /** Asks the forward proxy at the other end for a tunnel to port 443. */
    static Answer connectTunnel(Socket socket, String host, String... headers) throws IOException {
        return connectTunnel(socket, host, 443, headers);
    }

    /** Asks the forward proxy at the other end for a tunnel. */
    static Answer connectTunnel(Socket socket, String host, int port, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.add("Host: " + host + ":" + port);
        return send(socket, "CONNECT", host + ":" + port, lines.toArray(String[]::new));
    }

    /** Starts TLS, with a server that must have a certificate for this host. */
    public static SSLSocket tls(Socket socket, SSLContext trust, String host) throws IOException {
        SSLSocket tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, host, 443, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    /** Wakes WireMock in the mock of a base URI without TLS, in the run of the tests that wants it awake. */
    static void wakeIfWanted(URI base) throws IOException {
        if (AWAKE && base.getScheme().equals("http")) {
            try (Socket socket = open(base, null)) {
                send(socket, "GET", "/__admin/mappings");
            }
        }
    }

    static Socket connect(URI base, @Nullable String localAddress) throws IOException {
        wakeIfWanted(base);
        return open(base, localAddress);
    }

    private static Socket open(URI base, @Nullable String localAddress) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        if (localAddress != null) {
            socket.bind(new InetSocketAddress(localAddress, 0));
        }
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), PATIENCE_MILLIS);
        return socket;
    }

    /** One exchange on an open connection. */
    static Answer send(Socket socket, String method, String path, String... headers) throws IOException {
        write(socket, method, path, headers);
        return read(socket.getInputStream(), method.equals("HEAD"));
    }

    static void write(Socket socket, String method, String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        List<String> lines = new ArrayList<>(List.of(headers));
        if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
            lines.add("Host: localhost");
        }
        lines.forEach(line -> request.append(line).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** All bytes until the other side closes the connection. */
    static String raw(URI base, String request) throws IOException {
        try (Socket socket = connect(base)) {
            return raw(socket, request);
        }
    }

    /** All bytes until the other side closes this connection. */
    static String raw(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Writes bytes as they are, and reads one answer. */
    static Answer exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return read(socket.getInputStream(), false);
    }

    static Answer read(InputStream in, boolean noBody) throws IOException {
        String statusLine = line(in);
        if (!statusLine.startsWith("HTTP/1.1 ")) {
            throw new IOException("no HTTP: " + statusLine);
        }
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        Answer head = new Answer(Integer.parseInt(statusLine.substring(9, 12)), headers, "");
        return noBody ? head : new Answer(head.status(), headers, body(head, in));
    }

    private static String body(Answer head, InputStream in) throws IOException {
        if (head.headers("Transfer-Encoding").contains("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            line(in);
            return body.toString(StandardCharsets.UTF_8);
        }
        List<String> length = head.headers("Content-Length");
        return new String(
                in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length.get(0))), StandardCharsets.UTF_8);
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
