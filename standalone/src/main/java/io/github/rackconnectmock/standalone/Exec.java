package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.ExpectationResult;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.IpLiteral;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a scenario for as long as a command runs, which asks it at the six hosts' own URLs. */
@Command(
        description = {
            "Start a mock, run a command that asks it at the six hosts' own URLs, stop the mock, and exit with the"
                    + " command's code. The command finds a proxy and a certificate to trust in its environment.",
            "",
            "What the scenario expects of clients is checked when the command ends. What isn't met is a line on stderr, and"
                    + " makes a code of 0 a 1.",
            "",
            "Options come before the command. Everything after -- is the command's, untouched."
        },
        footer = {
            "  java -jar rackconnect-mock.jar exec --scenario outage --speed 60 --junit wait.xml -- ./wait.sh",
            "  java -jar rackconnect-mock.jar exec --scenario burst --as web-7 -- python3 client.py"
        })
final class Exec extends Verb {
    static final String HOSTS = "--hosts";

    @Mixin
    private final MockOptions options = new MockOptions();

    @Mixin
    private final ReportFiles reports = new ReportFiles();

    @Option(
            names = "--as",
            paramLabel = "SERVER",
            description = "Which server the command is, by name or address (the first).")
    private @Nullable String server;

    @Option(
            names = MockOptions.PORT,
            paramLabel = "NUMBER",
            description = "The port to listen on, 0 for any free one (0).")
    private @Nullable String port;

    @Option(
            names = MockOptions.QUIET,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "No line on stderr for each request (true).")
    private @Nullable String quiet;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write what the scenario expects, and whether it is met, as JUnit's XML.")
    private @Nullable String junit;

    @Option(
            names = HOSTS,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description =
                    "Instead of a proxy, a network of its own in which the six hosts' names lead to the mock; on Linux"
                            + " (false).")
    private @Nullable String hosts;

    // For the help alone: the words of the command never come this way.
    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command and its arguments, after --.")
    private List<String> shown = List.of();

    private final List<String> command;

    Exec(Console console, List<String> command) {
        super(console);
        this.command = command;
    }

    @Override
    int[] exitCodes() {
        return new int[] {
            ExitCode.NOT_AS_EXPECTED,
            ExitCode.BAD_SCENARIO,
            ExitCode.NO_INPUT,
            ExitCode.UNAVAILABLE,
            ExitCode.CANNOT_WRITE,
            ExitCode.CANNOT_EXECUTE,
            ExitCode.COMMAND_NOT_FOUND
        };
    }

    @Override
    public Integer call() throws InterruptedException {
        if (command.isEmpty() || !shown.isEmpty()) {
            throw Failure.usage("exec needs a command to run; write it after --, such as: exec -- ./wait.sh");
        }
        Settings settings = new Settings(console.environment());
        boolean hasOwnNetwork = settings.isOn(HOSTS, hosts);
        RackConnectMockServer.Builder mock = hasOwnNetwork
                ? options.mockOfOwnNetwork(settings, port)
                : options.mock(settings, settings.get(MockOptions.PORT, port, "0"));
        return hasOwnNetwork && !OwnNetwork.isInside(console.environment())
                ? startAgain()
                : play(mock, settings, hasOwnNetwork);
    }

    /** Runs this very command line in a network of its own. */
    private int startAgain() throws InterruptedException {
        List<String> again = OwnNetwork.commandLine();
        Map<String, String> mark = Map.of(OwnNetwork.MARK, OwnNetwork.newMark());
        try (OpenResources open = new OpenResources()) {
            return run(open, () -> Child.start(again, mark, List.of(), OwnNetwork.MARK), () -> {});
        }
    }

    private int play(RackConnectMockServer.Builder mock, Settings settings, boolean hasOwnNetwork)
            throws InterruptedException {
        // First of all, so that results of an earlier run aren't taken for those of this one.
        Optional<OutputFile> results =
                settings.find("--junit", junit).map(path -> new OutputFile("the results for JUnit", path.path()));
        reports.check(settings);
        String scenario = options.scenario(settings);
        mock.scenario(ScenarioInput.find(scenario, console).with(options.incidents(settings)))
                .scenarioName(scenario);
        try (OpenResources open = new OpenResources()) {
            LineWriter lines = new LineWriter(console.err());
            open.closing(lines::close);
            // The command's own output comes first: of the mock's there is none by default.
            if (!settings.get(MockOptions.QUIET, quiet, "true").truth()) {
                mock.onRequest(request -> lines.say(request.toString()));
            }
            mock.onError(line -> lines.say(Console.line(line)));
            mock.onFatalError(OutOfMemory::end);
            RackConnectMockServer started = MockOptions.start(mock);
            reports.of(started);
            open.closing(started::close);
            TemporaryFolder folder = new TemporaryFolder(console.environment());
            open.closing(folder::close);
            Supplier<Child> starter = hasOwnNetwork ? inOwnNetwork(started, folder) : atProxy(started, folder);
            // The command runs, so the servers' lives begin.
            int code = run(open, starter, () -> started.clock().resume());
            boolean met = judge(started, results, lines);
            reports.write();
            return code == ExitCode.OK && !met ? ExitCode.NOT_AS_EXPECTED : code;
        }
    }

    /** Runs a command to its end, and gives it all signals. */
    private static int run(OpenResources open, Supplier<Child> starter, Runnable whenStarted)
            throws InterruptedException {
        SignalRelay signals = SignalRelay.listening();
        Child child = open.opening(starter);
        signals.passOnTo(child);
        whenStarted.run();
        return child.waitFor();
    }

    private Supplier<Child> atProxy(RackConnectMockServer mock, TemporaryFolder folder) {
        String proxy = proxy(mock);
        Map<String, String> environment =
                new HashMap<>(ClientEnvironment.of(proxy, files(mock, folder), console.environment()));
        environment.put(XenStoreProgram.PATH, XenStoreProgram.path(mock, server, folder, console.environment()));
        return () -> Child.start(command, environment, List.of(), ClientEnvironment.WGETRC);
    }

    private Supplier<Child> inOwnNetwork(RackConnectMockServer mock, TemporaryFolder folder) {
        InetAddress address = address(mock);
        Child.require(command.get(0), console.environment().getOrDefault("PATH", "/bin:/usr/bin"));
        OwnNetwork.lead(folder, address);
        Map<String, String> environment =
                new HashMap<>(ClientEnvironment.trust(files(mock, folder), console.environment()));
        environment.put(XenStoreProgram.PATH, XenStoreProgram.path(mock, server, folder, console.environment()));
        List<String> without = new ArrayList<>(ClientEnvironment.proxies(console.environment()));
        without.add(OwnNetwork.MARK);
        return () -> Child.start(OwnNetwork.asCaller(command), environment, without, ClientEnvironment.WGETRC);
    }

    private static ClientFiles files(RackConnectMockServer mock, TemporaryFolder folder) {
        byte[] certificate = mock.caCertificatePem().getBytes(StandardCharsets.US_ASCII);
        return ClientFiles.write(folder::write, folder.write("ca.pem", certificate));
    }

    /** Says which expectations of the scenario aren't met; whether all are. */
    private boolean judge(RackConnectMockServer mock, Optional<OutputFile> file, LineWriter lines) {
        List<ExpectationResult> results = mock.expectations();
        results.stream()
                .filter(result -> !result.isMet())
                .forEach(result -> lines.say(Console.line(result.toString())));
        file.ifPresent(output -> output.writeLasting(JunitFile.text(results)));
        return results.stream().allMatch(ExpectationResult::isMet);
    }

    /** The mock's own port, or one on which every client is the server that was asked for. */
    private String proxy(RackConnectMockServer mock) {
        if (server == null) {
            String uri = mock.baseUri().toString();
            return uri.substring(0, uri.length() - 1);
        }
        try {
            return mock.proxyUri(server).toString();
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--as: " + Console.why(e));
        }
    }

    /** Where the command asks from: the address of the server that was asked for, else the loopback's. */
    private InetAddress address(RackConnectMockServer mock) {
        String who = server == null ? "127.0.0.1" : server;
        try {
            return IpLiteral.parse(who)
                    .filter(literal -> server == null || mock.knows(who))
                    .orElseGet(() -> mock.server(who).snapshot().sourceIp());
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--as: " + Console.why(e));
        }
    }
}
