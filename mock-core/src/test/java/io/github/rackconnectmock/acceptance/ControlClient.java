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
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client of the control API that holds each answer against the API's description. */
final class ControlClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RackConnectMockServer mock;
    private final JsonNode description;

    ControlClient(RackConnectMockServer mock) throws IOException {
        this.mock = mock;
        this.description = JSON.readTree(call("GET", "openapi.json", "").body());
    }

    /** A mock with lives that wait for time, a signal, and requests. */
    static RackConnectMockServer mock() {
        return RackConnectMockServer.builder()
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
    }

    /** The OpenAPI document that the mock gives. */
    JsonNode description() {
        return description;
    }

    Wire.Answer call(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = Wire.connect(mock.baseUri())) {
            String request = method + " /__admin/rackconnect/" + path
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return Wire.read(socket.getInputStream(), false);
        }
    }

    /** Calls and expects the status, and the answer that the description promises for it. */
    JsonNode expect(int status, String method, String path, String body) throws IOException {
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
        assertValid(promised.path("content").path(contentType).path("schema"), answer.body());
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

    /** Schemas of an OpenAPI 3.1 document are JSON Schema 2020-12. */
    private void assertValid(JsonNode schema, String body) throws JsonProcessingException {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", description.path("components"));
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
