package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The built-in scenarios. Each is a scenario file too, and so an example to start from. */
public final class Catalogue {
    private static final List<String> NAMES = List.of(
            "deployed",
            "deploys",
            "slow-deploy",
            "fails",
            "never-deploys",
            "late-gateway",
            "no-gateway",
            "rate-limited",
            "flaky",
            "slow-answers",
            "hangs",
            "resets",
            "garbage",
            "unprocessable",
            "features-off",
            "burst",
            "metadata-lags",
            "managed-operations",
            "server-builds",
            "outage",
            "maintenance",
            "gateway-moves",
            "rebuild",
            "flapping",
            "proxy-error-page",
            "redirect-to-login",
            "slow-tail",
            "late-registration",
            "deleted",
            "brownout",
            "waves",
            "expired-certificate",
            "stale-cache",
            "proxy-down",
            "dropped-keep-alive",
            "refused",
            "throttled");

    private Catalogue() {}

    /** The names of all scenarios, the plain ones first. */
    public static List<String> names() {
        return NAMES;
    }

    /** Whether there is a scenario of this name, exactly as written. */
    public static boolean contains(String name) {
        return NAMES.contains(name);
    }

    /**
     * A scenario, ready to be played.
     *
     * @throws IllegalArgumentException if there is no such scenario, naming those there are
     */
    public static Scenario scenario(String name) {
        return ScenarioFiles.parse(name + ".json", json(name).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The text of a scenario's file.
     *
     * @throws IllegalArgumentException if there is no such scenario, naming those there are
     */
    public static String json(String name) {
        if (!contains(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no scenario of the catalogue" + Nearest.hint(name, NAMES, "there are"));
        }
        return ScenarioFiles.resource("catalogue/" + name + ".json");
    }
}
