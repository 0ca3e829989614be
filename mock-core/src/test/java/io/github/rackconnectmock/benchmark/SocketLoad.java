package io.github.rackconnectmock.benchmark;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Requests a second through sockets: WireMock with its default settings and a static stub, and the fake with lifecycle,
 * limit and journal on, in turns, by the same four clients. Each server is a JVM of its own, so that none pays for
 * another's garbage. Then the heap after many requests.
 */
public final class SocketLoad {
    private static final int CLIENTS = 4;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 7;
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final int HEAP_REQUESTS = 1_000_000;

    private SocketLoad() {}

    /** Prints a line for each measurement; the argument {@code heap} asks for the heap's instead. */
    public static void main(String[] arguments) throws Exception {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "heap" -> heap();
            case "wiremock" -> serve(wireMock().port());
            case "fake" -> serve(mock(Integer.parseInt(arguments[1])).port());
            default -> throughput();
        }
    }

    private static WireMockServer wireMock() {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        server.stubFor(get("/v1/automation_status")
                .willReturn(aResponse().withHeader("Content-Type", "text/plain").withBody("DEPLOYING")));
        return server;
    }

    private static RackConnectMockServer mock(int servers) {
        return RackConnectMockServer.start(Scenario.builder()
                .rateLimit(RateLimit.of(Integer.MAX_VALUE, Duration.ofMinutes(1)))
                .server(CloudServer.named("web1")
                        .sourceIp("127.0.0.1")
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.after(Duration.ofDays(1)).status(AutomationStatus.DEPLOYED)))
                .server(CloudServer.named("web-{n}").sourceIp("10.0.0.1").count(Math.max(2, servers - 1)))
                .build());
    }

    /** Tells the port and stays until the parent lets go. */
    private static void serve(int port) throws IOException {
        System.out.println(port);
        int ignored = System.in.read();
        System.exit(ignored < 0 ? 0 : 1);
    }

    private static void throughput() throws Exception {
        List<Double> growing = new ArrayList<>();
        List<Double> emptied = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> oursAmongMany = new ArrayList<>();
        try (Child wireMock = new Child("wiremock");
                Child emptiedWireMock = new Child("wiremock");
                Child one = new Child("fake", "1");
                Child many = new Child("fake", "10000")) {
            for (int round = 1 - WARM_UP_ROUNDS; round <= ROUNDS; round++) {
                double w = perSecond(wireMock.port);
                double e = perSecond(emptiedWireMock.port);
                emptyJournal(emptiedWireMock.port);
                double o = perSecond(one.port);
                double m = perSecond(many.port);
                if (round > 0) {
                    growing.add(w);
                    emptied.add(e);
                    ours.add(o);
                    oursAmongMany.add(m);
                    System.out.printf(
                            "round %d: WireMock %.0f/s, its journal emptied %.0f/s, the fake %.0f/s, of 10,000 servers"
                                    + " %.0f/s%n",
                            round, w, e, o, m);
                }
            }
        }
        System.out.printf(
                "median: WireMock %.0f/s, its journal emptied %.0f/s, the fake %.0f/s, of 10,000 servers %.0f/s%n",
                median(growing), median(emptied), median(ours), median(oursAmongMany));
        System.out.printf("ratio of the fake to WireMock: %.2f%n", median(ours) / median(growing));
        System.out.printf("ratio of the fake to WireMock, its journal emptied: %.2f%n", median(ours) / median(emptied));
        System.out.printf("ratio of 10,000 servers to one: %.2f%n", median(oursAmongMany) / median(ours));
    }

    /** WireMock's default journal keeps every request. */
    private static void emptyJournal(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("DELETE /__admin/requests HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    /** A server in a JVM of its own, with this one's class path and no options. */
    private static final class Child implements AutoCloseable {
        private final Process process;
        private final int port;

        Child(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SocketLoad.class.getName()));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            port = Integer.parseInt(process.inputReader(StandardCharsets.UTF_8).readLine());
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private static void heap() throws Exception {
        try (RackConnectMockServer mock = mock(1)) {
            requests(mock.port(), 20_000);
            long before = usedAfterCollection();
            System.out.printf("heap after 20,000 requests: %.1f MB%n", before / 1e6);
            requests(mock.port(), HEAP_REQUESTS);
            long after = usedAfterCollection();
            System.out.printf("heap after %,d more: %.1f MB%n", HEAP_REQUESTS, after / 1e6);
            System.out.printf("ratio: %.2f%n", (double) after / before);
        }
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double perSecond(int port) throws Exception {
        long start = System.nanoTime();
        long end = start + TURN.toNanos();
        long requests = run(port, client -> System.nanoTime() < end);
        return requests / ((System.nanoTime() - start) / 1e9);
    }

    private static void requests(int port, int number) throws Exception {
        run(port, done -> done < number / CLIENTS);
    }

    private interface Going {
        boolean on(long done);
    }

    private static long run(int port, Going going) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Long>> clients = Collections.nCopies(CLIENTS, () -> client(port, going));
            long sum = 0;
            for (Future<Long> done : threads.invokeAll(clients)) {
                sum += done.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long client(int port, Going going) throws IOException {
        byte[] request =
                "GET /v1/automation_status HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[8192];
        long done = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            while (going.on(done)) {
                out.write(request);
                readAnswer(in, buffer);
                done++;
            }
        }
        return done;
    }

    /** Both bodies are DEPLOYING: one with its length, the other in a chunk. */
    private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        while (true) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new IOException("the connection ended");
            }
            length += read;
            String answer = new String(buffer, 0, length, StandardCharsets.US_ASCII);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IOException(answer);
            }
            if (answer.endsWith("DEPLOYING") || answer.endsWith("DEPLOYING\r\n0\r\n\r\n")) {
                if (!answer.contains("chunked") || answer.endsWith("0\r\n\r\n")) {
                    return;
                }
            }
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
