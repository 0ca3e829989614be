package io.github.rackconnectmock.standalone.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the events that the live page takes, as fast as they come, and does nothing with them. */
final class PageWatcher implements AutoCloseable {
    private static final int BUFFER = 65_536;

    private final Socket socket;
    private final AtomicLong bytes = new AtomicLong();

    PageWatcher(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write("GET /__admin/rackconnect/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        Thread thread = new Thread(this::read, "page-watcher");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = socket.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                bytes.addAndGet(length);
            }
        } catch (IOException e) {
            // The measurement is over.
        }
    }

    /** How many it has taken. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
