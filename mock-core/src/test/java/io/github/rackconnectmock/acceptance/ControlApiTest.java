package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The control API, every answer of which is held against its description. */
class ControlApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .scenario(ScenarioFiles.parse("test.json", """
                    {"servers": [
                      {"name": "web1", "sourceIp": "10.181.1.11", "status": "DEPLOYING", "gatewayIp": null,
                       "lifecycle": [{"after": "18s", "name": "gateway-ready", "gatewayIp": "10.181.0.1"},
                                     {"on": "done", "status": "DEPLOYED"}]},
                      {"name": "db1", "sourceIp": "10.181.1.12", "begins": "firstRequest",
                       "lifecycle": [{"afterRequests": {"gateway_ip": 3}, "status": "FAILED"}]}]}
                    """.getBytes(StandardCharsets.UTF_8)))
            .frozen(true)
            .start();
    private final URI control = mock.baseUri().resolve("__admin/rackconnect/");
    private final JsonNode description =
            JSON.readTree(call("GET", "openapi.json", "").body());

    ControlApiTest() throws IOException {}

    @AfterEach
    void close() {
        mock.close();
    }

    private Wire.Answer call(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = Wire.connect(mock.baseUri())) {
            String request = method + " " + control.getPath() + path
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return Wire.read(socket.getInputStream(), false);
        }
    }

    /** Calls and expects the status, and the answer that the description promises for it. */
    private JsonNode expect(int status, String method, String path, String body) throws IOException {
        Wire.Answer answer = call(method, path, body);
        assertThat(answer.status())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        JsonNode promised = promisedAnswer(method, path, status);
        if (status == 204) {
            assertThat(answer.body()).isEmpty();
            return JSON.missingNode();
        }
        String contentType = promised.path("content").fieldNames().next();
        assertThat(answer.header("Content-Type")).isEqualTo(contentType);
        ObjectSchema.assertValid(
                description, promised.path("content").path(contentType).path("schema"), answer.body());
        return JSON.readTree(answer.body());
    }

    private JsonNode promisedAnswer(String method, String path, int status) {
        String template = templateOf("/" + path.replaceFirst("\\?.*", ""));
        JsonNode promised = description
                .path("paths")
                .path(template)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status));
        assertThat(promised.isMissingNode())
                .as("%s %s -> %s isn't described", method, template, status)
                .isFalse();
        return promised;
    }

    private String templateOf(String path) {
        for (String template :
                (Iterable<String>) () -> description.path("paths").fieldNames()) {
            if (path.matches(template.replaceAll("\\{\\w+}", "[^/]+"))) {
                return template;
            }
        }
        throw new AssertionError(path + " isn't described");
    }

    @Test
    void tellsOfServers() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip");
        JsonNode server = expect(200, "GET", "servers/web1", "");
        assertThat(server.path("status").asText()).isEqualTo("DEPLOYING");
        assertThat(server.path("step").asText()).isEqualTo("start");
        assertThat(server.path("gatewayIp").isNull()).isTrue();
        assertThat(server.path("next").toString())
                .isEqualTo("{\"step\":\"gateway-ready\",\"waitsFor\":{\"after\":\"18s\"},\"in\":\"18s\"}");
        assertThat(server.path("requests").toString()).isEqualTo("{\"gateway_ip\":1}");
        assertThat(server.path("rateWindow").toString())
                .isEqualTo("{\"requests\":30,\"window\":\"1m\",\"remaining\":29,\"resetsIn\":\"1m\"}");

        JsonNode servers = expect(200, "GET", "servers", "").path("servers");
        assertThat(servers).hasSize(2);
        assertThat(servers.path(1).path("since").isNull()).isTrue();
        assertThat(servers.path(1).path("next").path("waitsFor").toString())
                .isEqualTo("{\"afterRequests\":{\"gateway_ip\":3}}");
        mock.clock().advance(Duration.ofSeconds(20));
        JsonNode later = expect(200, "GET", "servers/web1", "");
        assertThat(later.path("step").asText()).isEqualTo("gateway-ready");
        assertThat(Instant.parse(later.path("since").asText()))
                .as("computed, not observed")
                .isEqualTo(mock.clock().instant().minusSeconds(2));
        assertThat(later.path("next").path("waitsFor").toString()).isEqualTo("{\"on\":\"done\"}");
        expect(404, "GET", "servers/nobody", "");
    }

    @Test
    void firesSignals() throws IOException {
        assertThat(expect(409, "POST", "servers/web1/signals/done", "")
                        .path("detail")
                        .asText())
                .isEqualTo("web1 doesn't wait for signal done: it is at start, and waits for gateway-ready after 18s");
        mock.clock().advance(Duration.ofSeconds(18));
        assertThat(expect(200, "POST", "servers/web1/signals/done", "")
                        .path("status")
                        .asText())
                .isEqualTo("DEPLOYED");
        expect(404, "POST", "servers/nobody/signals/done", "");
    }

    @Test
    void jumpsAndRestarts() throws IOException {
        assertThat(expect(200, "POST", "servers/web1/jump", "{\"step\":\"gateway-ready\"}")
                        .path("gatewayIp")
                        .asText())
                .isEqualTo("10.181.0.1");
        assertThat(expect(422, "POST", "servers/web1/jump", "{\"step\":\"nowhere\"}")
                        .path("detail")
                        .asText())
                .isEqualTo("web1 has no step nowhere; its steps are start, gateway-ready, step-2");
        assertThat(expect(200, "POST", "servers/web1/restart", "").path("step").asText())
                .isEqualTo("start");
        expect(404, "POST", "servers/nobody/jump", "{\"step\":\"start\"}");
        expect(404, "POST", "servers/nobody/restart", "");
    }

    @Test
    void opensAPortForAServer() throws IOException {
        JsonNode opened = expect(200, "POST", "servers/db1/port", "");
        assertThat(opened.path("server").asText()).isEqualTo("db1");
        assertThat(mock.proxyUri("db1").getPort()).isEqualTo(opened.path("port").asInt());
        assertThat(expect(200, "POST", "servers/10.181.1.12/port", "")).isEqualTo(opened);
        expect(404, "POST", "servers/nobody/port", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST | servers/web1/jump | {}
        POST | servers/web1/jump | ''
        POST | servers/web1/jump | {"step": 3}
        POST | servers/web1/jump | {"step": "start", "stepp": 1}
        POST | servers/web1/jump | {"step": "start"} trailing
        POST | servers/web1/jump | {"step": "start", "step": "start"}
        POST | servers/web1/jump | [1
        PUT  | clock             | {"speed": "fast"}
        PUT  | clock             | {"frozen": 1}
        PUT  | clock             | null
        POST | clock/advance     | {"by": 4}
        POST | clock/advance     | {"by": "soon"}
        """)
    void refusesABrokenBodyAndSaysWhatWouldBeRight(String method, String path, String body) throws IOException {
        assertThat(expect(400, method, path, body).path("detail").asText()).doesNotContain("jackson", "java.");
        expect(200, "GET", "health", "");
    }

    @Test
    void movesTheClock() throws IOException {
        Instant before =
                Instant.parse(expect(200, "GET", "clock", "").path("now").asText());
        JsonNode advanced = expect(200, "POST", "clock/advance", "{\"by\":\"4m\"}");
        assertThat(Instant.parse(advanced.path("now").asText())).isEqualTo(before.plusSeconds(240));
        assertThat(expect(200, "PUT", "clock", "{\"speed\":60}").toString()).contains("\"speed\":60.0,\"frozen\":true");
        assertThat(expect(200, "PUT", "clock", "{\"frozen\":false}").toString()).contains("\"frozen\":false");
        assertThat(expect(200, "PUT", "clock", "{\"frozen\":true,\"speed\":0.5}")
                        .toString())
                .contains("\"speed\":0.5,\"frozen\":true");
        expect(422, "PUT", "clock", "{\"speed\":0}");
        expect(422, "PUT", "clock", "{\"speed\":1e9}");
        expect(422, "POST", "clock/advance", "{\"by\":\"90000h\"}");
    }

    @Test
    void tellsOfRequests() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip");
        Wire.get(mock.baseUri("db1"), "v1/automation_status?format=JSON");
        Wire.get(mock.baseUri(), "nowhere");

        JsonNode all = expect(200, "GET", "requests", "");
        assertThat(all.path("received").asInt()).isEqualTo(3);
        assertThat(all.path("requests")).hasSize(3);
        assertThat(all.path("requests").path(0).path("reason").asText()).startsWith("gateway-unassigned");
        assertThat(expect(200, "GET", "requests?server=db1", "").path("requests"))
                .hasSize(1);
        assertThat(expect(200, "GET", "requests?operation=gateway_ip", "").path("requests"))
                .hasSize(1);
        assertThat(expect(200, "GET", "requests?status=404", "").path("requests"))
                .hasSize(2);
        assertThat(expect(200, "GET", "requests?status=404&server=web1&operation=gateway_ip", "")
                        .path("requests"))
                .hasSize(1);
        expect(400, "GET", "requests?operation=gateway", "");
        expect(400, "GET", "requests?status=4xx", "");
        expect(400, "GET", "requests?name=web1", "");
        expect(204, "DELETE", "requests", "");
        assertThat(expect(200, "GET", "requests", "").path("received").asInt()).isZero();
    }

    @Test
    void swapsTheScenarioWholeOrNotAtAll() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
        JsonNode problem = expect(
                422,
                "PUT",
                "scenario",
                "{\"servers\": [\n  {\"name\": \"web1\", \"sourceIp\": \"10.1\"}, {\"nam\": \"x\"}]}");
        assertThat(problem.path("errors").path(0).asText()).startsWith("body:2:32: servers[0].sourceIp: ");
        assertThat(problem.path("errors")).hasSizeGreaterThan(1);
        assertThat(expect(200, "GET", "servers/web1", "").path("requests").toString())
                .as("the life before goes on")
                .isEqualTo("{\"automation_status\":1}");
        expect(422, "PUT", "scenario", "");

        JsonNode loaded = expect(200, "PUT", "scenario", Catalogue.json("unprocessable"));
        assertThat(expect(200, "GET", "scenario", "")).isEqualTo(loaded);
        expect(404, "GET", "servers/db1", "");
    }

    @ParameterizedTest
    @MethodSource("io.github.rackconnectmock.internal.scenario.json.Catalogue#names")
    void tellsTheScenarioAsAFileThatCanBePutBack(String name) throws IOException {
        expect(200, "PUT", "scenario", Catalogue.json(name));
        String file = call("GET", "scenario", "").body();
        expect(200, "PUT", "scenario", file);
        assertThat(mock.scenario()).isEqualTo(Catalogue.scenario(name));
        expect(200, "GET", "servers", "");
    }

    @Test
    void resets() throws IOException {
        mock.clock().advance(Duration.ofSeconds(18));
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
        expect(204, "POST", "reset", "");
        assertThat(expect(200, "GET", "servers/web1", "").path("step").asText()).isEqualTo("start");
        assertThat(mock.requests()).isEmpty();
    }

    @Test
    void isHealthyWhateverBecomesOfStubs() throws IOException {
        assertThat(expect(200, "GET", "health", "").toString()).isEqualTo("{\"status\":\"UP\",\"servers\":2}");
        mock.wireMock().getStubMappings().forEach(stub -> mock.wireMock().removeStubMapping(stub));
        expect(200, "GET", "health", "");
        assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status").status())
                .isEqualTo(200);
    }

    @Test
    void headAnswersWhereGetDoes() throws IOException {
        assertThat(Wire.send("HEAD", mock.baseUri(), "__admin/rackconnect/health")
                        .status())
                .isEqualTo(200);
        assertThat(Wire.send("HEAD", mock.baseUri(), "__admin/rackconnect/nowhere")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsAProblemToo() throws IOException {
        Wire.Answer nowhere = call("GET", "nowhere", "");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(call("GET", "", "").status()).isEqualTo(404);
        Wire.Answer wrongMethod = call("DELETE", "clock", "");
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("Allow")).isEqualTo("GET, HEAD, PUT");
    }

    @Test
    void everyRouteThatIsDescribedIsThereAndNoOther() throws IOException {
        Set<String> methods = Set.of("get", "put", "post", "delete", "patch");
        for (String template :
                (Iterable<String>) () -> description.path("paths").fieldNames()) {
            Set<String> described = new TreeSet<>();
            description.path("paths").path(template).fieldNames().forEachRemaining(field -> {
                if (methods.contains(field)) {
                    described.add(field.toUpperCase(Locale.ROOT));
                    if (field.equals("get")) {
                        described.add("HEAD");
                    }
                }
            });
            Wire.Answer answer = call("PATCH", template.substring(1).replaceAll("[{}]", ""), "");
            assertThat(answer.status()).as(template).isEqualTo(405);
            assertThat(answer.header("Allow")).as(template).isEqualTo(String.join(", ", described));
        }
    }

    /** A schema of an OpenAPI 3.1 document, which is JSON Schema 2020-12. */
    private static final class ObjectSchema {
        static void assertValid(JsonNode document, JsonNode schema, String body) throws JsonProcessingException {
            ObjectNode whole = JSON.createObjectNode();
            whole.set("components", document.path("components"));
            whole.setAll((ObjectNode) schema.deepCopy());
            JsonSchema compiled = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(JSON.writeValueAsString(whole), InputFormat.JSON);
            assertThat(compiled.validate(
                            body,
                            InputFormat.JSON,
                            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)))
                    .as(body)
                    .isEmpty();
        }
    }
}
