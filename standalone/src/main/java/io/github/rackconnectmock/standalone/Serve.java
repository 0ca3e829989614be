package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays a scenario until it is stopped. */
@Command(
        description = {
            "Play a scenario until SIGTERM or SIGINT. One line on stdout says when it is ready.",
            "",
            "Each option can also be given as an environment variable: --ready-file as RACKCONNECT_MOCK_READY_FILE,"
                    + " and so on. The option comes before the variable; an empty variable counts as absent."
        })
final class Serve extends Verb {
    private static final String READY_FILE = "--ready-file";
    private static final String CA_FILE = "--ca-file";
    private static final String WATCH = "--watch";

    @Mixin
    private final MockOptions options = new MockOptions();

    @Option(
            names = READY_FILE,
            paramLabel = "FILE",
            description = "Where the line that says so is written as well; removed at the end.")
    private @Nullable String readyFile;

    @Option(
            names = CA_FILE,
            paramLabel = "FILE",
            description = "Where the certificate is written that clients of the six hosts have to trust, in PEM.")
    private @Nullable String caFile;

    @Option(
            names = WATCH,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Load the scenario file again when it changes; a bad version changes nothing (false).")
    private @Nullable String watch;

    Serve(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(console.environment());
        String scenario = options.scenario(settings);
        RackConnectMockServer.Builder mock = options.mock(settings, "8089");
        boolean isWatched = settings.isOn(WATCH, watch);
        if (isWatched && Catalogue.contains(scenario)) {
            throw Failure.usage(WATCH + " needs a scenario file, and " + scenario
                    + " is built in; save it with 'rackconnect-mock scenarios " + scenario
                    + " > my.json', then use --scenario my.json");
        }
        Optional<Path> caPath = settings.find(CA_FILE, caFile).map(Setting::path);
        Optional<Path> readyPath = settings.find(READY_FILE, readyFile).map(Setting::path);
        try (OpenResources open = new OpenResources()) {
            LineWriter lines = new LineWriter(console.err());
            open.closing(lines::close);
            if (!options.isQuiet(settings, "false")) {
                mock.onRequest(request -> lines.say(request.toString()));
            }
            mock.onError(line -> lines.say(Console.line(line)));
            mock.onFatalError(OutOfMemory::end);
            Optional<ScenarioWatch> watched = Optional.empty();
            if (isWatched) {
                watched = Optional.of(new ScenarioWatch(Path.of(scenario), lines::say));
                watched.ifPresent(open::closing);
            }
            mock.scenario(ScenarioFiles.find(scenario));
            Optional<OutputFile> ready = readyPath.map(path -> new OutputFile("the ready file", path));
            Optional<OutputFile> ca = caPath.map(path -> new OutputFile("the certificate file", path));
            RackConnectMockServer started = MockOptions.start(mock);
            open.closing(started::close);
            // Closed before the mock, so that no client finds a mock there that is stopping.
            ready.ifPresent(file -> open.closing(file::close));
            watched.ifPresent(changes -> changes.start(started::load));
            ca.ifPresent(file -> file.write(started.caCertificatePem()));
            String line =
                    ReadyLine.of(started, scenario, options.httpsUri(settings, started), ca.map(OutputFile::path));
            ready.ifPresent(file -> file.write(line + "\n"));
            console.out().println(line);
            console.out().flush();
            started.awaitClose();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A client of WireMock's shutdown route ends the program as SIGTERM does.
        return ExitCode.SIGTERM;
    }
}
