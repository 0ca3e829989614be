package io.github.rackconnectmock.internal.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlElementWrapper;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlProperty;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlText;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.List;

/**
 * The bodies of 200 answers. Text has no newline at its end, since clients compare the whole body (observed); XML is one
 * line without a declaration, since the vendor's own script cuts it with line tools (observed). Which names are observed
 * and which inferred is told in docs/wire-facts.md.
 */
final class Bodies {
    private static final ObjectWriter JSON_WRITER = new ObjectMapper().writer();
    private static final ObjectWriter XML_WRITER = new XmlMapper().writer();

    private Bodies() {}

    /** The body for a state; for the gateway, the state must have one. */
    static String body(ServerState state, Operation operation, Format format) {
        return switch (format) {
            case TEXT ->
                operation == Operation.GATEWAY_IP
                        ? gatewayIp(state)
                        : state.status().name();
            case JSON -> write(JSON_WRITER, structure(state, operation));
            case XML -> write(XML_WRITER, structure(state, operation));
        };
    }

    private static Object structure(ServerState state, Operation operation) {
        return switch (operation) {
            case AUTOMATION_STATUS -> new Status(state.status().name());
            case AUTOMATION_STATUS_DETAILS ->
                new Details(
                        state.status().name(),
                        state.tasks().entrySet().stream()
                                .map(task -> new Task(task.getKey(), task.getValue()))
                                .toList());
            case GATEWAY_IP -> new Gateway(gatewayIp(state));
            case AUTOMATION_FEATURES ->
                new Features(state.features().entrySet().stream()
                        .map(feature -> new Feature(feature.getKey(), feature.getValue()))
                        .toList());
        };
    }

    private static String gatewayIp(ServerState state) {
        if (state.gatewayIp() == null) {
            throw new IllegalArgumentException("no gateway is assigned");
        }
        return state.gatewayIp();
    }

    private static String write(ObjectWriter writer, Object structure) {
        try {
            return writer.writeValueAsString(structure);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body can't be written: " + e.getOriginalMessage(), e);
        }
    }

    @JsonRootName("automation_status")
    private record Status(
            @JacksonXmlText @JsonProperty("automation_status")
            String status) {}

    @JsonRootName("automation_status_details")
    private record Details(
            @JsonProperty("automation_status") String status,

            @JsonProperty("automation_tasks")
            @JacksonXmlElementWrapper(localName = "automation_tasks")
            @JacksonXmlProperty(localName = "automation_task")
            List<Task> tasks) {}

    private record Task(
            @JsonProperty("name") String name,
            @JsonProperty("status") String status) {}

    @JsonRootName("gateway_ip")
    private record Gateway(
            @JacksonXmlText @JsonProperty("gateway_ip") String ip) {}

    @JsonRootName("automation_features")
    private record Features(
            @JsonProperty("automation_features")
            @JacksonXmlElementWrapper(useWrapping = false)
            @JacksonXmlProperty(localName = "automation_feature")
            List<Feature> features) {}

    private record Feature(
            @JsonProperty("name") String name,
            @JsonProperty("is_enabled") boolean enabled) {}
}
