package io.github.rackconnectmock.scenario.json;

import io.github.rackconnectmock.scenario.*;

/** x. */
public final class ScenarioFiles {
    private ScenarioFiles() {}
    /** x. */
    public static Scenario find(String s) {
        return Catalogue.scenario(s);
    }
    /** x. */
    public static Scenario parse(String s, byte[] b) {
        return Catalogue.scenario(s);
    }
    /** x. */
    public static String write(Scenario s) {
        return "{}";
    }
}
