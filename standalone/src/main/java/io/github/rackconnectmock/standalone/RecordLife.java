package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.recording.Observation;
import io.github.rackconnectmock.internal.recording.Recording;
import io.github.rackconnectmock.internal.recording.RequestsFile;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Region;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Turns the life of a real server, or requests that were kept, into a scenario. */
@Command(
        description = {
            "Watch a real server, or read requests that were kept, and print the scenario that plays the same.",
            "",
            "It asks the four operations within the rate limit until --until, or Ctrl-C, then prints the scenario on"
                    + " stdout. What it sees is on stderr."
        },
        footer = {
            "  java -jar rackconnect-mock.jar record --region ord --every 5s --until DEPLOYED > my.json",
            "  java -jar rackconnect-mock.jar record --from access.har > my.json"
        })
final class RecordLife extends Verb {
    private static final String URL = "--url";
    private static final String REGION = "--region";
    private static final String CA_FILE = "--ca-file";
    private static final String EVERY = "--every";
    private static final String UNTIL = "--until";
    private static final String LIMIT = "--limit";
    private static final String TIMEOUT = "--timeout";
    private static final String FROM = "--from";
    private static final String KEEP_ADDRESSES = "--keep-addresses";

    private static final int MOST_A_MINUTE = 60_000;
    private static final String SERVER = "web1";

    @Option(names = URL, paramLabel = "URL", description = "The API's base URL, such as http://127.0.0.1:8089.")
    private @Nullable String url;

    @Option(names = REGION, paramLabel = "NAME", description = "Instead of a URL: the region whose host is asked.")
    private @Nullable String region;

    @Option(
            names = CA_FILE,
            paramLabel = "FILE",
            description = "The certificate to trust at a URL with https, in PEM (those that Java trusts).")
    private @Nullable String caFile;

    @Option(
            names = EVERY,
            paramLabel = "DURATION",
            description = "How long after each other it asks for the status; longer where the limit is low (5s).")
    private @Nullable String every;

    @Option(
            names = UNTIL,
            paramLabel = "STATUS|DURATION",
            description = "The status, such as DEPLOYED, or the time, such as 30m, at which it ends (Ctrl-C).")
    private @Nullable String until;

    @Option(names = LIMIT, paramLabel = "NUMBER", description = "How many requests a minute it makes at most (30).")
    private @Nullable String limit;

    @Option(names = TIMEOUT, paramLabel = "DURATION", description = "How long it waits for an answer (10s).")
    private @Nullable String timeout;

    @Option(
            names = FROM,
            paramLabel = "FILE",
            description = "Instead of asking: a journal that GET requests of a mock has shown, a HAR file, or - for"
                    + " standard input.")
    private @Nullable String from;

    @Option(
            names = KEEP_ADDRESSES,
            description = "Keep addresses as they are, instead of those for documentation (off).")
    private boolean keepsAddresses;

    RecordLife(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK, ExitCode.BAD_SCENARIO, ExitCode.NO_INPUT, ExitCode.UNAVAILABLE};
    }

    @Override
    public Integer call() {
        if (from == null) {
            return record();
        }
        for (Map.Entry<String, Optional<String>> other : Map.of(
                        URL, Optional.ofNullable(url),
                        CA_FILE, Optional.ofNullable(caFile),
                        EVERY, Optional.ofNullable(every),
                        UNTIL, Optional.ofNullable(until),
                        LIMIT, Optional.ofNullable(limit),
                        TIMEOUT, Optional.ofNullable(timeout))
                .entrySet()) {
            if (other.getValue().isPresent()) {
                throw Failure.usage(FROM + " asks nobody; leave " + other.getKey() + " out");
            }
        }
        return read(from, region == null ? null : MockOptions.region(new Setting(REGION, region)));
    }

    private int read(String file, @Nullable Region where) {
        String name = file.equals(ScenarioInput.STANDARD_INPUT) ? "<stdin>" : file;
        RequestsFile.Content content;
        try {
            content = file.equals(ScenarioInput.STANDARD_INPUT)
                    ? RequestsFile.read(name, console.in())
                    : read(new Setting(FROM, file).path());
        } catch (NoSuchFileException e) {
            throw new Failure(ExitCode.NO_INPUT, name + ": there is no such file");
        } catch (AccessDeniedException e) {
            throw new Failure(ExitCode.NO_INPUT, name + ": no permission to read it");
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_INPUT, name + ": can't be read (" + Console.why(e) + ")");
        } catch (RequestsFile.BadFileException e) {
            throw new Failure(ExitCode.BAD_SCENARIO, Console.why(e));
        }
        try {
            return print(content.observations(), new Recording.Setup(content.addresses(), where, keepsAddresses))
                    .orElseThrow(() ->
                            new Failure(ExitCode.BAD_SCENARIO, name + ": there is no right answer of the API in it"));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.BAD_SCENARIO, name + ": " + Console.why(e));
        }
    }

    private static RequestsFile.Content read(Path file) throws IOException, RequestsFile.BadFileException {
        try (InputStream content = Files.newInputStream(file)) {
            return RequestsFile.read(file.toString(), content);
        }
    }

    private int record() {
        if (url != null && region != null) {
            throw Failure.usage("give " + URL + " or " + REGION + ", not both");
        }
        HttpUrl base = base();
        SSLContext trusted = caFile == null ? null : TrustedCertificate.of(new Setting(CA_FILE, caFile).path());
        Duration pause = positive(new Setting(EVERY, every == null ? "5s" : every));
        Duration patience = positive(new Setting(TIMEOUT, timeout == null ? "10s" : timeout));
        int most = new Setting(LIMIT, limit == null ? "30" : limit)
                .number(1, MOST_A_MINUTE, "a number of requests from 1 to " + MOST_A_MINUTE);
        Watching watching =
                new Watching(console, SERVER, new ExactGet(base, trusted, patience), Goal.of(until), pause, most);
        List<Observation> seen = runUntilStopped(watching);
        Map<String, String> addresses = keepsAddresses ? ownAddress(base) : Map.of();
        Region where = Region.ofHost(base.host()).orElse(null);
        return print(seen, new Recording.Setup(addresses, where, keepsAddresses))
                .orElseThrow(() -> new Failure(
                        ExitCode.UNAVAILABLE,
                        "there was no right answer from " + base.uri() + " (" + watching.lastSeen()
                                + "); ask from the cloud server itself, or give another --url"));
    }

    private static List<Observation> runUntilStopped(Watching watching) {
        CompletableFuture<Void> stop = new CompletableFuture<>();
        List<Runnable> restored = Stream.of("INT", "TERM", "HUP")
                .map(signal -> SignalRelay.handle(signal, () -> stop.complete(null)))
                .toList();
        try {
            return watching.run(stop);
        } finally {
            restored.forEach(Runnable::run);
        }
    }

    private HttpUrl base() {
        if (region != null) {
            Region asked = MockOptions.region(new Setting(REGION, region));
            return HttpUrl.parse("https://" + asked.host()).orElseThrow();
        }
        if (url == null) {
            throw Failure.usage("record needs to know what to ask; give " + URL + ", " + REGION + " or " + FROM);
        }
        Setting given = new Setting(URL, url);
        return HttpUrl.parse(given.value())
                .filter(base -> base.uri().getRawQuery() == null && base.uri().getRawFragment() == null)
                .orElseThrow(() -> given.wrong("the base URL of the API, such as http://127.0.0.1:8089"));
    }

    private static Duration positive(Setting setting) {
        Duration duration = setting.duration();
        if (duration.isZero()) {
            throw setting.wrong("a duration above zero, such as 5s");
        }
        return duration;
    }

    /** The address by which this machine asks. Nothing is sent to find it. */
    private static Map<String, String> ownAddress(HttpUrl base) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new ExactGet(base, null, Duration.ZERO).address());
            return Map.of(SERVER, socket.getLocalAddress().getHostAddress());
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
    }

    /** Prints the scenario of what was seen; empty if there is none. */
    private Optional<Integer> print(List<Observation> seen, Recording.Setup setup) {
        return Recording.of(seen, setup).map(recorded -> {
            recorded.notes().forEach(console::say);
            console.out().print(ScenarioFiles.write(recorded.scenario()));
            int steps = recorded.scenario().servers().stream()
                    .mapToInt(server -> server.lifecycle().size())
                    .sum();
            int incidents = recorded.scenario().incidents().size();
            console.say("recorded " + count(seen.size(), "request") + ": " + count(steps, "step") + " and "
                    + count(incidents, "incident"));
            return ExitCode.OK;
        });
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /**
     * At what a recording ends by itself.
     *
     * @param status a status; {@code null} for none
     * @param time how long it lasts; {@code null} for no such time
     */
    record Goal(@Nullable AutomationStatus status, @Nullable Duration time) {
        static Goal of(@Nullable String until) {
            if (until == null) {
                return new Goal(null, null);
            }
            Setting setting = new Setting(UNTIL, until);
            Optional<Duration> time = Durations.parse(until).filter(each -> each.compareTo(Durations.LONGEST) <= 0);
            if (time.isPresent()) {
                return new Goal(null, time.get());
            }
            if (!AutomationStatus.isWord(until)) {
                throw setting.wrong("a status such as DEPLOYED, or a duration such as 30m");
            }
            AutomationStatus status = AutomationStatus.of(until);
            if (!status.isDocumented()
                    && AutomationStatus.of(until.toUpperCase(Locale.ROOT)).isDocumented()) {
                throw setting.wrong("a status such as DEPLOYED, in capital letters");
            }
            return new Goal(status, null);
        }

        /** What is waited for, for people. */
        String text() {
            return status == null ? time == null ? "Ctrl-C" : Durations.format(time) : status.name();
        }
    }
}
