package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ServeTest {
    private static final String STATUS = "/v1/automation_status";

    @TempDir
    Path directory = Path.of("");

    @Test
    void saysInOneLineThatItIsReady() throws Exception {
        try (InProcess program = new InProcess(Map.of(), "--port", "0", "--scenario", "burst")) {
            JsonNode ready = program.ready();
            assertThat(ready.fieldNames())
                    .toIterable()
                    .containsExactly("event", "baseUrl", "port", "pid", "scenario", "servers", "page");
            assertThat(ready.path("page").asText())
                    .isEqualTo(ready.path("baseUrl").asText() + "/__admin/rackconnect/");
            assertThat(ready.path("event").asText()).isEqualTo("ready");
            assertThat(ready.path("baseUrl").asText())
                    .isEqualTo("http://127.0.0.1:" + ready.path("port").asInt());
            assertThat(ready.path("pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(ready.path("scenario").asText()).isEqualTo("burst");
            assertThat(ready.path("servers").asInt()).isEqualTo(50);
            assertThat(Http.get(ready.path("baseUrl").asText() + STATUS)).isEqualTo("DEPLOYING");
            assertThat(program.err.next())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z web-1 GET " + STATUS
                            + " -> 200 DEPLOYING");
            assertThat(program.out.all()).hasSize(1);
        }
    }

    @Test
    void hasTheReasonInARequestsLine() throws Exception {
        try (InProcess program = new InProcess(Map.of(), "serve", "--port", "0")) {
            Http.get(program.ready().path("baseUrl").asText() + "/v1/gateway_ip?format=JSON");
            assertThat(program.err.next())
                    .contains(" web1 GET /v1/gateway_ip?format=JSON -> 404 (gateway-unassigned; ");
        }
    }

    @Test
    void aFlagComesBeforeItsVariableAndAVariableBeforeTheDefault() throws Exception {
        Map<String, String> environment = Map.of(
                "RACKCONNECT_MOCK_PORT", "0",
                "RACKCONNECT_MOCK_SCENARIO", "burst",
                "RACKCONNECT_MOCK_BIND", "",
                "RACKCONNECT_MOCK_SPEED", " ",
                "RACKCONNECT_MOCK_QUIET", "true",
                "RACKCONNECT_MOCK_STRICT_SOURCE", "true");
        try (InProcess program = new InProcess(environment, "--scenario", "fails", "--quiet=false")) {
            JsonNode ready = program.ready();
            assertThat(ready.path("scenario").asText()).isEqualTo("fails");
            assertThat(ready.path("baseUrl").asText())
                    .startsWith("http://127.0.0.1:")
                    .doesNotEndWith(":8089");
            Http.get(ready.path("baseUrl").asText() + STATUS);
            assertThat(program.err.next()).contains(" -> 403 (unknown-source; ");
        }
    }

    @Test
    void everyOptionHasAVariable() throws Exception {
        Path readyFile = directory.resolve("ready.json");
        Path scenario = Files.writeString(directory.resolve("s.json"), Catalogue.json("deploys"));
        Map<String, String> environment = Map.of(
                "RACKCONNECT_MOCK_SCENARIO", scenario.toString(),
                "RACKCONNECT_MOCK_PORT", "0",
                "RACKCONNECT_MOCK_BIND", "127.0.0.3",
                "RACKCONNECT_MOCK_SPEED", "100000",
                "RACKCONNECT_MOCK_READY_FILE", readyFile.toString(),
                "RACKCONNECT_MOCK_JOURNAL_SIZE", "1",
                "RACKCONNECT_MOCK_NO_FORWARDED_FOR", "true",
                "RACKCONNECT_MOCK_WATCH", "true",
                "RACKCONNECT_MOCK_QUIET", "true");
        try (InProcess program = new InProcess(environment)) {
            JsonNode ready = program.ready();
            String uri = ready.path("baseUrl").asText();
            assertThat(uri).startsWith("http://127.0.0.3:");
            assertThat(new ObjectMapper().readTree(readyFile.toFile())).isEqualTo(ready);
            assertThat(Http.get(uri + "/__admin/rackconnect/clock")).contains("100000");
            Http.get(uri + STATUS);
            Http.get(uri + STATUS);
            assertThat(new ObjectMapper()
                            .readTree(Http.get(uri + "/__admin/rackconnect/requests"))
                            .findValues("target"))
                    .hasSize(1);
            Files.writeString(scenario, "{");
            assertThat(program.err.next()).startsWith(scenario + ":1:");
            assertThat(program.err.all()).noneMatch(line -> line.contains("GET"));
        }
    }

    @Test
    void theReadyFileTakesTheOldOnesPlaceAndGoesAtTheEnd() throws Exception {
        Path file = Files.writeString(directory.resolve("ready.json"), "left behind");
        try (InProcess program = new InProcess(Map.of(), "--port", "0", "--ready-file", file.toString())) {
            String line = program.out.next();
            assertThat(file).hasContent(line + "\n");
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** The kind: a program that waits for the file must not find that of another start. */
    @Test
    void theOldReadyFileGoesBeforeAnythingIsRead() throws Exception {
        Path file = Files.writeString(directory.resolve("ready.json"), "left behind");
        List<Boolean> wasThere = new CopyOnWriteArrayList<>();
        Lines out = new Lines();
        InputStream in = new ByteArrayInputStream(Catalogue.json("burst").getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized byte[] readAllBytes() {
                wasThere.add(Files.exists(file));
                return super.readAllBytes();
            }

            @Override
            public synchronized int read(byte[] to, int from, int length) {
                wasThere.add(Files.exists(file));
                return super.read(to, from, length);
            }
        };
        String[] args = {"--port", "0", "--scenario", "-", "--ready-file", file.toString()};
        Runner runner = new Runner(new Console(out.stream(), new Lines().stream(), in, Map.of()));
        Thread program = new Thread(() -> runner.run(args));
        program.start();
        try {
            assertThat(out.next()).contains("\"event\":\"ready\"");
            assertThat(wasThere).containsOnly(false);
        } finally {
            program.interrupt();
            program.join();
        }
    }

    /** What an earlier run left behind is gone at once, and a start that fails leaves word for those who wait. */
    @Test
    void aStartThatFailsIsInTheReadyFile() throws Exception {
        Path ready = Files.writeString(directory.resolve("ready.json"), "left behind");
        Path ca = Files.writeString(directory.resolve("ca.pem"), "left behind");
        Outcome outcome = Outcome.of(
                "--scenario", "nope.json", "--port", "0", "--ready-file", ready.toString(), "--ca-file", ca.toString());
        assertThat(ca).doesNotExist();
        JsonNode word = new ObjectMapper().readTree(ready.toFile());
        assertThat(word.path("event").asText()).isEqualTo("failed");
        assertThat(word.path("exitCode").asInt()).isEqualTo(outcome.exitCode()).isEqualTo(66);
        assertThat(word.path("message").asText()).isEqualTo(outcome.err().get(0));
        assertThat(Outcome.of("env", "--ready-file", ready.toString()).err())
                .containsExactly("rackconnect-mock: " + ready + ": that mock could not start; start it again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ready-file", "--ca-file"})
    void whatIsNoFileIsNeverRemoved(String option) throws Exception {
        Path device = Path.of("/dev/full");
        assumeTrue(Files.exists(device));
        Outcome outcome = Outcome.of("--port", "0", option, device.toString());
        assertThat(outcome.err()).singleElement().asString().contains("(it is a device or a pipe)");
        assertThat(outcome.exitCode()).isEqualTo(73);
        assertThat(device).exists();
    }

    /** Whatever comes before the ready line takes nothing of the servers' lives, at any speed. */
    @Test
    void livesBeginWithTheReadyLine() throws Exception {
        CountDownLatch mayBeReady = new CountDownLatch(1);
        Lines lines = new Lines();
        PrintStream shown = lines.stream();
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                try {
                    mayBeReady.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.println(line);
            }
        };
        Path file = directory.resolve("ready.json");
        Runner runner = new Runner(new Console(
                out, new Lines().stream(), InputStream.nullInputStream(), Map.of("RACKCONNECT_MOCK_SPEED", "100000")));
        Thread program = new Thread(() -> runner.run("--port", "0", "--ready-file", file.toString()));
        program.start();
        try {
            assertThat(Outcome.of("wait", "--ready-file", file.toString()).exitCode())
                    .isZero();
            String uri =
                    new ObjectMapper().readTree(file.toFile()).path("baseUrl").asText() + STATUS;
            for (int i = 0; i < 3; i++) {
                assertThat(Http.get(uri)).isEqualTo("DEPLOYING");
            }
            mayBeReady.countDown();
            lines.next();
            while (Http.get(uri).equals("DEPLOYING")) {
                Thread.onSpinWait();
            }
        } finally {
            program.interrupt();
            program.join();
        }
    }

    @Test
    void isReadyUnderTheNameThatIsAdvertised() throws Exception {
        try (InProcess program =
                new InProcess(Map.of(), "--port", "0", "--https-port", "0", "--advertise", "mock.ci.example")) {
            JsonNode ready = program.ready();
            int port = ready.path("port").asInt();
            assertThat(ready.path("baseUrl").asText()).isEqualTo("http://mock.ci.example:" + port);
            assertThat(ready.path("httpsUrl").asText()).startsWith("https://mock.ci.example:");
            String get = "GET /__admin/rackconnect/health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
            assertThat(raw(port, String.format(get, "mock.ci.example:" + port))).startsWith("HTTP/1.1 200 ");
            assertThat(raw(port, String.format(get, "evil.example"))).startsWith("HTTP/1.1 421 ");
        }
    }

    /** Callers from other machines are let in by an option only. */
    @Test
    void listensAtOneAddressAloneUnlessTold() throws Exception {
        try (InProcess program = new InProcess(Map.of(), "--port", "0")) {
            int port = program.ready().path("port").asInt();
            assertThatThrownBy(() -> new Socket(InetAddress.getByName("127.0.0.2"), port).close())
                    .as("a connection to another address of this machine")
                    .isInstanceOf(ConnectException.class);
        }
        try (InProcess program = new InProcess(Map.of(), "--port", "0", "--bind", "0.0.0.0")) {
            int port = program.ready().path("port").asInt();
            new Socket(InetAddress.getByName("127.0.0.2"), port).close();
        }
    }

    /** A caller from another container, which the PROXY protocol stands in for here. */
    @Test
    void callersOfANamedNetworkAreTheFirstServer() throws Exception {
        String get = "PROXY TCP4 %s 127.0.0.1 5000 80\r\nGET " + STATUS
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (InProcess program =
                new InProcess(Map.of(), "--port", "0", "--first-server-for", "172.16.0.0/12, 192.168.1.1")) {
            int port = program.ready().path("port").asInt();
            assertThat(raw(port, String.format(get, "172.17.0.3"))).endsWith("DEPLOYING");
            assertThat(raw(port, String.format(get, "192.168.1.1"))).endsWith("DEPLOYING");
            assertThat(raw(port, String.format(get, "10.0.0.1")))
                    .contains("unknown-source; address=10.0.0.1; see --first-server-for");
        }
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void playsWhatIsOnStandardInput() throws Exception {
        Lines out = new Lines();
        InputStream in = new ByteArrayInputStream(Catalogue.json("burst").getBytes(StandardCharsets.UTF_8));
        Runner runner = new Runner(new Console(out.stream(), new Lines().stream(), in, Map.of()));
        Thread program = new Thread(() -> runner.run("--port", "0", "--scenario", "-"));
        program.start();
        try {
            assertThat(out.next()).contains("\"scenario\":\"-\",\"servers\":50");
        } finally {
            program.interrupt();
            program.join();
        }
    }

    @Test
    void watchLoadsGoodVersionsAndNamesTheMistakesOfBadOnes() throws Exception {
        Path file = Files.writeString(directory.resolve("s.json"), Catalogue.json("deploys"));
        try (InProcess program =
                new InProcess(Map.of(), "--port", "0", "--scenario", file.toString(), "--watch", "--quiet")) {
            String uri = program.ready().path("baseUrl").asText() + STATUS;

            replace(file, "{ \"servers\": [] }");
            assertThat(program.err.next()).startsWith(file + ":1:").contains(": servers: ");
            assertThat(program.err.next())
                    .isEqualTo("rackconnect-mock: " + file + " not loaded, the version before stays");
            assertThat(Http.get(uri)).isEqualTo("DEPLOYING");

            replace(file, Catalogue.json("deployed"));
            assertThat(program.err.next()).isEqualTo("rackconnect-mock: " + file + " loaded again, 1 server");
            assertThat(Http.get(uri)).isEqualTo("DEPLOYED");

            Files.delete(file);
            assertThat(program.err.next())
                    .isEqualTo("rackconnect-mock: " + file + ": there is no such file, the version before stays");
            assertThat(Http.get(uri)).isEqualTo("DEPLOYED");

            Files.writeString(file, Catalogue.json("burst"));
            assertThat(program.err.next(line -> line.contains("loaded again")))
                    .isEqualTo("rackconnect-mock: " + file + " loaded again, 50 servers");
            assertThat(Http.get(uri)).isEqualTo("DEPLOYING");
        }
    }

    @Test
    void optionsCanComeFromAFile() throws Exception {
        Path options = Files.writeString(directory.resolve("options"), "--port 0\n--scenario burst\n");
        try (InProcess program = new InProcess(Map.of(), "@" + options)) {
            assertThat(program.ready().path("scenario").asText()).isEqualTo("burst");
        }
    }

    /** As editors do it: the new content under another name, then moved to its place. */
    private void replace(Path file, String content) throws IOException {
        Path draft = Files.writeString(directory.resolve("draft"), content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
