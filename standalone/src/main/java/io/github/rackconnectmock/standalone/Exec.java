package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
            "  java -jar rackconnect-mock.jar exec --scenario slow-deploy --speed 600 -- ./wait.sh"
        })
final class Exec extends Verb {
    @Mixin
    private final MockOptions options = new MockOptions();

    @Option(
            names = "--as",
            paramLabel = "SERVER",
            description = "Which server the command is, by name or address (the first).")
    private @Nullable String server;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command and its arguments, after --.")
    private List<String> command = List.of();

    Exec(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = new Settings(console.environment());
        RackConnectMockServer.Builder mock =
                options.mock(settings, "0").scenario(ScenarioFiles.find(options.scenario(settings)));
        try (OpenResources open = new OpenResources()) {
            LineWriter lines = new LineWriter(console.err());
            open.closing(lines::close);
            // The command's own output comes first: of the mock's there is none by default.
            if (!options.isQuiet(settings, "true")) {
                mock.onRequest(request -> lines.say(request.toString()));
            }
            mock.onError(line -> lines.say(Console.line(line)));
            mock.onFatalError(OutOfMemory::end);
            RackConnectMockServer started = MockOptions.start(mock);
            open.closing(started::close);
            String proxy = proxy(started);
            TemporaryFolder folder = new TemporaryFolder();
            open.closing(folder::close);
            Path caFile = folder.write("ca.pem", started.caCertificatePem());
            Child child = open.opening(() -> child(proxy, caFile, folder, open));
            return child.waitFor();
        }
    }

    private Child child(String proxy, Path caFile, TemporaryFolder folder, OpenResources open) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(ClientEnvironment.of(proxy, caFile));
        // The only way to name a certificate for wget without an option.
        builder.environment()
                .put(
                        "WGETRC",
                        folder.write("wgetrc", "ca_certificate = " + caFile + "\n")
                                .toString());
        try {
            Child child = new Child(builder.start());
            open.endsWith(child::exitCode);
            return child;
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.COMMAND_NOT_FOUND,
                    "can't run " + command.get(0) + "; give a program and its arguments after --");
        }
    }

    /** The mock's own port, or one on which every client is the server that was asked for. */
    private String proxy(RackConnectMockServer mock) {
        if (server == null) {
            String uri = mock.baseUri().toString();
            return uri.substring(0, uri.length() - 1);
        }
        if (!mock.knows(server)) {
            throw Failure.usage("--as can't be \"" + server + "\"; the scenario has no such server");
        }
        return mock.proxyUri(server).toString();
    }
}
