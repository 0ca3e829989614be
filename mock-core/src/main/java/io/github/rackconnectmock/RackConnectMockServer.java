package io.github.rackconnectmock;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.fake.RackConnectFake;
import io.github.rackconnectmock.internal.journal.RecordedRequest;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.internal.simulation.MockClock;
import io.github.rackconnectmock.internal.tls.TlsIdentity;
import io.github.rackconnectmock.internal.wiremock.Engine;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A running fake of the RackConnect v2.0 API.
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
    private final Engine engine;
    private final RackConnectFake fake;
    private final String host;

    private RackConnectMockServer(Builder builder) {
        MockClock clock = MockClock.running();
        clock.speed(builder.speed);
        if (builder.frozen) {
            clock.freeze();
        }
        engine = new Engine(builder.bindAddress, builder.port, builder.journalSize, builder.identity, builder.errors);
        if (builder.httpsPort != null) {
            engine.listenWithTls(builder.httpsPort);
        }
        engine.start();
        host = isWildcard(builder.bindAddress) ? Builder.LOOPBACK : builder.bindAddress;
        fake = new RackConnectFake(
                builder.scenario,
                clock,
                new SourcePolicy(builder.forwardedFor, builder.strictSource),
                new RequestJournal(builder.journalSize),
                builder.listener);
        engine.serve(fake);
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

    /** Begins to set a mock up. */
    public static Builder builder() {
        return new Builder();
    }

    /** The URL below which the API is, such as {@code http://127.0.0.1:41234/}; the source address says who asks. */
    public URI baseUri() {
        return uri("http", engine.port());
    }

    private URI uri(String scheme, int port) {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create(scheme + "://" + literal + ":" + port + "/");
    }

    /**
     * A URL below which the API is, for one server whatever the source address, such as {@code
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
        if (engine.tlsPort() == 0) {
            throw new IllegalStateException("this mock has no port with TLS; start it with httpsPort(0)");
        }
        return uri("https", engine.tlsPort());
    }

    /**
     * The certificate that a client has to trust for the six hosts: that of an authority made for this mock, which can
     * vouch for nothing but the six hosts, localhost and the loopback addresses.
     */
    public X509Certificate caCertificate() {
        return engine.identity().authority();
    }

    /** The same certificate in PEM, as curl, OpenSSL, Python, Ruby and Node read it. */
    public String caCertificatePem() {
        return engine.identity().authorityPem();
    }

    /** For a client: trusts {@link #caCertificate()} and nothing else. */
    public SSLContext sslContext() {
        return engine.identity().clientContext();
    }

    /** For a client: leads the six hosts to this mock, and leaves all others alone. */
    public ProxySelector proxySelector() {
        return new RegionHostsProxy(host, engine.port());
    }

    /**
     * For a client that is to be one server, whatever its source address: leads the six hosts to a port of that server's
     * own, for no Java client can tell a proxy its user without a change to the whole JVM.
     *
     * @param server a server's name
     * @throws IllegalArgumentException if the scenario has no such server
     */
    public ProxySelector proxySelector(String server) {
        return new RegionHostsProxy(host, engine.portOf(server(server).name()));
    }

    /**
     * The forward proxy's URL for a program that is to be one server, for its environment: {@code
     * https_proxy=http://web1:x@127.0.0.1:41234}. The password says nothing; some programs send no user without one.
     *
     * @param server a server's name
     * @throws IllegalArgumentException if the scenario has no such server
     */
    public URI proxyUri(String server) {
        URI base = baseUri();
        return URI.create("http://" + server(server).name() + ":x@" + base.getRawAuthority());
    }

    /** A client that asks this mock at the six hosts' own URLs, as the scenario's first server. */
    public HttpClient httpClient() {
        return httpClient(proxySelector());
    }

    /**
     * A client that asks this mock at the six hosts' own URLs, as one server.
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
        return engine.port();
    }

    /**
     * A server, to look at and to move.
     *
     * @throws IllegalArgumentException if the scenario has no such server, naming those it has
     */
    public MockCloudServer server(String name) {
        return new MockCloudServer(fake, name, baseUri().resolve("as/" + name + "/"));
    }

    /** Whether the scenario has a server of this name or address. */
    public boolean knows(String nameOrAddress) {
        return fake.simulation().servers().byNameOrAddress(nameOrAddress).isPresent();
    }

    /** The time of this mock. */
    public MockClock clock() {
        return fake.clock();
    }

    /** The last requests, the oldest first; as many as the journal's size at most. */
    public List<RecordedRequest> requests() {
        return fake.journal().requests();
    }

    /**
     * Waits until the requests are as wanted, looking anew at each request that comes in.
     *
     * @param timeout how long to wait at most, in real time
     * @return whether they came to be as wanted in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean awaitRequests(Predicate<List<RecordedRequest>> wanted, Duration timeout)
            throws InterruptedException {
        return fake.journal().await(wanted, timeout);
    }

    /** The scenario that is played. */
    public Scenario scenario() {
        return fake.scenario();
    }

    /** Plays another scenario from now on, from its beginning, swapped at once. Requests and the clock stay. */
    public void load(Scenario scenario) {
        fake.load(scenario);
    }

    /**
     * Begins again: the scenario starts over, and requests and users' own stubs are forgotten. The clock keeps its time,
     * and how it runs.
     */
    public void reset() {
        engine.resetWireMock();
        fake.reset();
    }

    /**
     * WireMock itself, for what the fake doesn't offer: a stub of yours comes before the fake's answers, and its response
     * template can read the state as {@code {{rackconnect.status}}}. Don't stop it; close the mock.
     */
    public WireMockServer wireMock() {
        return engine.wireMock();
    }

    /** Finishes the requests under way, for less than a second, and frees the port. Does nothing the second time. */
    @Override
    public void close() {
        engine.stop();
    }

    private static boolean isWildcard(String address) {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    /** Sets a mock up. Not for several threads at once. */
    public static final class Builder {
        private static final String LOOPBACK = "127.0.0.1";

        private Scenario scenario = Catalogue.scenario("deployed");
        private int port;
        private String bindAddress = LOOPBACK;
        private @Nullable Integer httpsPort;
        private @Nullable TlsIdentity identity;
        private double speed = 1;
        private boolean frozen;
        private int journalSize = 10_000;
        private boolean strictSource = SourcePolicy.DEFAULT.strictSource();
        private boolean forwardedFor = SourcePolicy.DEFAULT.forwardedFor();
        private Consumer<RecordedRequest> listener = request -> {};
        private Consumer<String> errors = line -> {};

        private Builder() {}

        /** What is played; the catalogue's {@code deployed} unless said. */
        public Builder scenario(Scenario played) {
            this.scenario = played;
            return this;
        }

        /**
         * What is played.
         *
         * @param nameOrPath a name of the built-in catalogue, or a scenario file's path
         */
        public Builder scenario(String nameOrPath) {
            return scenario(ScenarioFiles.find(nameOrPath));
        }

        /** The port to listen on; 0, the default, for any free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** The address to listen on; 127.0.0.1 unless said. */
        public Builder bindAddress(String address) {
            this.bindAddress = address;
            return this;
        }

        /** Listens on another port, with TLS; 0 for any free one. None unless said. */
        public Builder httpsPort(int number) {
            this.httpsPort = number;
            return this;
        }

        /** Who the mock is over TLS; unless said, an identity of an authority made for it. */
        public Builder tlsIdentity(TlsIdentity own) {
            this.identity = own;
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

        /** How many of the last requests are held, 0 or more; 10,000 unless said. */
        public Builder journalSize(int requests) {
            this.journalSize = requests;
            return this;
        }

        /** Whether a loopback peer that no server claims is unknown; else, and by default, it is the first server. */
        public Builder strictSource(boolean strict) {
            this.strictSource = strict;
            return this;
        }

        /** Whether {@code X-Forwarded-For} says who asks; true unless said. */
        public Builder forwardedFor(boolean heard) {
            this.forwardedFor = heard;
            return this;
        }

        /** Hears of each request before its answer is sent, on the request's thread; it must be quick and not throw. */
        public Builder onRequest(Consumer<RecordedRequest> hears) {
            this.listener = hears;
            return this;
        }

        /** Hears, in one line each, of what goes wrong inside. */
        public Builder onError(Consumer<String> hears) {
            this.errors = hears;
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
