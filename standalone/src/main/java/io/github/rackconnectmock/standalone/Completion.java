package io.github.rackconnectmock.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a shell needs to complete command lines. */
@Command(
        description = {
            "Print a completion script for bash, zsh or fish.",
            "It completes the command rackconnect-mock; where this is a jar and there is no such command, it makes a"
                    + " function of that name that runs the jar."
        },
        footer = {
            "  source <(java -jar rackconnect-mock.jar completion bash)",
            "  java -jar rackconnect-mock.jar completion fish | source"
        })
final class Completion extends Verb {
    private static final Map<String, CompletionScript> SHELLS = shells();

    @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash, zsh or fish (bash).")
    private String shell = "bash";

    Completion(Console console) {
        super(console);
    }

    private static Map<String, CompletionScript> shells() {
        Map<String, CompletionScript> shells = new LinkedHashMap<>();
        shells.put("bash", new BashCompletion());
        shells.put("zsh", new ZshCompletion());
        shells.put("fish", new FishCompletion());
        return shells;
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK};
    }

    @Override
    public Integer call() {
        CompletionScript script = SHELLS.get(shell);
        if (script == null) {
            throw Failure.usage("there is no completion for " + shell + "; "
                    + DidYouMean.remedy(shell, SHELLS.keySet(), "there is for " + String.join(", ", SHELLS.keySet())));
        }
        CommandLine program = new Runner(console).commandLine();
        console.out().print(script.of(CompletionWords.of(program), jar()));
        return ExitCode.OK;
    }

    /** The jar that was started; empty for the command, which is what is to be completed, and for classes. */
    private static Optional<Path> jar() {
        if (Invocation.isByCommand()) {
            return Optional.empty();
        }
        CodeSource source = Completion.class.getProtectionDomain().getCodeSource();
        try {
            return Optional.ofNullable(source == null ? null : source.getLocation())
                    .filter(location -> location.getPath().endsWith(".jar"))
                    .map(location -> Path.of(URI.create(location.toString())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
