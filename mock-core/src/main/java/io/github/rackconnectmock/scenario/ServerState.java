package io.github.rackconnectmock.scenario;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server is during one step of its life.
 *
 * @param step the name of the step, {@code start} before the first
 * @param status the automation status
 * @param gatewayIp the gateway's address; {@code null} while none is assigned
 * @param features all features, on or off
 * @param tasks all tasks and their statuses
 */
public record ServerState(
        String step,
        AutomationStatus status,
        @Nullable String gatewayIp,
        Map<String, Boolean> features,
        Map<String, String> tasks) {

    public ServerState {
        features = CompactMap.copyOf(features);
        tasks = CompactMap.copyOf(tasks);
    }
}
