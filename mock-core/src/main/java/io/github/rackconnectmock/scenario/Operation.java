package io.github.rackconnectmock.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The four operations of the API (documented). */
public enum Operation {
    AUTOMATION_STATUS("/v1/automation_status"),
    AUTOMATION_STATUS_DETAILS("/v1/automation_status/details"),
    GATEWAY_IP("/v1/gateway_ip"),
    AUTOMATION_FEATURES("/v1/automation_features");

    // values() makes a new array each time, and every request looks its path up.
    private static final List<Operation> ALL = List.of(values());

    private final String path;
    private final String word;

    Operation(String path) {
        this.path = path;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** The path of the operation below the host, such as {@code /v1/gateway_ip}. */
    public String path() {
        return path;
    }

    /** The operation's name in scenario files and in the control API, such as {@code gateway_ip}. */
    public String word() {
        return word;
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

    /** The operation of a {@link #path()}; paths are compared case by case. */
    public static Optional<Operation> ofPath(String path) {
        for (Operation operation : ALL) {
            if (operation.path.equals(path)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
