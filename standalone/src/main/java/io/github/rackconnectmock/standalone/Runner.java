package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Reads the command line, runs a verb, and turns whatever goes wrong into a line and an exit code. */
final class Runner {
    static final String NAME = "rackconnect-mock";

    private final Console console;
    private final Map<String, Function<List<String>, Verb>> verbs = new LinkedHashMap<>();

    Runner(Console console) {
        this.console = console;
        verbs.put(Arguments.DEFAULT_VERB, command -> new Serve(console));
        verbs.put("validate", command -> new Validate(console));
        verbs.put("simulate", command -> new Simulate(console));
        verbs.put("scenarios", command -> new ListScenarios(console));
        verbs.put("schema", command -> new Schema(console));
        verbs.put("env", command -> new Env(console));
        verbs.put(Arguments.RUNS_A_COMMAND, command -> new Exec(console, command));
        verbs.put("wait", command -> new Wait(console));
        verbs.put("record", command -> new RecordLife(console));
        verbs.put("version", command -> new Version(console));
        verbs.put("help", command -> new Help(console));
        verbs.put("completion", command -> new Completion(console));
    }

    /** Runs a command line to its end and returns its exit code. */
    int run(String... args) {
        try {
            int exitCode = execute(Arguments.of(verbs.keySet(), args));
            if (exitCode != ExitCode.CANNOT_PRINT) {
                console.requireWritten();
            }
            return exitCode;
        } catch (OutOfMemoryError e) {
            OutOfMemory.end(e);
            throw e;
        } catch (RuntimeException | Error e) {
            return failed(e);
        }
    }

    private int execute(Arguments arguments) {
        String verb = arguments.verb();
        if (!verb.isEmpty() && !verbs.containsKey(verb)) {
            throw noSuchVerb(verb);
        }
        boolean startsAgain = arguments.own().contains(Exec.HOSTS) && !OwnNetwork.isInside(console.environment());
        if (verb.equals(Arguments.DEFAULT_VERB) || (verb.equals(Arguments.RUNS_A_COMMAND) && !startsAgain)) {
            // While the command line is read, a second processor loads what a mock needs.
            RackConnectMockServer.preload();
        }
        // A verb that is named needs no other, and reading one takes its time.
        return commandLine(verb.isEmpty() ? verbs.keySet() : Set.of(verb), arguments.command())
                .execute(arguments.forParser());
    }

    /** The command line with all its verbs, to be read or described. */
    CommandLine commandLine() {
        return commandLine(verbs.keySet(), List.of());
    }

    private CommandLine commandLine(Set<String> names, List<String> command) {
        CommandLine top = new CommandLine(new Top());
        verbs.forEach((name, verb) -> {
            if (names.contains(name)) {
                Verb added = verb.apply(command);
                CommandLine line = new CommandLine(added);
                line.getCommandSpec()
                        .usageMessage()
                        .exitCodeListHeading("%nExit codes:%n")
                        .exitCodeList(ExitCode.meanings(added.exitCodes()))
                        .footer(Invocation.examples(
                                line.getCommandSpec().usageMessage().footer()))
                        .footerHeading("%nExamples:%n");
                top.addSubcommand(name, line);
            }
        });
        top.getCommandSpec()
                .version(Version.text())
                .usageMessage()
                .footer(Invocation.examples(top.getCommandSpec().usageMessage().footer()));
        return top.setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setUsageHelpWidth(100)
                // The words that files stand for are there already.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((mistake, args) -> refused(mistake, args))
                .setExecutionExceptionHandler((failure, verb, parsed) -> failed(failure));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** The mistake of a word where a verb should stand. */
    Failure noSuchVerb(String word) {
        if (Catalogue.contains(word) || word.endsWith(".json")) {
            return Failure.usage("there is no verb " + word + "; write serve --scenario " + word + " to play it");
        }
        return Failure.usage("there is no verb " + word + "; "
                + DidYouMean.remedy(word, verbs.keySet(), "the verbs are " + String.join(", ", verbs.keySet())));
    }

    private int refused(CommandLine.ParameterException mistake, String... words) {
        Failure failure = UsageMistakes.of(mistake);
        if (mistake.getCommandLine().getCommand() instanceof Serve serve) {
            serve.refused(failure, words);
        }
        return failed(failure);
    }

    private int failed(Throwable failure) {
        FailureReport report = FailureReport.of(failure);
        report.lines().forEach(console.err()::println);
        return report.exitCode();
    }

    @Command(
            name = NAME,
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "[VERB]",
            commandListHeading = "%nVerbs; without one, serve:%n",
            description = "A programmable mock of Rackspace's RackConnect v2.0 API.",
            footer = {
                "",
                "Examples:",
                "  java -jar rackconnect-mock.jar --scenario burst --port 0",
                "  java -jar rackconnect-mock.jar help exec"
            })
    private static final class Top {}
}
