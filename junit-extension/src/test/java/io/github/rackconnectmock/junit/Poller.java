package io.github.rackconnectmock.junit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client with one connection of its own, which it keeps. */
public final class Poller implements AutoCloseable {
    private final Socket socket;
    private final String prefix;

    public Poller(URI base) throws IOException {
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        prefix = base.getPath();
    }

    /** Sends a request, and doesn't wait for its answer. */
    public void send(String path) throws IOException {
        String request = "GET " + prefix + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** The head of the next answer, in one text; the body is read too. */
    public String head() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        String length = head.toString().split("(?i)content-length: ", 2)[1].split("\r\n", 2)[0];
        in.readNBytes(Integer.parseInt(length));
        return head.toString();
    }

    /** Asks, and reads the answer. */
    public void ask(String path) throws IOException {
        send(path);
        head();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
