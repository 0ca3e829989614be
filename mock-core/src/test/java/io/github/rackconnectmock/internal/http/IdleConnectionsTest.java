package io.github.rackconnectmock.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.cloudservers.Apis;
import io.github.rackconnectmock.internal.control.ControlApi;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.tls.LazyIdentity;
import io.github.rackconnectmock.internal.tls.TlsIdentity;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the front has patience with a connection on which nothing happens, on a clock that the test moves. */
class IdleConnectionsTest {
    private static final int SWEEP_MILLIS = 5;
    private static final int PATIENCE_MILLIS = 20_000;

    /** So many that a first event about all of them is larger than what the system keeps for a connection. */
    private static final int CROWD = 30_000;

    private static final String REQUEST = "GET /as/web1/v1/automation_status HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** Stands still until it is moved, and tells how often it was read. */
    private static final class Time implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong();
        private final Semaphore readings = new Semaphore(0);

        @Override
        public long getAsLong() {
            readings.release();
            return nanos.get();
        }

        /** Comes back when all connections were looked at after so many seconds more. */
        void goOn(int seconds) throws InterruptedException {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
            readings.drainPermits();
            // The first reading may have begun before the move; at the second, the look that follows the first is over.
            assertThat(readings.tryAcquire(3, PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isTrue();
        }
    }

    private final Time time = new Time();
    private final HttpFront front = front();
    private int port;

    private HttpFront front() {
        Scenario scenario = Scenario.builder()
                .rateLimit(null)
                .server(CloudServer.named("web1").sourceIp("10.0.0.1"))
                .server(CloudServer.named("hanging")
                        .sourceIp("10.0.0.2")
                        .step(Step.after(Duration.ZERO).fault(Fault.hang())))
                .server(CloudServer.named("crowd-{n}").sourceIp("10.1.0.1").count(CROWD))
                .build();
        RackConnectApi api = new RackConnectApi(scenario, MovableClock.running(), SourcePolicy.DEFAULT);
        RequestJournal journal = new RequestJournal(10, Long.MAX_VALUE, exchange -> {});
        return new HttpFront(
                new HttpFront.Parts(
                        "127.0.0.1",
                        new Apis(api),
                        journal,
                        new ControlApi(api, journal, () -> {}, name -> 0),
                        Set.of(),
                        failure -> {},
                        new LazyIdentity(TlsIdentity::made),
                        () -> {
                            throw new IllegalStateException("nobody asks for a stub");
                        }),
                time,
                SWEEP_MILLIS);
    }

    @BeforeEach
    void listen() {
        port = front.listen(0, false);
    }

    @AfterEach
    void stop() {
        front.stop();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** A client of the events that reads no more than the answer's first line. */
    private Socket openStream(String... fields) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        String more = Arrays.stream(fields).map(field -> field + "\r\n").collect(Collectors.joining());
        send(socket, "GET /__admin/rackconnect/events HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
        return socket;
    }

    private String lastEventId() throws IOException {
        URI timeline = URI.create("http://127.0.0.1:" + port + "/__admin/rackconnect/timeline");
        try (InputStream in = timeline.toURL().openStream()) {
            return new ObjectMapper().readTree(in).path("id").asText();
        }
    }

    private static String readLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next != '\r' && next >= 0; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static void readTo(InputStream in, String end) throws IOException {
        byte[] wanted = end.getBytes(StandardCharsets.US_ASCII);
        int matched = 0;
        while (matched < wanted.length) {
            int next = in.read();
            assertThat(next).as("before " + end).isNotNegative();
            matched = next == wanted[matched] ? matched + 1 : next == wanted[0] ? 1 : 0;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void ask(Socket socket) throws IOException {
        send(socket, REQUEST);
        readTo(socket.getInputStream(), "\r\n\r\nDEPLOYED");
    }

    /** Waits until all that was sent has been read, since another connection's request came after it. */
    private void isRead() throws IOException {
        try (Socket later = connect()) {
            ask(later);
        }
    }

    @Test
    void anIdleConnectionIsKeptForNinetySecondsAndThenClosed() throws Exception {
        try (Socket socket = connect()) {
            ask(socket);
            time.goOn(75);
            ask(socket);
            time.goOn(90);
            ask(socket);
            time.goOn(91);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionThatNeverAskedIsClosedSooner() throws Exception {
        try (Socket socket = connect()) {
            time.goOn(30);
            ask(socket);
        }
        try (Socket socket = connect()) {
            send(socket, "GET /");
            isRead();
            time.goOn(31);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aHeadThatIsNotCompleteInTimeEndsItsConnection() throws Exception {
        try (Socket socket = connect()) {
            ask(socket);
            send(socket, "GET /as/web1/v1");
            isRead();
            time.goOn(20);
            send(socket, "/automation_status");
            isRead();
            time.goOn(10);
            send(socket, " HTTP/1.1\r\n");
            isRead();
            time.goOn(1);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionWhoseAnswerIsStillDueIsNotIdle() throws Exception {
        try (Socket socket = connect()) {
            send(socket, REQUEST.replace("web1", "hanging"));
            isRead();
            time.goOn(10_000);
            socket.setSoTimeout(1);
            try {
                assertThat(socket.getInputStream().read()).as("an end").isNotNegative();
            } catch (SocketTimeoutException e) {
                assertThat(e).as("nothing has come, and the connection is open").isNotNull();
            }
        }
    }

    /**
     * The kind: an answer that goes on is no reason to keep a client that takes nothing of it. That it is gone shows by the
     * place that it leaves, since nothing else tells without reading.
     */
    @Test
    void aClientOfTheEventsThatTakesNothingIsDropped() throws Exception {
        String id = "Last-Event-ID: " + lastEventId();
        List<Socket> sockets = new ArrayList<>();
        try {
            sockets.add(openStream());
            assertThat(readLine(sockets.get(0))).endsWith(" 200 OK");
            for (int i = 1; i < Connections.MOST_STREAMS; i++) {
                sockets.add(openStream(id));
                assertThat(readLine(sockets.get(i))).endsWith(" 200 OK");
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            boolean hasPlace = false;
            while (!hasPlace && System.nanoTime() - end < 0) {
                try (Socket further = openStream(id)) {
                    hasPlace = readLine(further).endsWith(" 200 OK");
                }
                time.goOn(91);
            }
            assertThat(hasPlace).as("a place for another client").isTrue();
        } finally {
            for (Socket each : sockets) {
                each.close();
            }
        }
    }

    @Test
    void aClientThatTakesTheEventsIsKept() throws Exception {
        try (Socket socket = openStream("Last-Event-ID: " + lastEventId())) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            readTo(in, "\nid: ");
            time.goOn(10_000);
            isRead();
            readTo(in, "automation_status");
        }
    }
}
