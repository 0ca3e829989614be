package io.github.rackconnectmock;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.Network;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.cloudservers.Apis;
import io.github.rackconnectmock.internal.control.ControlApi;
import io.github.rackconnectmock.internal.http.HttpFront;
import io.github.rackconnectmock.internal.journal.ConductSnapshot;
import io.github.rackconnectmock.internal.journal.Follower;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.report.ReportWriter;
import io.github.rackconnectmock.internal.report.TextTimeline;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.internal.tls.LazyIdentity;
import io.github.rackconnectmock.internal.tls.TlsIdentity;
import io.github.rackconnectmock.internal.wiremock.WireMockEngine;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioRules;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A running mock of the RackConnect v2.0 API.
 *
 * <pre>{@code
 * try (RackConnectMockServer mock = RackConnectMockServer.start("deploys")) {
 *     URI status = mock.baseUri("web1").resolve("v1/automation_status");  // DEPLOYING
 *     mock.clock().advance(Duration.ofSeconds(30));                       // DEPLOYED
 * }
 * }</pre>
 *
 * <p>Once started it answers at once: the whole way of a request was walked before. Safe for use by several threads.
 */
public final class RackConnectMockServer implements AutoCloseable {
    private static final int JOURNALS_SHARE_OF_THE_HEAP = 16;

    private final RackConnectApi api;
    private final Apis apis;
    private final RequestJournal journal;
    private final @Nullable Follower follower;
    private final MockClock clock;
    private final HttpFront front;
    private final String host;
    private final int port;
    private final int httpsPort;
    private final Consumer<String> errors;
    private final Map<String, Integer> serverPorts = new ConcurrentHashMap<>();
    private final Object wakeLock = new Object();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LazyIdentity identity;
    private volatile @Nullable WireMockEngine engine;

    private RackConnectMockServer(Builder builder) {
        MovableClock time = MovableClock.running();
        time.speed(builder.speed);
        if (builder.frozen) {
            time.freeze();
        }
        clock = new MockClock(time);
        errors = builder.errors;
        TlsIdentity own = builder.identity;
        identity = new LazyIdentity(own == null ? TlsIdentity::made : () -> own);
        host = isWildcard(builder.bindAddress) ? Builder.LOOPBACK : builder.bindAddress;
        Consumer<RecordedRequest> listener = builder.listener;
        follower = listener == null
                ? null
                : new Follower(exchange -> listener.accept(RecordedRequest.of(exchange)), errors);
        journal = new RequestJournal(
                builder.journalSize,
                Runtime.getRuntime().maxMemory() / JOURNALS_SHARE_OF_THE_HEAP,
                follower == null ? exchange -> {} : follower::ended);
        api = new RackConnectApi(
                builder.scenario.get(),
                builder.scenarioName,
                time,
                new SourcePolicy(builder.forwardedFor, builder.strictSource, builder.firstServerFor),
                builder.region);
        apis = new Apis(api);
        front = new HttpFront(new HttpFront.Parts(
                builder.bindAddress,
                apis,
                journal,
                new ControlApi(api, journal, this::reset, this::portOf),
                builder.allowedHosts,
                builder.fatal,
                identity,
                this::engine));
        try {
            port = front.listen(builder.port, false);
            httpsPort = builder.httpsPort == null ? 0 : front.listen(builder.httpsPort, true);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private WireMockEngine engine() {
        WireMockEngine awake = engine;
        if (awake != null) {
            return awake;
        }
        synchronized (wakeLock) {
            awake = engine;
            if (awake == null) {
                awake = new WireMockEngine(
                        apis, journal, new WireMockEngine.Ports(port, httpsPort, this::isRunning, this::close), errors);
                front.use(awake);
                engine = awake;
            }
            return awake;
        }
    }

    /** Starts a mock whose one server, {@code web1}, is DEPLOYED, on any free port of 127.0.0.1. */
    public static RackConnectMockServer start() {
        return builder().start();
    }

    /**
     * Starts a mock on any free port of 127.0.0.1.
     *
     * @param scenario a name of the built-in catalogue, or a scenario file's path
     */
    public static RackConnectMockServer start(String scenario) {
        return builder().scenario(scenario).start();
    }

    /** Starts a mock on any free port of 127.0.0.1. */
    public static RackConnectMockServer start(Scenario scenario) {
        return builder().scenario(scenario).start();
    }

    /**
     * Begins to load what a start needs, on a daemon thread, and comes back at once. For a program that has something else
     * to do meanwhile; a start without it works as well. What goes wrong here goes wrong again at the start, where it is told.
     * From then on, threads end at once with the last mock, so that the program's end doesn't wait for them.
     */
    public static void preload() {
        Thread thread = new Thread(HttpFront::load, "rackconnect-mock-preload");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
    }

    /** Begins to set a mock up. */
    public static Builder builder() {
        return new Builder();
    }

    /** The URL below which the API is, such as {@code http://127.0.0.1:41234/}; the source address says who asks. */
    public URI baseUri() {
        return uri("http", port);
    }

    private URI uri(String scheme, int port) {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create(scheme + "://" + literal + ":" + port + "/");
    }

    /**
     * A URL below which the API is, for one server, from every source address, such as {@code
     * http://127.0.0.1:41234/as/web1/}.
     *
     * @param server a server's name
     * @throws IllegalArgumentException if the scenario has no such server
     */
    public URI baseUri(String server) {
        return server(server).baseUri();
    }

    /**
     * The URL with TLS below which the API is, such as {@code https://127.0.0.1:41235/}.
     *
     * @throws IllegalStateException if the mock was started without {@link Builder#httpsPort}
     */
    public URI httpsUri() {
        if (httpsPort == 0) {
            throw new IllegalStateException("this mock has no port with TLS; start it with httpsPort(0)");
        }
        return uri("https", httpsPort);
    }

    /**
     * The certificate that a client has to trust for the hosts that the mock stands for: that of an authority made for this mock, which can
     * vouch for nothing but these hosts, localhost and the loopback addresses.
     */
    public X509Certificate caCertificate() {
        return identity.get().authority();
    }

    /** The same certificate in PEM, as curl, OpenSSL, Python, Ruby and Node read it. */
    public String caCertificatePem() {
        return identity.get().authorityPem();
    }

    /** For a client: trusts {@link #caCertificate()} and nothing else. */
    public SSLContext sslContext() {
        return identity.get().clientContext();
    }

    /** For a client: leads the hosts that the mock stands for to this mock, and leaves all others alone. */
    public ProxySelector proxySelector() {
        return new RegionHostsProxy(host, port);
    }

    /**
     * For a client that is to be one server, from every source address: leads the hosts that the mock stands for to a port of that server's
     * own, for no Java client can tell a proxy its user without a change to the whole JVM.
     *
     * @param server a server's name
     * @throws IllegalArgumentException if the scenario has no such server
     */
    public ProxySelector proxySelector(String server) {
        return new RegionHostsProxy(host, portOf(server));
    }

    /**
     * The forward proxy's URL for a program that is to be one server, for its environment: {@code
     * https_proxy=http://127.0.0.1:41236}. Its port is that server's own, since some programs send a proxy's user only
     * after a 407.
     *
     * @param server a server's name or address
     * @throws IllegalArgumentException if the scenario has no such server
     */
    public URI proxyUri(String server) {
        String base = uri("http", portOf(server)).toString();
        return URI.create(base.substring(0, base.length() - 1));
    }

    /** A client that asks this mock at the real URLs, as the scenario's first server. */
    public HttpClient httpClient() {
        return httpClient(proxySelector());
    }

    /**
     * A client that asks this mock at the real URLs, as one server.
     *
     * @param server a server's name
     * @throws IllegalArgumentException if the scenario has no such server
     */
    public HttpClient httpClient(String server) {
        return httpClient(proxySelector(server));
    }

    private HttpClient httpClient(ProxySelector proxy) {
        return HttpClient.newBuilder().proxy(proxy).sslContext(sslContext()).build();
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /**
     * A server, to look at and to move.
     *
     * @throws IllegalArgumentException if the scenario has no such server, naming those it has
     */
    public MockCloudServer server(String name) {
        return new MockCloudServer(api, this::conduct, name, baseUri().resolve("as/" + name + "/"));
    }

    /**
     * Fires a signal for all servers and incidents that wait for it, at one moment.
     *
     * @throws IllegalStateException if none does
     */
    public void fire(String signal) {
        api.simulation().fire(signal);
    }

    /**
     * Adds an incident, whose time counts from now; one without a begin begins now. A reset or another scenario removes it.
     *
     * @throws io.github.rackconnectmock.scenario.InvalidScenarioException if something in it is wrong
     * @throws IllegalStateException if there is one of this name
     */
    public MockIncident begin(Incident incident) {
        List<Scenario.Problem> problems = new ArrayList<>();
        ScenarioRules.check(incident, problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidScenarioException(problems);
        }
        return incident(api.simulation().incidents().add(incident).name());
    }

    /**
     * An incident, to look at and to control.
     *
     * @throws IllegalArgumentException if there is none of this name, naming those there are
     */
    public MockIncident incident(String name) {
        return new MockIncident(api, name);
    }

    /** All incidents, in the order in which they strike. */
    public List<MockIncident> incidents() {
        return api.simulation().incidents().all().stream()
                .map(incident -> incident(incident.name()))
                .toList();
    }

    /** Whether the scenario has a server of this name or address. */
    public boolean knows(String nameOrAddress) {
        return api.simulation().servers().byNameOrAddress(nameOrAddress).isPresent();
    }

    /** The time of this mock. */
    public MockClock clock() {
        return clock;
    }

    /** The last requests, the oldest first; as many as the journal's size at most. */
    public List<RecordedRequest> requests() {
        front.settle();
        return recorded(journal.exchanges());
    }

    /** What clients did up to now, all at one moment. It can be asked for after the mock is closed, too. */
    public Conduct conduct() {
        front.settle();
        Simulation playing = api.simulation();
        ConductSnapshot now = journal.conduct(playing.servers().all());
        return new Conduct(now, playing.scenario().rateLimit(), api.clock().micros());
    }

    /** What the expectations of the scenario come to by now, in its order; empty if it has none. */
    public List<ExpectationResult> expectations() {
        front.settle();
        return journal.expectations(api.simulation()).stream()
                .map(ExpectationResult::of)
                .toList();
    }

    /** The URL of the live page, which shows the mock while it runs, such as {@code http://127.0.0.1:41234/__admin/rackconnect/}. */
    public URI pageUri() {
        return baseUri().resolve("__admin/rackconnect/");
    }

    /**
     * What happened up to now as text, in one order: each step of the servers that asked, each request with its answer and its reason,
     * each connection that came to no request, and incidents. Of more than a hundred events only the first and the
     * last are there; credentials are masked. It can be asked for after the mock is closed, too.
     */
    public String timeline() {
        return timeline(conduct());
    }

    /** The servers' steps up to now, with the requests and connections up to the moment of a {@link #conduct}; as {@link #timeline()}. */
    public String timeline(Conduct conduct) {
        return TextTimeline.of(api.simulation(), conduct.snapshot());
    }

    /** A report of what happened up to now, to be written to a file. It can be asked for after the mock is closed, too. */
    public MockReport report() {
        return new MockReport(new ReportWriter(api, journal), front::settle);
    }

    /**
     * Waits until something happens after a moment: a request comes, an answer ends, a connection fails.
     *
     * @param timeout how long to wait at most, in real time
     * @return whether something happened in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean awaitChangeAfter(Conduct seen, Duration timeout) throws InterruptedException {
        return journal.awaitChangeAfter(seen.snapshot(), timeout);
    }

    /**
     * Waits until the requests are as wanted. Tests them at first, and again after each request that comes in.
     *
     * @param timeout how long to wait at most, in real time
     * @return whether they came to be as wanted in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean awaitRequests(Predicate<List<RecordedRequest>> wanted, Duration timeout)
            throws InterruptedException {
        return journal.await(exchanges -> wanted.test(recorded(exchanges)), timeout);
    }

    /** The scenario that is played. */
    public Scenario scenario() {
        return api.scenario();
    }

    /**
     * Plays another scenario from now on, from its beginning, swapped at once. Requests and the clock stay; what clients did before
     * is no part of their {@link #conduct} any more.
     */
    public void load(Scenario scenario) {
        load(scenario, null);
    }

    /**
     * Plays another scenario, as {@link #load(Scenario)}.
     *
     * @param name what people call it, for the live page; {@code null} for nothing
     */
    public void load(Scenario scenario, @Nullable String name) {
        api.load(scenario, name);
        journal.startOver();
    }

    /**
     * Plays another scenario, as {@link #load(Scenario)}.
     *
     * @param nameOrPath a name of the built-in catalogue, or a scenario file's path
     * @throws io.github.rackconnectmock.scenario.ScenarioFileException if it is neither, or the file can't be read
     * @throws io.github.rackconnectmock.scenario.InvalidScenarioException if the file has mistakes, with all of them
     */
    public void load(String nameOrPath) {
        load(ScenarioFiles.find(nameOrPath), nameOrPath);
    }

    /**
     * Begins again: the scenario starts over, and requests and users' own stubs are forgotten. The clock keeps its time,
     * and how it runs.
     */
    public void reset() {
        WireMockEngine awake = engine;
        if (awake != null) {
            awake.reset();
        }
        api.restart();
        journal.clear();
    }

    /**
     * WireMock itself, for what the mock doesn't offer: a stub of yours comes before the mock's answers, and its response
     * template can read the state as {@code {{rackconnect.status}}}. The first call loads it, which takes a second or more the
     * first time in a JVM; from then on it sees all requests, and its journal also has those from before.
     *
     * <p>Its {@code resetRequests()} empties the mock's journal too, and its {@code stop()} closes the mock. It refuses stubs
     * with a proxy or a webhook, recordings and files: nothing calls out of the mock, and nothing is written.
     */
    public WireMockServer wireMock() {
        return engine().server();
    }

    /** Whether it answers: from its start until it is closed. */
    public boolean isRunning() {
        return closed.getCount() > 0;
    }

    /**
     * Waits until the mock is closed: by {@link #close}, or by a client of WireMock's {@code shutdown} route.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /**
     * Finishes the requests under way, for less than a second, and frees the port. Does nothing the second time. An interrupt
     * doesn't end it before, and stays set.
     */
    @Override
    public void close() {
        front.stop();
        if (follower != null) {
            follower.close();
        }
        closed.countDown();
    }

    /** The port of a server's own, opened when it is first asked for. */
    private int portOf(String nameOrAddress) {
        String server = api.simulation()
                .servers()
                .byNameOrAddress(nameOrAddress)
                .map(ServerLife::name)
                .orElseThrow(() -> new IllegalArgumentException("the scenario has no server " + nameOrAddress
                        + "; it has " + api.simulation().servers().someNames()));
        return serverPorts.computeIfAbsent(server, front::listenFor);
    }

    private static List<RecordedRequest> recorded(List<Exchange> exchanges) {
        return exchanges.stream().map(RecordedRequest::of).toList();
    }

    private static boolean isWildcard(String address) {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    /** Sets a mock up. Not for several threads at once. */
    public static final class Builder {
        private static final String LOOPBACK = "127.0.0.1";

        private Supplier<Scenario> scenario = () -> Catalogue.scenario("deployed");
        private @Nullable String scenarioName = "deployed";
        private int port;
        private String bindAddress = LOOPBACK;
        private @Nullable Integer httpsPort;
        private @Nullable TlsIdentity identity;
        private double speed = 1;
        private boolean frozen;
        private @Nullable Region region;
        private int journalSize = 10_000;
        private boolean strictSource = SourcePolicy.DEFAULT.strictSource();
        private boolean forwardedFor = SourcePolicy.DEFAULT.forwardedFor();
        private @Nullable Consumer<RecordedRequest> listener;
        private Consumer<Throwable> fatal = failure -> {};
        private final List<Network> firstServerFor = new ArrayList<>();
        private final Set<String> allowedHosts = new HashSet<>();
        private Consumer<String> errors = line -> {};

        private Builder() {}

        /** The scenario to play; by default the catalogue's {@code deployed}. */
        public Builder scenario(Scenario played) {
            this.scenario = () -> played;
            this.scenarioName = null;
            return this;
        }

        /**
         * What is played.
         *
         * @param nameOrPath a name of the built-in catalogue, or a scenario file's path
         */
        public Builder scenario(String nameOrPath) {
            return scenario(ScenarioFiles.find(nameOrPath)).scenarioName(nameOrPath);
        }

        /** What people call the scenario, for the live page; a scenario that is found by its name or path has that one. */
        public Builder scenarioName(String name) {
            this.scenarioName = name;
            return this;
        }

        /** The port to listen on; 0, the default, for any free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** The address to listen on; by default 127.0.0.1. */
        public Builder bindAddress(String address) {
            this.bindAddress = address;
            return this;
        }

        /** Listens on another port, with TLS; 0 for any free one. By default there is none. */
        public Builder httpsPort(int number) {
            this.httpsPort = number;
            return this;
        }

        /**
         * Who the mock is over TLS, instead of an identity of an authority made for it.
         *
         * @param file a PKCS12 key store with one private key
         * @param password of the key store and the key
         * @throws java.io.UncheckedIOException if the file can't be read
         * @throws IllegalArgumentException if there is no such key in it, it isn't the certificate's, or the password is
         *     another
         */
        public Builder tlsKeyStore(Path file, String password) {
            this.identity = TlsIdentity.ofPkcs12(file, password);
            return this;
        }

        /**
         * Who the mock is over TLS, instead of an identity of an authority made for it.
         *
         * @param certificates a PEM file, the server's own certificate first, the authority's last
         * @param key a PEM file with its private key, not encrypted
         * @throws java.io.UncheckedIOException if a file can't be read
         * @throws IllegalArgumentException if there is no certificate or no key in them, or the key isn't the certificate's
         */
        public Builder tlsPem(Path certificates, Path key) {
            this.identity = TlsIdentity.ofPem(certificates, key);
            return this;
        }

        /** How many times as fast as real time the clock runs; see {@link MockClock#speed(double)}. */
        public Builder speed(double timesReal) {
            this.speed = timesReal;
            return this;
        }

        /** Whether the clock stands still at first. */
        public Builder frozen(boolean stands) {
            this.frozen = stands;
            return this;
        }

        /**
         * The region of all servers that have none in their scenario: only its host answers them. Without it, each of the six
         * hosts does.
         */
        public Builder region(Region ofAll) {
            this.region = ofAll;
            return this;
        }

        /** How many of the last requests are held, 0 or more; by default 10,000. */
        public Builder journalSize(int requests) {
            this.journalSize = requests;
            return this;
        }

        /** Whether a loopback peer that no server claims is unknown; else, and by default, it is the first server. */
        public Builder strictSource(boolean strict) {
            this.strictSource = strict;
            return this;
        }

        /**
         * Takes callers of a network for the first server too, where no server has their address, as loopback callers are. For
         * callers in other containers, with {@link #bindAddress}. May be called several times.
         *
         * @param network such as {@code 172.16.0.0/12}, or a single address
         * @throws IllegalArgumentException if it is neither
         */
        public Builder firstServerFor(String network) {
            firstServerFor.add(Network.parse(network)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + network + "\" is no network; give an address, or a network such as 172.16.0.0/12")));
            return this;
        }

        /** Whether {@code X-Forwarded-For} says who asks; by default true. */
        public Builder forwardedFor(boolean used) {
            this.forwardedFor = used;
            return this;
        }

        /**
         * Gets each request once its answer is out or its client has left, on one thread of its own, in the order in which
         * they ended. No answer waits for it: if it is slower than requests come, some are left out, and {@link #onError}
         * gets a line that says how many.
         */
        public Builder onRequest(Consumer<RecordedRequest> gets) {
            this.listener = gets;
            return this;
        }

        /**
         * Lets control routes answer for another name in {@code Host} than an IP address, a name without a dot or localhost.
         * May be called several times.
         *
         * @param name a host name without a port
         */
        public Builder allowHost(String name) {
            allowedHosts.add(name);
            return this;
        }

        /** Gets an error that the JVM can't go on after, such as an {@link OutOfMemoryError}. */
        public Builder onFatalError(Consumer<Throwable> told) {
            this.fatal = told;
            return this;
        }

        /** Gets a line for each thing that goes wrong inside. */
        public Builder onError(Consumer<String> gets) {
            this.errors = gets;
            return this;
        }

        /**
         * Starts the mock.
         *
         * @throws java.io.UncheckedIOException if the port can't be had, with a {@link java.net.BindException} as its
         *     cause
         */
        public RackConnectMockServer start() {
            return new RackConnectMockServer(this);
        }
    }
}
