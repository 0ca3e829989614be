package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                    .containsExactly("event", "baseUrl", "port", "pid", "scenario", "servers");
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
    void tellsTheReasonInARequestsLine() throws Exception {
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

    @Test
    void watchLoadsGoodVersionsAndTellsOfBadOnes() throws Exception {
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
