package io.github.rackconnectmock.standalone;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints what a shell needs to complete command lines. */
@Command(
        description = {
            "Print a completion script for bash and zsh.",
            "For a command named rackconnect-mock: source <(rackconnect-mock completion)"
        })
final class Completion extends Verb {
    Completion(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        console.out().println(AutoComplete.bash(Runner.NAME, new Runner(console).commandLine()));
        return ExitCode.OK;
    }
}
