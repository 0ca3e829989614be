package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.MockClock;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Region;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb that starts a mock. All are read as text, so that a variable is read just as a flag is. */
final class MockOptions {
    private static final String SCENARIO = "--scenario";
    private static final String INCIDENT = "--incident";
    static final String PORT = "--port";
    static final String QUIET = "--quiet";

    private static final String HTTPS_PORT = "--https-port";
    private static final String TLS_KEYSTORE = "--tls-keystore";
    private static final String TLS_PASSWORD = "--tls-keystore-password";
    private static final String TLS_CERT = "--tls-cert";
    private static final String TLS_KEY = "--tls-key";
    private static final String BIND = "--bind";
    private static final String ALLOW_HOST = "--allow-host";
    private static final String REGION = "--region";
    private static final String SPEED = "--speed";
    private static final String JOURNAL_SIZE = "--journal-size";
    private static final String STRICT_SOURCE = "--strict-source";
    private static final String NO_FORWARDED_FOR = "--no-forwarded-for";
    private static final String FIRST_SERVER_FOR = "--first-server-for";

    private static final String LOCALHOST = "localhost";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LARGEST_JOURNAL = 100_000_000;

    @Option(
            names = SCENARIO,
            paramLabel = "FILE|NAME",
            description =
                    "What is played: a scenario file, - for standard input, or a name of the catalogue (deploys).")
    private @Nullable String scenario;

    @Option(
            names = INCIDENT,
            paramLabel = "FILES|NAMES",
            description =
                    "Scenario files or names of the catalogue, separated by commas, whose incidents happen as well.")
    private @Nullable String incident;

    @Option(
            names = HTTPS_PORT,
            paramLabel = "NUMBER",
            description = "A port with TLS, 0 for any free one; the proxy on the other port needs none.")
    private @Nullable String httpsPort;

    @Option(
            names = TLS_KEYSTORE,
            paramLabel = "FILE",
            description = "A PKCS12 key store to be known by over TLS, instead of an authority made at each start.")
    private @Nullable String tlsKeystore;

    @Option(names = TLS_PASSWORD, paramLabel = "TEXT", description = "Its password, better given as a variable.")
    private @Nullable String tlsPassword;

    @Option(
            names = TLS_CERT,
            paramLabel = "FILE",
            description = "Instead of a key store: certificates in PEM, the server's own first.")
    private @Nullable String tlsCert;

    @Option(names = TLS_KEY, paramLabel = "FILE", description = "The private key of the first of them, in PEM.")
    private @Nullable String tlsKey;

    @Option(names = BIND, paramLabel = "ADDRESS", description = "The address to listen on (127.0.0.1).")
    private @Nullable String bind;

    @Option(
            names = ALLOW_HOST,
            paramLabel = "NAMES",
            description =
                    "Names, separated by commas, that control routes answer for in Host, besides IP addresses, names"
                            + " without a dot and localhost.")
    private @Nullable String allowHost;

    @Option(
            names = REGION,
            paramLabel = "NAME",
            description =
                    "The region of all servers that have none in their scenario; without it, all six hosts answer.")
    private @Nullable String region;

    @Option(names = SPEED, paramLabel = "NUMBER", description = "How many times as fast as real time it plays (1).")
    private @Nullable String speed;

    @Option(
            names = JOURNAL_SIZE,
            paramLabel = "NUMBER",
            description = "How many of the last requests are remembered (10000).")
    private @Nullable String journalSize;

    // An optional value, so that the flag can also take back what a variable says.
    @Option(
            names = STRICT_SOURCE,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Loopback callers that no server claims are unknown, not the first server (false).")
    private @Nullable String strictSource;

    @Option(
            names = NO_FORWARDED_FOR,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "X-Forwarded-For doesn't say who asks (false).")
    private @Nullable String noForwardedFor;

    @Option(
            names = FIRST_SERVER_FOR,
            paramLabel = "NETWORKS",
            description =
                    "Networks or addresses, separated by commas, such as 172.16.0.0/12: a caller from there that no"
                            + " server claims is the first server, as a loopback caller is.")
    private @Nullable String firstServerFor;

    /** A file's path, or a name of the catalogue. */
    String scenario(Settings settings) {
        return settings.get(SCENARIO, scenario, "deploys").value();
    }

    /** The incidents that happen beside those of the scenario. */
    List<Incident> incidents(Settings settings) {
        return settings.find(INCIDENT, incident).stream()
                .flatMap(MockOptions::parts)
                .flatMap(name -> ScenarioFiles.find(name).incidents().stream())
                .toList();
    }

    /**
     * A mock as the options want it, except for its scenario, its listener of requests, and its start. Its clock stands still,
     * so that no server's life begins before the clients' does.
     *
     * @param port where it listens
     */
    RackConnectMockServer.Builder mock(Settings settings, Setting port) {
        RackConnectMockServer.Builder mock = RackConnectMockServer.builder();
        settings.find(HTTPS_PORT, httpsPort).ifPresent(number -> mock.httpsPort(portNumber(number)));
        identify(settings, mock);
        settings.find(ALLOW_HOST, allowHost).ifPresent(names -> parts(names).forEach(mock::allowHost));
        settings.find(FIRST_SERVER_FOR, firstServerFor).ifPresent(networks -> {
            try {
                parts(networks).forEach(mock::firstServerFor);
            } catch (IllegalArgumentException e) {
                throw networks.wrong("addresses and networks, such as 172.16.0.0/12,fd00::/8");
            }
        });
        settings.find(REGION, region).ifPresent(name -> mock.region(region(name)));
        return mock.frozen(true)
                .port(portNumber(port))
                .bindAddress(address(settings))
                .speed(settings.get(SPEED, speed, "1")
                        .positive(MockClock.FASTEST, "a number above 0, up to 100000, such as 60"))
                .journalSize(settings.get(JOURNAL_SIZE, journalSize, "10000")
                        .number(0, LARGEST_JOURNAL, "a whole number, 0 or more"))
                .strictSource(settings.isOn(STRICT_SOURCE, strictSource))
                .forwardedFor(!settings.isOn(NO_FORWARDED_FOR, noForwardedFor));
    }

    /**
     * The same for a network in which nothing else listens, at the ports of HTTP and HTTPS.
     *
     * @param port what was given; nothing is right
     */
    RackConnectMockServer.Builder mockOfOwnNetwork(Settings settings, @Nullable String port) {
        if (port != null || httpsPort != null || bind != null) {
            throw Failure.usage(Exec.HOSTS + " has ports 80 and 443 of a network of its own; leave " + PORT + ", "
                    + HTTPS_PORT + " and " + BIND + " out");
        }
        return mock(settings, new Setting(PORT, Integer.toString(HTTP)))
                .httpsPort(HTTPS)
                .bindAddress(OwnNetwork.allAddresses());
    }

    private static Stream<String> parts(Setting list) {
        return Stream.of(list.value().split(",", -1)).map(String::strip).filter(part -> !part.isEmpty());
    }

    /** Where a started mock answers with TLS; empty if that wasn't asked for. */
    Optional<URI> httpsUri(Settings settings, RackConnectMockServer started) {
        return settings.find(HTTPS_PORT, httpsPort).map(asked -> started.httpsUri());
    }

    /** The region of a name, in any case. */
    static Region region(Setting name) {
        return Stream.of(Region.values())
                .filter(each -> each.name().equalsIgnoreCase(name.value()))
                .findFirst()
                .orElseThrow(() -> name.wrong(
                        "one of " + Stream.of(Region.values()).map(Region::name).collect(Collectors.joining(", "))));
    }

    private static int portNumber(Setting port) {
        return port.number(0, 65_535, "a number from 0 to 65535, where 0 is any free port");
    }

    private void identify(Settings settings, RackConnectMockServer.Builder mock) {
        Optional<Path> keystore = settings.find(TLS_KEYSTORE, tlsKeystore).map(Setting::path);
        Optional<Path> certificate = settings.find(TLS_CERT, tlsCert).map(Setting::path);
        Optional<Path> key = settings.find(TLS_KEY, tlsKey).map(Setting::path);
        if (certificate.isPresent() != key.isPresent() || (certificate.isPresent() && keystore.isPresent())) {
            throw Failure.usage("give " + TLS_CERT + " and " + TLS_KEY + " together, or " + TLS_KEYSTORE + " alone");
        }
        String password = settings.get(TLS_PASSWORD, tlsPassword, "").value();
        try {
            keystore.ifPresent(file -> mock.tlsKeyStore(file, password));
            certificate.ifPresent(file -> key.ifPresent(secret -> mock.tlsPem(file, secret)));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new Failure(ExitCode.NO_INPUT, Console.why(e) + "; see " + Runner.NAME + " help serve");
        }
    }

    /** Starts a mock, and says what is in the way if that can't be done. */
    static RackConnectMockServer start(RackConnectMockServer.Builder mock) {
        try {
            return mock.start();
        } catch (UncheckedIOException e) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    Console.why(e) + "; the options are " + PORT + ", " + HTTPS_PORT + " and " + BIND);
        }
    }

    private String address(Settings settings) {
        Setting address = settings.get(BIND, bind, "127.0.0.1");
        if (!address.value().equals(LOCALHOST)
                && IpLiteral.parse(address.value()).isEmpty()) {
            throw address.wrong("an IP address of this machine, such as 127.0.0.1 or 0.0.0.0");
        }
        return address.value();
    }
}
