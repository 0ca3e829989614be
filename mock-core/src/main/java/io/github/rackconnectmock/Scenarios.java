package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.internal.simulation.Draws;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import io.github.rackconnectmock.scenario.ScenarioWarnings;
import io.github.rackconnectmock.scenario.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scenarios by name and from files, and files from scenarios. */
public final class Scenarios {
    private Scenarios() {}

    /** The names of the built-in catalogue, the plain ones first. */
    public static List<String> names() {
        return Catalogue.names();
    }

    /** The built-in catalogue: each scenario by its name, the plain ones first. */
    public static Map<String, Scenario> catalogue() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        names().forEach(name -> all.put(name, Catalogue.scenario(name)));
        return Collections.unmodifiableMap(all);
    }

    /**
     * Finds a scenario by what a user calls it: a name of the catalogue, else a file's path.
     *
     * @throws ScenarioFileException if it is neither, or the file can't be read
     * @throws InvalidScenarioException if the file has mistakes, with all of them
     */
    public static Scenario find(String nameOrPath) {
        return ScenarioFiles.find(nameOrPath);
    }

    /**
     * Finds a scenario by what a user calls it: a name of the catalogue, else a resource on the class path, else a file's path.
     *
     * @param resources where resources are looked for; a leading slash of the name is left out
     * @throws ScenarioFileException if it is none of them, or can't be read
     * @throws InvalidScenarioException if it has mistakes, with all of them
     */
    public static Scenario find(String name, ClassLoader resources) {
        return ScenarioFiles.find(name, resources);
    }

    /**
     * Reads a scenario file.
     *
     * @throws ScenarioFileException if there is no such file, or it can't be read
     * @throws InvalidScenarioException if it has mistakes, with all of them
     */
    public static Scenario read(Path file) {
        return ScenarioFiles.read(file);
    }

    /** Writes a scenario as the JSON of a file; reading it gives an equal scenario. */
    public static String write(Scenario scenario) {
        return ScenarioFiles.write(scenario);
    }

    /** The JSON Schema (2020-12) of scenario files, for editors and other tools. */
    public static String schema() {
        return ScenarioFiles.schema();
    }

    /**
     * How long a step of one server waits, as it is drawn in every run.
     *
     * @param server one of the scenario's
     * @param number of the server in its burst, from 1
     * @param step the place of the step in the life, from 1
     * @return empty for a step that waits for more than time
     */
    public static Optional<Duration> delay(Scenario scenario, CloudServer server, int number, int step) {
        return server.lifecycle().get(step - 1).trigger() instanceof Trigger.After after
                ? Optional.of(new Draws(scenario.seed(), server.name(number)).after(after.delay(), step))
                : Optional.empty();
    }

    /**
     * How long after the scenario's start the life of each server of a burst begins, as it is drawn in every run.
     *
     * @param server one of the scenario's
     */
    public static List<Duration> begins(Scenario scenario, CloudServer server) {
        List<Duration> begins = new ArrayList<>();
        Duration begin = server.startsAfter();
        for (int number = 1; number <= server.count(); number++) {
            begin = begin.plus(new Draws(scenario.seed(), server.name(number)).gap(server.stagger(), number));
            begins.add(begin);
        }
        return begins;
    }

    /** What is allowed in a scenario, but seldom meant; a line for each, the first hundred. */
    public static List<String> warnings(Scenario scenario) {
        return ScenarioWarnings.of(scenario).stream()
                .map(warning -> warning.path() + ": " + warning.message())
                .toList();
    }
}
