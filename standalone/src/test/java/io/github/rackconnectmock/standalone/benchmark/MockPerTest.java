package io.github.rackconnectmock.standalone.benchmark;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.rackconnectmock.RackConnectMockServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/**
 * What a mock for one test costs in a JVM that starts many: start, one request, close. Each library has a JVM of its
 * own, which does a round when it is told to.
 */
public final class MockPerTest {
    private static final int ROUNDS = 4;
    private static final int NEW_JVMS = 7;
    private static final byte[] REQUEST = RawClient.get(Servers.STATUS);

    private MockPerTest() {}

    private enum Library {
        MOCK("the mock") {
            @Override
            void cycle() throws IOException {
                try (RackConnectMockServer mock = RackConnectMockServer.start()) {
                    RawClient.ask(mock.baseUri().getPort(), REQUEST);
                }
            }
        },
        MOCK_WEB_SERVER("MockWebServer") {
            @Override
            void cycle() throws IOException {
                try (MockWebServer mock = new MockWebServer()) {
                    mock.enqueue(new MockResponse.Builder()
                            .code(200)
                            .body("DEPLOYED")
                            .build());
                    mock.start();
                    RawClient.ask(mock.getPort(), REQUEST);
                }
            }
        },
        WIREMOCK("WireMock") {
            @Override
            void cycle() throws IOException {
                WireMockServer mock =
                        new WireMockServer(WireMockConfiguration.options().dynamicPort());
                mock.start();
                try {
                    mock.stubFor(WireMock.get(Servers.STATUS).willReturn(WireMock.ok("DEPLOYED")));
                    RawClient.ask(mock.port(), REQUEST);
                } finally {
                    mock.stop();
                }
            }
        };

        final String title;

        Library(String title) {
            this.title = title;
        }

        abstract void cycle() throws IOException;
    }

    static void measure(Effort effort, Report report) throws IOException {
        measureFirst(report);
        measureMany(effort, report);
    }

    /** The first mock of a JVM loads and links what all later ones use. */
    private static void measureFirst(Report report) throws IOException {
        Map<Library, List<Double>> millis = new EnumMap<>(Library.class);
        for (int jvm = 1; jvm <= NEW_JVMS; jvm++) {
            for (Library library : Library.values()) {
                try (Child child = new Child(library)) {
                    double took = child.round(1);
                    Report.progress("the first of a JVM, %d: %s %.0f ms", jvm, library.title, took);
                    millis.computeIfAbsent(library, none -> new ArrayList<>()).add(took);
                }
            }
        }
        double mock = Report.median(millis.getOrDefault(Library.MOCK, List.of()));
        for (Library other : List.of(Library.MOCK_WEB_SERVER, Library.WIREMOCK)) {
            report.ratio(
                    "the first of a JVM: start, one request, close",
                    "ms",
                    mock,
                    other.title,
                    Report.median(millis.getOrDefault(other, List.of())),
                    "");
        }
    }

    private static void measureMany(Effort effort, Report report) throws IOException {
        List<Child> children = new ArrayList<>();
        try {
            for (Library library : Library.values()) {
                children.add(new Child(library));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                for (Child child : children) {
                    double millis = child.round(effort.cycles());
                    Report.progress("start, request, close, round %d: %s %.2f ms", round, child.library.title, millis);
                    // The first round is the JVM's warm-up.
                    if (round > 1) {
                        child.millis.add(millis);
                    }
                }
            }
        } finally {
            children.forEach(Child::close);
        }
        double mock = Report.median(children.get(0).millis);
        for (Child other : children.subList(1, children.size())) {
            report.ratio(
                    "start, one request, close",
                    "ms",
                    mock,
                    other.library.title,
                    Report.median(other.millis),
                    other.library == Library.MOCK_WEB_SERVER ? "≤ 1.2" : "");
        }
    }

    private static final class Child implements AutoCloseable {
        final Library library;
        final List<Double> millis = new ArrayList<>();
        private final Process process;
        private final BufferedReader out;
        private final Writer in;

        Child(Library library) throws IOException {
            this.library = library;
            process = ServerProcess.process(ServerProcess.java(List.of(
                            "-cp", System.getProperty("java.class.path"), MockPerTest.class.getName(), library.name())))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = process.inputReader(StandardCharsets.UTF_8);
            in = process.outputWriter(StandardCharsets.UTF_8);
        }

        double round(int cycles) throws IOException {
            in.write(cycles + "\n");
            in.flush();
            String line = out.readLine();
            if (line == null) {
                throw new IOException(library.title + " ended");
            }
            return Double.parseDouble(line);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /**
     * Reads how many mocks to start, and prints the median of what each took, in milliseconds.
     *
     * @param arguments which library
     */
    public static void main(String[] arguments) throws IOException {
        Library library = Library.valueOf(arguments[0]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(line); i++) {
                long start = System.nanoTime();
                library.cycle();
                millis.add((System.nanoTime() - start) / 1e6);
            }
            System.out.println(Report.median(millis));
        }
    }
}
