package io.github.rackconnectmock.standalone;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how a verb is used. */
@Command(description = "Show how the program, or one of its verbs, is used.")
final class Help extends Verb {
    @Parameters(paramLabel = "VERB", arity = "0..1", description = "The verb.")
    private @Nullable String verb;

    Help(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        CommandLine program = new Runner(console).commandLine();
        CommandLine described = Optional.ofNullable(verb)
                .map(name -> Optional.ofNullable(program.getSubcommands().get(name))
                        .orElseThrow(() -> Failure.usage("there is no verb " + name + "; the verbs are "
                                + String.join(", ", program.getSubcommands().keySet()))))
                .orElse(program);
        described.usage(console.out());
        return ExitCode.OK;
    }
}
