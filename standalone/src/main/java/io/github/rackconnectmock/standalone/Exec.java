package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a scenario for as long as a command runs, which asks it at the six hosts' own URLs. */
@Command(
        description = {
            "Start a fake, run a command that asks it at the six hosts' own URLs, stop the fake, and exit with the"
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
        try (Run run = new Run()) {
            LineWriter lines = new LineWriter(console.err());
            run.closing(lines::close);
            // The command's own output comes first: of the fake's there is none unless asked for.
            if (!options.isQuiet(settings, "true")) {
                mock.onRequest(request -> lines.say(request.toString()));
            }
            mock.onError(line -> lines.say(Console.line(line)));
            mock.onFatalError(OutOfMemory::end);
            RackConnectMockServer started = MockOptions.start(mock);
            run.closing(started::close);
            if (server != null) {
                requireServer(started, server);
            }
            TemporaryFolder folder = new TemporaryFolder();
            run.closing(folder::close);
            Path caFile = folder.write("ca.pem", started.caCertificatePem());
            Child child = run.opening(() -> child(started, caFile, folder, run));
            return child.waitFor();
        }
    }

    private Child child(RackConnectMockServer mock, Path caFile, TemporaryFolder folder, Run run) {
        String uri = mock.baseUri().toString();
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(ClientEnvironment.of(uri.substring(0, uri.length() - 1), caFile, Optional.ofNullable(server)));
        // The only way to tell wget of a certificate without an option.
        builder.environment()
                .put(
                        "WGETRC",
                        folder.write("wgetrc", "ca_certificate = " + caFile + "\n")
                                .toString());
        try {
            Child child = new Child(builder.start());
            run.endsWith(child::exitCode);
            return child;
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.COMMAND_NOT_FOUND,
                    "can't run " + command.get(0) + "; give a program and its arguments after --");
        }
    }

    private static void requireServer(RackConnectMockServer mock, String server) {
        if (!mock.knows(server)) {
            throw Failure.usage("--as can't be \"" + server + "\"; the scenario has no such server");
        }
    }
}
