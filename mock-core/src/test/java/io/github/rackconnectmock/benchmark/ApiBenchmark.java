package io.github.rackconnectmock.benchmark;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.simulation.Admission;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.net.InetAddress;
import java.time.Duration;
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

/** What an answer costs without a socket, alone and among 10,000 servers, each asked in turn. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ApiBenchmark {
    /** A life without loops and incidents, and one with both, none of which strikes. */
    @Param({"plain", "incidents"})
    public String scenario = "plain";

    @Param({"1", "10000"})
    public int servers = 1;

    private RackConnectApi api = api(1, false);
    private ApiRequest[] statuses = {};
    private ApiRequest[] details = {};
    private InetAddress[] addresses = {};
    private Simulation simulation = api.simulation();
    private int next;

    private static RackConnectApi api(int servers, boolean incidents) {
        CloudServer.Builder server = CloudServer.named("web-{n}")
                .sourceIp("10.0.0.1")
                .count(Math.max(2, servers))
                .status(AutomationStatus.DEPLOYING)
                .step(Step.after(Duration.ofSeconds(10)).gatewayIp("10.181.0.1"))
                .step(Step.after(Duration.ofDays(1)).status(AutomationStatus.DEPLOYED));
        Scenario.Builder scenario =
                Scenario.builder().rateLimit(RateLimit.of(Integer.MAX_VALUE, Duration.ofMinutes(1)));
        if (incidents) {
            server.step(Step.after(Duration.ofSeconds(10)).goTo("start"));
            scenario.incident(Incident.named("later")
                            .after(Duration.ofDays(1))
                            .lasts(Duration.ofMinutes(1))
                            .every(Duration.ofHours(1))
                            .fault(Fault.answer(503)))
                    .incident(Incident.named("rare")
                            .after(Duration.ZERO)
                            .fault(Fault.hang().operations(Operation.AUTOMATION_FEATURES)));
        }
        return new RackConnectApi(scenario.server(server).build(), MovableClock.running(), SourcePolicy.DEFAULT);
    }

    @Setup
    public void start() {
        api = api(servers, scenario.equals("incidents"));
        simulation = api.simulation();
        addresses = simulation.servers().all().stream()
                .limit(servers)
                .map(life -> life.sourceIp())
                .toArray(InetAddress[]::new);
        statuses = requests("/v1/automation_status");
        details = requests("/v1/automation_status/details?format=XML");
    }

    private ApiRequest[] requests(String target) {
        ApiRequest[] requests = new ApiRequest[addresses.length];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = ApiRequest.get(target, addresses[i]);
        }
        return requests;
    }

    private int next() {
        next = next + 1 == addresses.length ? 0 : next + 1;
        return next;
    }

    /** The text status: source, life, limit, body. */
    @Benchmark
    public Exchange status() {
        return api.answer(statuses[next()]);
    }

    /** The details in XML, the body that takes longest. */
    @Benchmark
    public Exchange detailsInXml() {
        return api.answer(details[next()]);
    }

    /** The simulation alone: the state of the server with an address. */
    @Benchmark
    public Object state() {
        return simulation.servers().byAddress(addresses[next()]).orElseThrow().state();
    }

    /** The simulation alone, with the rate limit and the counts. */
    @Benchmark
    public Admission request() {
        return simulation.servers().byAddress(addresses[next()]).orElseThrow().request(Operation.AUTOMATION_STATUS);
    }
}
