package io.github.rackconnectmock.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the Cloud Servers API alone tells about a server, or what a step changes of it. What isn't said is kept.
 *
 * @param serverStatus the server's own status, such as {@code BUILD} or {@code ACTIVE} (OpenStack); {@code null} to keep it
 * @param metadata further keys; an empty value removes a key, the mock's own too
 * @param unprocessableReason what is told beside the status UNPROCESSABLE; {@code null} to keep it
 * @param accessIp the address that is told as the server's, an IP literal; {@code null} to keep it
 * @param exists whether there is such a server; {@code null} to keep it
 */
public record CloudDetails(
        @Nullable String serverStatus,
        Map<String, Optional<String>> metadata,
        @Nullable String unprocessableReason,
        @Nullable String accessIp,
        @Nullable Boolean exists) {

    /** Nothing is said, or changes. */
    public static final CloudDetails UNCHANGED = new CloudDetails(null, Map.of(), null, null, null);

    public CloudDetails {
        metadata = metadata.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The same with the server's own status. */
    public CloudDetails serverStatus(String status) {
        return new CloudDetails(status, metadata, unprocessableReason, accessIp, exists);
    }

    /** The same with one key of the metadata; {@code null} removes it. */
    public CloudDetails metadata(String key, @Nullable String value) {
        Map<String, Optional<String>> changed = new LinkedHashMap<>(metadata);
        changed.put(key, Optional.ofNullable(value));
        return new CloudDetails(serverStatus, changed, unprocessableReason, accessIp, exists);
    }

    /** The same with a reason of UNPROCESSABLE. */
    public CloudDetails unprocessableReason(String reason) {
        return new CloudDetails(serverStatus, metadata, reason, accessIp, exists);
    }

    /** The same with an address, an IP literal. */
    public CloudDetails accessIp(String ip) {
        return new CloudDetails(serverStatus, metadata, unprocessableReason, ip, exists);
    }

    /** The same with a server that there is, or isn't. */
    public CloudDetails exists(boolean is) {
        return new CloudDetails(serverStatus, metadata, unprocessableReason, accessIp, is);
    }

    /** These details with what another says instead. */
    public CloudDetails with(CloudDetails change) {
        Map<String, Optional<String>> merged = metadata;
        if (!change.metadata.isEmpty()) {
            merged = new LinkedHashMap<>(metadata);
            merged.putAll(change.metadata);
        }
        return new CloudDetails(
                change.serverStatus == null ? serverStatus : change.serverStatus,
                merged,
                change.unprocessableReason == null ? unprocessableReason : change.unprocessableReason,
                change.accessIp == null ? accessIp : change.accessIp,
                change.exists == null ? exists : change.exists);
    }
}
