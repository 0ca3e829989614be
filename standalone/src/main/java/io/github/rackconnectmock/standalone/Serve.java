package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.scenario.Incident;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
        },
        footer = {
            "  java -jar rackconnect-mock.jar serve --scenario burst --port 0 --ready-file ready.json",
            "  java -jar rackconnect-mock.jar serve --scenario my.json --watch --speed 60"
        })
final class Serve extends Verb {
    private static final String READY_FILE = "--ready-file";
    private static final String CA_FILE = "--ca-file";
    private static final String WATCH = "--watch";
    private static final String ADVERTISE = "--advertise";

    private static final String OPEN = "--open";

    @Mixin
    private final MockOptions options = new MockOptions();

    @Mixin
    private final ReportFiles reports = new ReportFiles();

    @Option(
            names = MockOptions.PORT,
            paramLabel = "NUMBER",
            description = "The port to listen on, 0 for any free one (8089).")
    private @Nullable String port;

    @Option(
            names = ADVERTISE,
            paramLabel = "NAME",
            description =
                    "The name or address by which clients reach the mock: in the ready line, and allowed in Host.")
    private @Nullable String advertise;

    @Option(
            names = READY_FILE,
            paramLabel = "FILE",
            description = "Where the ready line is written as well; removed at the start and at the end.")
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

    @Option(
            names = MockOptions.QUIET,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "No line on stderr for each request (false).")
    private @Nullable String quiet;

    @Option(
            names = OPEN,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Open the live page in a browser when the mock is ready (false).")
    private @Nullable String opensBrowser;

    Serve(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {
            ExitCode.BAD_SCENARIO,
            ExitCode.NO_INPUT,
            ExitCode.UNAVAILABLE,
            ExitCode.CANNOT_WRITE,
            ExitCode.SIGHUP,
            ExitCode.SIGINT,
            ExitCode.SIGTERM
        };
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(console.environment());
        Optional<OutputFile> ready =
                settings.find(READY_FILE, readyFile).map(path -> new OutputFile("the ready file", path.path()));
        try (OpenResources open = new OpenResources()) {
            LineWriter lines = new LineWriter(console.err());
            open.closing(lines::close);
            start(settings, ready, lines, open).awaitClose();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A client of WireMock's shutdown route ends the program as SIGTERM does.
        return ExitCode.SIGTERM;
    }

    /** Starts the mock and says that it is ready, or writes to the ready file why it can't start. */
    private RackConnectMockServer start(
            Settings settings, Optional<OutputFile> ready, LineWriter lines, OpenResources open) {
        try {
            return ready(settings, ready, lines, open);
        } catch (RuntimeException | Error e) {
            ready.ifPresent(file -> writeFailure(file, e));
            throw e;
        }
    }

    /** Writes to the ready file that these words name why they aren't taken: they may be wrong before all of them are read. */
    void refused(Failure mistake, String... words) {
        String named = null;
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith(READY_FILE + "=")) {
                named = words[i].substring(READY_FILE.length() + 1);
            } else if (words[i].equals(READY_FILE) && i + 1 < words.length && !words[i + 1].startsWith("-")) {
                named = words[i + 1];
            }
        }
        try {
            new Settings(console.environment())
                    .find(READY_FILE, named)
                    .map(path -> new OutputFile("the ready file", path.path()))
                    .ifPresent(file -> writeFailure(file, mistake));
        } catch (Failure e) {
            mistake.addSuppressed(e);
        }
    }

    private static void writeFailure(OutputFile ready, Throwable failure) {
        try {
            ready.writeLasting(ReadyLine.failed(FailureReport.of(failure)) + "\n");
        } catch (Failure e) {
            failure.addSuppressed(e);
        }
    }

    private RackConnectMockServer ready(
            Settings settings, Optional<OutputFile> ready, LineWriter lines, OpenResources open) {
        Optional<OutputFile> ca =
                settings.find(CA_FILE, caFile).map(path -> new OutputFile("the certificate file", path.path()));
        reports.check(settings);
        String scenario = options.scenario(settings);
        Optional<String> advertised = settings.find(ADVERTISE, advertise).map(Setting::host);
        RackConnectMockServer.Builder mock = options.mock(settings, settings.get(MockOptions.PORT, port, "8089"));
        advertised.ifPresent(mock::allowHost);
        if (!settings.isOn(MockOptions.QUIET, quiet)) {
            mock.onRequest(request -> lines.say(request.toString()));
        }
        mock.onError(line -> lines.say(Console.line(line)));
        mock.onFatalError(OutOfMemory::end);
        Optional<ScenarioWatch> watched = watch(settings, scenario, lines);
        watched.ifPresent(open::closing);
        List<Incident> incidents = options.incidents(settings);
        mock.scenario(ScenarioInput.find(scenario, console).with(incidents)).scenarioName(scenario);
        boolean opens = settings.isOn(OPEN, opensBrowser);
        // Closed after the mock, so that the reports have all that clients asked.
        open.closing(() -> reports.writeOrSay(lines));
        RackConnectMockServer started = MockOptions.start(mock);
        reports.of(started);
        open.closing(started::close);
        // Closed before the mock, so that no client finds a mock there that is stopping.
        ready.ifPresent(file -> open.closing(file::close));
        watched.ifPresent(changes -> changes.start(changed -> started.load(changed.with(incidents), scenario)));
        ca.ifPresent(file -> file.writeLasting(started.caCertificatePem()));
        String line = ReadyLine.of(
                started,
                scenario,
                asReached(started.baseUri(), advertised),
                asReached(started.pageUri(), advertised),
                options.httpsUri(settings, started).map(uri -> asReached(uri, advertised)),
                ca.map(OutputFile::path));
        ready.ifPresent(file -> file.write(line + "\n"));
        console.out().println(line);
        console.requireWritten();
        // Only now may clients ask, so only now do the servers' lives begin.
        started.clock().resume();
        if (opens) {
            Browser.open(started.pageUri(), lines);
        }
        return started;
    }

    private Optional<ScenarioWatch> watch(Settings settings, String scenario, LineWriter lines) {
        if (!settings.isOn(WATCH, watch)) {
            return Optional.empty();
        }
        if (scenario.equals(ScenarioInput.STANDARD_INPUT)) {
            throw Failure.usage(WATCH + " needs a scenario file, and standard input is none; save it as a file");
        }
        if (Catalogue.contains(scenario)) {
            throw Failure.usage(WATCH + " needs a scenario file, and " + scenario
                    + " is built in; save it with 'rackconnect-mock scenarios " + scenario
                    + " > my.json', then use --scenario my.json");
        }
        return Optional.of(new ScenarioWatch(Path.of(scenario), lines::say));
    }

    private static URI asReached(URI uri, Optional<String> host) {
        return host.map(name -> URI.create(uri.getScheme() + "://" + name + ":" + uri.getPort() + uri.getPath()))
                .orElse(uri);
    }
}
