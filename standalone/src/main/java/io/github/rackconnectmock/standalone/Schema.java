package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import picocli.CommandLine.Command;

/** Prints the JSON Schema. */
@Command(description = "Print the JSON Schema of scenario files.")
final class Schema extends Verb {
    Schema(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        console.out().print(ScenarioFiles.schema());
        return ExitCode.OK;
    }
}
