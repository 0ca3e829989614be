package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reports every mistake in scenario files. */
@Command(description = "Check scenario files, and print all their mistakes.")
final class Validate extends Verb {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The scenario files.")
    private List<String> files = List.of();

    Validate(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        boolean anyBad = false;
        boolean anyUnreadable = false;
        for (String file : files) {
            Path path = new Setting("FILE", file).path();
            try {
                console.out().println(file + ": ok, " + Wording.servers(ScenarioFiles.read(path)));
            } catch (InvalidScenarioException e) {
                e.problems().forEach(console.err()::println);
                anyBad = true;
            } catch (ScenarioFileException e) {
                console.say(e);
                anyUnreadable = true;
            }
        }
        return anyBad ? ExitCode.BAD_SCENARIO : anyUnreadable ? ExitCode.NO_INPUT : ExitCode.OK;
    }
}
