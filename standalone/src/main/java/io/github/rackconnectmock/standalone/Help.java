package io.github.rackconnectmock.standalone;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a verb is used. */
@Command(
        description = "Show how the program, or one of its verbs, is used.",
        footer = {"  java -jar rackconnect-mock.jar help", "  java -jar rackconnect-mock.jar help exec"})
final class Help extends Verb {
    @Option(names = "--man", description = "Show it as a manual page, in roff.")
    private boolean isManualPage;

    @Parameters(paramLabel = "VERB", arity = "0..1", description = "The verb.")
    private @Nullable String verb;

    Help(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK};
    }

    @Override
    public Integer call() {
        Runner runner = new Runner(console);
        CommandLine program = runner.commandLine();
        Map<String, CommandLine> verbs = program.getSubcommands();
        CommandLine described = Optional.ofNullable(verb)
                .map(name -> Optional.ofNullable(verbs.get(name)).orElseThrow(() -> runner.noSuchVerb(name)))
                .orElse(program);
        if (isManualPage) {
            console.out().print(ManualPage.of(described));
        } else {
            described.usage(console.out());
        }
        return ExitCode.OK;
    }
}
