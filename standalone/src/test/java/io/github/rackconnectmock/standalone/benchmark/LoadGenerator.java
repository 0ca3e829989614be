package io.github.rackconnectmock.standalone.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Objects;

/**
 * Asks one server on kept-alive connections, each with one request at a time, from one thread. It has to cost less than
 * any server: requests are built beforehand, an answer is whole when it has as many bytes as the first one had, and of
 * each answer only the status is looked at.
 */
final class LoadGenerator implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final int STATUS = "HTTP/1.1 ".length();
    private static final long PATIENCE_MILLIS = 10_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Selector selector = Selector.open();
    private final ByteBuffer answers = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer[] requests;
    private final int answerSize;
    private int nextRequest;
    private long sent;
    private long received;
    private long lastRequest;
    private long deadline;

    /** What was done in one turn. */
    record Load(long requests, double seconds, double cpuSeconds) {
        double perSecond() {
            return requests / seconds;
        }
    }

    private static final class Connection {
        final SocketChannel channel;
        int read;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /**
     * Opens the connections.
     *
     * @param requests sent one after the other, and then from the first again; their answers have the same size
     */
    LoadGenerator(int port, List<byte[]> requests) throws IOException {
        answerSize = RawClient.ask(port, requests.get(0)).length();
        this.requests = requests.stream().map(LoadGenerator::direct).toArray(ByteBuffer[]::new);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Asks for so long. */
    Load during(double seconds) throws IOException {
        return run(Long.MAX_VALUE, System.nanoTime() + (long) (seconds * 1e9));
    }

    /** Asks so many times. */
    Load times(long number) throws IOException {
        return run(number, System.nanoTime() + Long.MAX_VALUE / 2);
    }

    /** Begins with no answer due on any connection, and ends so. */
    private Load run(long number, long until) throws IOException {
        sent = 0;
        received = 0;
        lastRequest = number;
        deadline = until;
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
            sendNext((Connection) key.attachment());
        }
        while (received < sent) {
            if (selector.select(this::read, PATIENCE_MILLIS) == 0) {
                throw new IOException("no answer, or one shorter than the first, which had " + answerSize + " bytes");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Load(received, seconds, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9);
    }

    private void sendNext(Connection connection) throws IOException {
        if (sent >= lastRequest) {
            return;
        }
        sent++;
        ByteBuffer request = requests[nextRequest];
        nextRequest = nextRequest + 1 == requests.length ? 0 : nextRequest + 1;
        request.rewind();
        connection.channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("the server reads no more");
        }
    }

    private void read(SelectionKey key) {
        Connection connection = (Connection) Objects.requireNonNull(key.attachment());
        try {
            answers.clear();
            int bytes = connection.channel.read(answers);
            if (bytes < 0) {
                throw new EOFException("the server closed a connection");
            }
            if (connection.read <= STATUS
                    && connection.read + bytes > STATUS
                    && answers.get(STATUS - connection.read) != '2') {
                throw new IOException("an answer isn't a 200");
            }
            connection.read += bytes;
            if (connection.read < answerSize) {
                return;
            }
            if (connection.read > answerSize) {
                throw new IOException("an answer is longer than the first, which had " + answerSize + " bytes");
            }
            connection.read = 0;
            received++;
            if (System.nanoTime() - deadline < 0) {
                sendNext(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
