package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import picocli.CommandLine.Command;

/** Prints the JSON Schema. */
@Command(
        description = "Print the JSON Schema of scenario files.",
        footer = {
            "  java -jar rackconnect-mock.jar schema",
            "  java -jar rackconnect-mock.jar schema > rackconnect-scenario.schema.json"
        })
final class Schema extends Verb {
    Schema(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK};
    }

    @Override
    public Integer call() {
        console.out().print(ScenarioFiles.schema());
        return ExitCode.OK;
    }
}
