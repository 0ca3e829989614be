package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import java.util.List;

/**
 * What the program says of a failure.
 *
 * @param exitCode what it ends with
 * @param lines what is written to standard error; several only for the mistakes of a scenario file
 */
record FailureReport(int exitCode, List<String> lines) {
    /** The report of what a verb has thrown. */
    static FailureReport of(Throwable failure) {
        if (failure instanceof Failure known) {
            return ofLine(known.exitCode(), Console.why(known));
        }
        if (failure instanceof InvalidScenarioException invalid) {
            return new FailureReport(ExitCode.BAD_SCENARIO, List.copyOf(invalid.problems()));
        }
        if (failure instanceof ScenarioFileException unreadable) {
            return ofLine(ExitCode.NO_INPUT, Console.why(unreadable));
        }
        return ofLine(ExitCode.INTERNAL, "internal error: " + Console.why(failure));
    }

    private static FailureReport ofLine(int exitCode, String text) {
        return new FailureReport(exitCode, List.of(Console.line(text)));
    }
}
