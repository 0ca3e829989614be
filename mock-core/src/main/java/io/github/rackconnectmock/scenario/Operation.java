package io.github.rackconnectmock.scenario;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks for: the four operations of the RackConnect API (documented), and those of the Cloud Servers API, which
 * tells the same status as metadata of a server.
 */
public enum Operation {
    AUTOMATION_STATUS("/v1/automation_status"),
    AUTOMATION_STATUS_DETAILS("/v1/automation_status/details"),
    GATEWAY_IP("/v1/gateway_ip"),
    AUTOMATION_FEATURES("/v1/automation_features"),
    /** A token of the identity service: what every other request of the Cloud Servers API needs. */
    TOKENS("/v2.0/tokens"),
    /** The list of the account's servers, with details or without, and the creation of a server. */
    SERVERS("/v2/{account}/servers"),
    /** One server, and what is done to it. */
    SERVER("/v2/{account}/servers/{id}"),
    /** The metadata of one server, all of them or one key. */
    METADATA("/v2/{account}/servers/{id}/metadata");

    /** The four operations of the RackConnect API. */
    public static final Set<Operation> RACKCONNECT =
            Collections.unmodifiableSet(EnumSet.range(AUTOMATION_STATUS, AUTOMATION_FEATURES));

    /** The operations of the Cloud Servers API. */
    public static final Set<Operation> CLOUD_SERVERS = Collections.unmodifiableSet(EnumSet.range(TOKENS, METADATA));

    // Every request looks its path up.
    private static final List<Operation> BY_PATH = List.copyOf(RACKCONNECT);
    private static final List<Operation> ALL = List.of(values());

    private final String path;
    private final String word;

    Operation(String path) {
        this.path = path;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /**
     * The path of the operation below the host, such as {@code /v1/gateway_ip}; in those of the Cloud Servers API, braces
     * stand for the account's and the server's id.
     */
    public String path() {
        return path;
    }

    /** The operation's name in scenario files and in the control API, such as {@code gateway_ip}. */
    public String word() {
        return word;
    }

    /** Whether it is one of the four operations of the RackConnect API. */
    public boolean isRackConnect() {
        return compareTo(AUTOMATION_FEATURES) <= 0;
    }

    /** The operation of a {@link #word()}, exactly as written there. */
    public static Optional<Operation> ofWord(String word) {
        for (Operation operation : ALL) {
            if (operation.word.equals(word)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    /** The operation of the RackConnect API that has this {@link #path()}; paths are compared case by case. */
    public static Optional<Operation> ofPath(String path) {
        for (Operation operation : BY_PATH) {
            if (operation.path.equals(path)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
