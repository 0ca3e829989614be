package io.github.rackconnectmock.internal.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.Map;

/**
 * The bodies in JSON. Jackson writes the strings. The brackets around them are written here: loading all of Jackson's
 * generator would make a mock's first answer in JSON several times slower.
 */
final class JsonBodies {
    private JsonBodies() {}

    static String body(ServerState state, Operation operation) {
        StringBuilder json = new StringBuilder("{");
        switch (operation) {
            case AUTOMATION_STATUS ->
                field(json, "automation_status", state.status().name());
            case AUTOMATION_STATUS_DETAILS -> {
                field(json, "automation_status", state.status().name());
                json.append(",\"automation_tasks\":[");
                for (Map.Entry<String, String> task : state.tasks().entrySet()) {
                    beginElement(json);
                    field(json, "name", task.getKey());
                    json.append(',');
                    field(json, "status", task.getValue());
                    json.append('}');
                }
                json.append(']');
            }
            case GATEWAY_IP -> field(json, "gateway_ip", Bodies.gatewayIp(state));
            case AUTOMATION_FEATURES -> {
                json.append("\"automation_features\":[");
                for (Map.Entry<String, Boolean> feature : state.features().entrySet()) {
                    beginElement(json);
                    field(json, "name", feature.getKey());
                    json.append(",\"is_enabled\":")
                            .append(feature.getValue().booleanValue())
                            .append('}');
                }
                json.append(']');
            }
            case TOKENS, SERVERS, SERVER, METADATA -> throw new IllegalArgumentException("another API's: " + operation);
        }
        return json.append('}').toString();
    }

    /** Begins the first object of a list or, after a comma, another. */
    private static void beginElement(StringBuilder json) {
        if (json.charAt(json.length() - 1) != '[') {
            json.append(',');
        }
        json.append('{');
    }

    private static void field(StringBuilder json, String name, String text) {
        json.append('"').append(name).append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }
}
