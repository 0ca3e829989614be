package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ServeIT {
    private static final String STATUS = "/v1/automation_status";

    @TempDir
    Path directory = Path.of("");

    @Test
    void servesTellsAndStops() throws Exception {
        Path file = directory.resolve("ready.json");
        try (RunningJar jar = new RunningJar("--port", "0", "--ready-file", file.toString())) {
            String line = jar.out.next();
            JsonNode ready = new ObjectMapper().readTree(line);
            assertThat(file).hasContent(line + "\n");
            assertThat(ready.path("pid").asLong()).isEqualTo(jar.process.pid());
            assertThat(ready.path("scenario").asText()).isEqualTo("deploys");

            assertThat(Http.get(ready.path("baseUrl").asText() + STATUS)).isEqualTo("DEPLOYING");
            assertThat(jar.err.next()).endsWith(" web1 GET " + STATUS + " -> 200 DEPLOYING");

            jar.stop();
            assertThat(jar.exitCode()).isEqualTo(143);
            assertThat(jar.out.all()).containsExactly(line);
            assertThat(jar.err.all()).hasSize(1);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void finishesAnAnswerUnderWayBeforeItStops() throws Exception {
        Path scenario = scenario(Fault.delay(Duration.ofMillis(500)));
        try (RunningJar jar = new RunningJar("--port", "0", "--scenario", scenario.toString())) {
            String base = jar.baseUrl();
            CompletableFuture<HttpResponse<String>> answer = Http.begin(base + STATUS);
            untilReceived(base);
            jar.stop();
            assertThat(jar.exitCode()).isEqualTo(143);
            assertThat(answer.get().body()).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void stopsWhileARequestHangs() throws Exception {
        Path scenario = scenario(Fault.hang());
        try (RunningJar jar = new RunningJar("--port", "0", "--scenario", scenario.toString())) {
            String base = jar.baseUrl();
            CompletableFuture<HttpResponse<String>> answer = Http.begin(base + STATUS);
            untilReceived(base);
            jar.stop();
            assertThat(jar.exitCode()).isEqualTo(143);
            assertThat(answer).failsWithin(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "HUP, 129"})
    void stopsOnOtherSignalsToo(String signal, int exitCode) throws Exception {
        Path file = directory.resolve("ready.json");
        try (RunningJar jar = new RunningJar("--port", "0", "--ready-file", file.toString())) {
            JsonNode ready = jar.ready();
            new ProcessBuilder("kill", "-" + signal, ready.path("pid").asText())
                    .start()
                    .waitFor();
            assertThat(jar.exitCode()).isEqualTo(exitCode);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        try (RunningJar first = new RunningJar("--port", "0")) {
            String port = first.ready().path("port").asText();
            try (RunningJar second = new RunningJar("--port", port)) {
                assertThat(second.exitCode()).isEqualTo(69);
                assertThat(second.err.next()).startsWith("rackconnect-mock: port " + port + " of 127.0.0.1 is in use;");
                assertThat(second.err.all()).hasSize(1);
                assertThat(second.out.all()).isEmpty();
            }
        }
    }

    @Test
    void loadsAWatchedFileAgain() throws Exception {
        Path file = Files.writeString(directory.resolve("s.json"), Catalogue.json("deploys"));
        try (RunningJar jar = new RunningJar("--port", "0", "--scenario", file.toString(), "--watch", "--quiet")) {
            String uri = jar.baseUrl() + STATUS;
            Files.writeString(file, "{ \"servers\": 1 }");
            assertThat(jar.err.next(line -> line.endsWith("not loaded, the version before stays")))
                    .startsWith("rackconnect-mock: " + file);
            assertThat(Http.get(uri)).isEqualTo("DEPLOYING");
            Files.writeString(file, Catalogue.json("deployed"));
            jar.err.next(line -> line.endsWith(" loaded again, 1 server"));
            assertThat(Http.get(uri)).isEqualTo("DEPLOYED");
            assertThat(jar.out.all()).hasSize(1);
        }
    }

    @Test
    void waitsForAnotherProcess() throws Exception {
        try (RunningJar mock = new RunningJar("--port", "0", "--quiet");
                RunningJar waiting = new RunningJar("wait", "--url", mock.baseUrl(), "--timeout", "20s")) {
            assertThat(waiting.exitCode()).isZero();
            assertThat(waiting.out.all()).isEmpty();
            assertThat(waiting.err.all()).isEmpty();
        }
    }

    @Test
    void knowsItsVersion() throws Exception {
        try (RunningJar jar = new RunningJar("version")) {
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.out.next()).matches("rackconnect-mock \\d+\\.\\d+\\.\\d+.*");
        }
    }

    @Test
    void mistakesEndWithTheirExitCode() throws Exception {
        try (RunningJar usage = new RunningJar("sevre");
                RunningJar missing = new RunningJar("--scenario", "nope.json", "--port", "0")) {
            assertThat(usage.exitCode()).isEqualTo(64);
            assertThat(usage.err.next()).isEqualTo("rackconnect-mock: there is no verb sevre; did you mean serve?");
            assertThat(missing.exitCode()).isEqualTo(66);
            assertThat(missing.err.next()).startsWith("rackconnect-mock: nope.json: ");
            assertThat(missing.err.all()).hasSize(1);
        }
    }

    /** The line of a request comes when its answer has ended; the journal has it before. */
    private static void untilReceived(String base) throws Exception {
        while (Http.get(base + "/__admin/rackconnect/requests").contains("\"received\":0,")) {
            Thread.onSpinWait();
        }
    }

    private Path scenario(Fault fault) throws Exception {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.181.1.11")
                        .step(Step.after(Duration.ZERO).fault(fault)))
                .build();
        return Files.writeString(directory.resolve("scenario.json"), ScenarioFiles.write(scenario));
    }
}
