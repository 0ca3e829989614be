package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import java.io.IOException;

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

    /** The scenario on standard input, read to its end. */
    static Scenario read(Console console) {
        try {
            return ScenarioFiles.parse(NAME_IN_MISTAKES, console.in().readNBytes(MOST_BYTES));
        } catch (IOException e) {
            throw new ScenarioFileException(NAME_IN_MISTAKES + ": can't be read (" + Console.why(e) + ")", e);
        }
    }
}
