package io.github.rackconnectmock.benchmark;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request costs from its target to the end of its exchange, the journal and the facts about clients included, but
 * without a socket: of one server, and of 10,000 that are asked in turn.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClientsBenchmark {
    private static final int CONNECTIONS = 32;
    private static final int JOURNAL = 10_000;

    /** After how many requests a client's connections are new ones. */
    private static final int ON_ONE_CONNECTION = 10_000;

    @Param({"1", "10000"})
    public int servers = 1;

    /** A client that waits, and one that goes on asking after it was told the end. */
    @Param({"DEPLOYING", "DEPLOYED"})
    public String status = "DEPLOYING";

    private final ConnectionFacts[] connections = new ConnectionFacts[CONNECTIONS];
    private RackConnectApi api = api(servers, status);
    private RequestJournal journal = journal();
    private String[] targets = {};
    private int next;
    private int nextConnection;
    private int onConnections;

    private static RackConnectApi api(int servers, String status) {
        Scenario scenario = Scenario.builder()
                .rateLimit(RateLimit.none())
                .server(CloudServer.named("web-{n}")
                        .sourceIp("10.0.0.1")
                        .count(Math.max(2, servers))
                        .status(AutomationStatus.of(status)))
                .build();
        return new RackConnectApi(scenario, MovableClock.running(), SourcePolicy.DEFAULT);
    }

    private static RequestJournal journal() {
        return new RequestJournal(JOURNAL, Long.MAX_VALUE, exchange -> {});
    }

    @Setup
    public void start() {
        api = api(servers, status);
        journal = journal();
        targets = api.simulation().servers().all().stream()
                .limit(servers)
                .map(life -> "/as/" + life.name() + "/v1/automation_status")
                .toArray(String[]::new);
        connect();
    }

    private void connect() {
        for (int i = 0; i < CONNECTIONS; i++) {
            connections[i] = new ConnectionFacts();
        }
    }

    @Benchmark
    public Exchange request() {
        next = next + 1 == targets.length ? 0 : next + 1;
        nextConnection = nextConnection + 1 == CONNECTIONS ? 0 : nextConnection + 1;
        if (++onConnections == ON_ONE_CONNECTION * CONNECTIONS) {
            onConnections = 0;
            connect();
        }
        Exchange exchange = api.answer(ApiRequest.get(targets[next], InetAddress.getLoopbackAddress()));
        journal.add(exchange.by(connections[nextConnection]));
        journal.end(exchange, Exchange.Outcome.DELIVERED);
        return exchange;
    }
}
