package io.github.rackconnectmock.standalone;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was set, and where: the flag comes before the environment variable, the variable before the default. A variable that is set and blank counts as absent.
 *
 * @param environment the environment variables
 */
record Settings(Map<String, String> environment) {
    private static final String PREFIX = "RACKCONNECT_MOCK_";

    /** The variable that says the same as an option, such as {@code RACKCONNECT_MOCK_READY_FILE}. */
    static String variable(String option) {
        return PREFIX + option.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The setting of an option; empty if neither the flag nor the variable was given. */
    Optional<Setting> find(String option, @Nullable String flag) {
        if (flag != null) {
            return Optional.of(new Setting(option, flag));
        }
        String variable = variable(option);
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(value -> new Setting(variable, value));
    }

    /** The setting of an option, or what it is if nothing was given. */
    Setting get(String option, @Nullable String flag, String otherwise) {
        return find(option, flag).orElseGet(() -> new Setting(option, otherwise));
    }

    /** Whether something is on; off unless it was given. */
    boolean isOn(String option, @Nullable String flag) {
        return get(option, flag, "false").truth();
    }
}
