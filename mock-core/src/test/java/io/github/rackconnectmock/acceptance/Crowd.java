package io.github.rackconnectmock.acceptance;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections that are served by one thread: each sends what it can without waiting, and reads nothing. */
final class Crowd implements AutoCloseable {
    /** Descriptors for all else that this JVM and the mock's have open. */
    private static final int RESERVE = 1500;

    private final List<SocketChannel> connections = new ArrayList<>();
    private final List<ByteBuffer> unsent = new ArrayList<>();

    /** As many as wanted, or fewer, with a printed note, where this machine allows fewer descriptors. */
    static int size(int wanted) {
        long limit = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : RESERVE + 500;
        int size = (int) Math.max(50, Math.min(wanted, limit - RESERVE));
        if (size < wanted) {
            System.out.printf("only %d of %d connections: %d descriptors are allowed here%n", size, wanted, limit);
        }
        return size;
    }

    /** Lets so many clients more connect and send this. */
    void join(URI base, int count, String sent) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel connection = SocketChannel.open();
            // What a client doesn't read is to fill up soon.
            connection.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            connection.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            connection.configureBlocking(false);
            ByteBuffer bytes = ByteBuffer.wrap(sent.getBytes(StandardCharsets.ISO_8859_1));
            connections.add(connection);
            unsent.add(bytes);
            write(connection, bytes);
        }
    }

    /** Sends more of what couldn't be sent yet. */
    void push() {
        for (int i = 0; i < connections.size(); i++) {
            write(connections.get(i), unsent.get(i));
        }
    }

    private static void write(SocketChannel connection, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && connection.write(bytes) > 0) {
                // The mock had memory for some of them.
            }
        } catch (IOException closedByTheMock) {
            bytes.position(bytes.limit());
        }
    }

    /** How many there are. */
    int size() {
        return connections.size();
    }

    /** Lets every client leave, by a FIN or by a reset. */
    void leave(boolean reset) throws IOException {
        for (SocketChannel connection : connections) {
            if (reset) {
                connection.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            connection.close();
        }
        connections.clear();
        unsent.clear();
    }

    @Override
    public void close() throws IOException {
        leave(true);
    }
}
