package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds scenarios by what a user calls them: a name of the catalogue, a file, or {@code -} for standard input. */
final class ScenarioInput {
    static final String STANDARD_INPUT = "-";

    /** How mistakes call standard input. */
    private static final String NAME_IN_MISTAKES = "<stdin>";

    /** More than any scenario may have, so that the reader says so. */
    private static final int MOST_BYTES = 64 * 1024 * 1024 + 1;

    private ScenarioInput() {}

    /**
     * The scenario of that name.
     *
     * @throws ScenarioFileException if there is none, or it can't be read
     * @throws io.github.rackconnectmock.scenario.InvalidScenarioException if it has mistakes
     */
    static Scenario find(String name, Console console) {
        return name.equals(STANDARD_INPUT) ? read(console) : ScenarioFiles.find(name);
    }

    /** The same, with what is seldom meant in it. */
    static ScenarioFiles.Checked check(String name, Console console) {
        if (name.equals(STANDARD_INPUT)) {
            return ScenarioFiles.check(NAME_IN_MISTAKES, bytes(console));
        }
        return Catalogue.contains(name)
                ? new ScenarioFiles.Checked(Catalogue.scenario(name), List.of(), List.of())
                : checkFile(name);
    }

    private static ScenarioFiles.Checked checkFile(String name) {
        // For its message where there is no such file.
        ScenarioFiles.find(name);
        return ScenarioFiles.check(Path.of(name));
    }

    /** The scenario on standard input, read to its end. */
    static Scenario read(Console console) {
        return ScenarioFiles.parse(NAME_IN_MISTAKES, bytes(console));
    }

    private static byte[] bytes(Console console) {
        try {
            return console.in().readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new ScenarioFileException(NAME_IN_MISTAKES + ": can't be read (" + Console.why(e) + ")", e);
        }
    }
}
