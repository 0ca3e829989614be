package io.github.rackconnectmock.internal.cloudservers;

import io.github.rackconnectmock.internal.simulation.CloudView;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metadata of a server: what RackConnect has written (documented), then what the scenario says. */
final class CloudMetadata {
    static final String STATUS = "rackconnect_automation_status";

    /** Observed in client code. */
    private static final String REASON = "rackconnect_unprocessable_reason";

    private static final String FEATURE = "rackconnect_automation_feature_";

    /** The keys of the features (documented; the third is spelled so). */
    private static final Map<String, String> FEATURES = Map.of(
            "ConfigureNetworkStack",
            FEATURE + "configure_network_stack",
            "ManageSoftwareFirewall",
            FEATURE + "manage_software_firewall",
            "ProvisionPublicIPAddress",
            FEATURE + "provison_public_ip");

    private CloudMetadata() {}

    static Map<String, String> of(CloudView view) {
        Map<String, String> metadata = new LinkedHashMap<>();
        ServerState written = view.written();
        if (written != null) {
            metadata.put(STATUS, written.status().name());
            written.features().forEach((feature, enabled) -> {
                String key = FEATURES.get(feature);
                if (key != null) {
                    // ENABLED is the only value that is documented.
                    metadata.put(key, enabled ? "ENABLED" : "DISABLED");
                }
            });
            String reason = view.writtenDetails().unprocessableReason();
            if (reason != null && written.status().equals(AutomationStatus.UNPROCESSABLE)) {
                metadata.put(REASON, reason);
            }
        }
        view.details()
                .metadata()
                .forEach((key, value) ->
                        value.ifPresentOrElse(text -> metadata.put(key, text), () -> metadata.remove(key)));
        return metadata;
    }

    /** The state whose status these metadata tell; {@code null} if they tell none, or one that isn't the life's. */
    static @Nullable ServerState told(Map<String, String> metadata, CloudView view) {
        ServerState written = view.written();
        return written != null && written.status().name().equals(metadata.get(STATUS)) ? written : null;
    }
}
