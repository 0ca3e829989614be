package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line, runs a verb, and turns whatever goes wrong into a line and an exit code. */
final class Runner {
    static final String NAME = "rackconnect-mock";

    private static final String DEFAULT_VERB = "serve";
    private static final Set<String> ABOUT_THE_PROGRAM = Set.of("-h", "--help", "-V", "--version");

    private final Console console;
    private final Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();

    Runner(Console console) {
        this.console = console;
        verbs.put(DEFAULT_VERB, () -> new Serve(console));
        verbs.put("validate", () -> new Validate(console));
        verbs.put("simulate", () -> new Simulate(console));
        verbs.put("scenarios", () -> new ListScenarios(console));
        verbs.put("schema", () -> new Schema(console));
        verbs.put("env", () -> new Env(console));
        verbs.put("exec", () -> new Exec(console));
        verbs.put("wait", () -> new Wait(console));
        verbs.put("version", () -> new Version(console));
        verbs.put("help", () -> new Help(console));
        verbs.put("completion", () -> new Completion(console));
    }

    /** Runs a command line to its end and returns its exit code. */
    int run(String... args) {
        try {
            String[] command = withVerb(args);
            if (command[0].equals(DEFAULT_VERB) || command[0].equals("exec")) {
                // While the command line is read, a second processor loads what a mock needs.
                RackConnectMockServer.preload();
            }
            // A verb that is named needs no other, and reading one takes its time.
            return commandLine(verbs.containsKey(command[0]) ? Set.of(command[0]) : verbs.keySet())
                    .execute(command);
        } catch (RuntimeException | Error e) {
            return internalError(e);
        }
    }

    /** The command line with all its verbs, to be read or described. */
    CommandLine commandLine() {
        return commandLine(verbs.keySet());
    }

    private CommandLine commandLine(Set<String> names) {
        CommandLine top = new CommandLine(new Top());
        verbs.forEach((name, verb) -> {
            if (names.contains(name)) {
                top.addSubcommand(name, verb.get());
            }
        });
        Map<String, String> exitCodes = ExitCode.meanings();
        for (CommandLine each : Stream.concat(Stream.of(top), top.getSubcommands().values().stream())
                .toList()) {
            each.getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(exitCodes);
        }
        top.getCommandSpec().version(Version.text());
        return top.setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((mistake, args) -> usage(mistake))
                .setExecutionExceptionHandler((failure, verb, parsed) -> failed(failure));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static String[] withVerb(String... args) {
        boolean isServe = args.length == 0
                || args[0].startsWith("@")
                || (args[0].startsWith("-") && !ABOUT_THE_PROGRAM.contains(args[0]));
        return isServe ? Stream.concat(Stream.of(DEFAULT_VERB), Stream.of(args)).toArray(String[]::new) : args;
    }

    private int usage(ParameterException mistake) {
        CommandLine verb = mistake.getCommandLine();
        boolean isTop = verb.getParent() == null;
        String remedy = isTop
                ? "the verbs are " + String.join(", ", verbs.keySet())
                : "see " + NAME + " help " + verb.getCommandName();
        String what = Console.why(mistake);
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            what = unmatched.isUnknownOption()
                    ? "there is no option " + argument
                    : isTop ? "there is no verb " + argument : "there is no use for " + argument;
            if (!unmatched.getSuggestions().isEmpty()) {
                remedy = "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
            }
        }
        console.say(what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1) + "; " + remedy);
        return ExitCode.USAGE;
    }

    private int failed(Exception failure) {
        if (failure instanceof Failure known) {
            console.say(known);
            return known.exitCode();
        }
        if (failure instanceof InvalidScenarioException invalid) {
            invalid.problems().forEach(console.err()::println);
            return ExitCode.BAD_SCENARIO;
        }
        if (failure instanceof ScenarioFileException unreadable) {
            console.say(unreadable);
            return ExitCode.NO_INPUT;
        }
        return internalError(failure);
    }

    private int internalError(Throwable failure) {
        console.say("internal error: " + Console.why(failure));
        return ExitCode.INTERNAL;
    }

    @Command(
            name = NAME,
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "[VERB]",
            commandListHeading = "%nVerbs; without one, serve:%n",
            description = "A programmable mock of Rackspace's RackConnect v2.0 API.",
            footer = "%n'rackconnect-mock help serve' lists the options of serve, and so on.")
    private static final class Top {}
}
