package io.github.rackconnectmock.internal.fake;

import io.github.rackconnectmock.internal.api.ApiAnswer;
import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.journal.RecordedRequest;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.MockClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fake: a scenario being played, on a clock, with a journal. The scenario is swapped at once: each request is answered
 * by the one or by the other. Safe for use by several threads.
 */
public final class RackConnectFake {
    private final MockClock clock;
    private final SourcePolicy policy;
    private final RequestJournal journal;
    private final Consumer<RecordedRequest> listener;
    private volatile RackConnectApi api;

    /** Begins the scenario now; the listener hears of each request before its answer is sent. */
    public RackConnectFake(
            Scenario scenario,
            MockClock clock,
            SourcePolicy policy,
            RequestJournal journal,
            Consumer<RecordedRequest> listener) {
        this.clock = clock;
        this.policy = policy;
        this.journal = journal;
        this.listener = listener;
        this.api = new RackConnectApi(new Simulation(scenario, clock), policy);
    }

    public MockClock clock() {
        return clock;
    }

    public RequestJournal journal() {
        return journal;
    }

    public Scenario scenario() {
        return api.simulation().scenario();
    }

    public Simulation simulation() {
        return api.simulation();
    }

    /** Plays another scenario from now on, from its beginning. The journal stays. */
    public void load(Scenario scenario) {
        api = new RackConnectApi(new Simulation(scenario, clock), policy);
    }

    /** Begins the scenario again and forgets all requests. The clock keeps its time, and how it runs. */
    public void reset() {
        load(scenario());
        journal.clear();
    }

    /** Answers a request and records both. */
    public ApiAnswer answer(ApiRequest request) {
        ApiAnswer answer = api.answer(request);
        boolean sendsStatus = answer.effect() == null
                || answer.effect() instanceof FaultEffect.Delay
                || answer.effect() instanceof FaultEffect.Truncated;
        record(number -> new RecordedRequest(
                number,
                answer.at(),
                answer.source(),
                answer.server(),
                request.method(),
                target(request),
                answer.operation(),
                answer.format(),
                answer.effect() == null || answer.effect() instanceof FaultEffect.Delay
                        ? Integer.toString(answer.status())
                        : answer.effect().kind(),
                sendsStatus ? (Integer) answer.status() : null,
                answer.reason(),
                sendsStatus ? answer.body() : null,
                answer.state() == null ? null : answer.state().step(),
                answer.state() == null ? null : answer.state().status()));
        return answer;
    }

    /** Records a request that a stub of the user's answered. It counts for no limit and moves no life. */
    public void recordOverridden(ApiRequest request, @Nullable Integer status, String answer) {
        ServerLife server = serverOf(request);
        record(number -> new RecordedRequest(
                number,
                clock.instant(),
                request.peer().getHostAddress(),
                server == null ? null : server.name(),
                request.method(),
                target(request),
                RackConnectApi.operationOf(request).orElse(null),
                null,
                answer,
                status,
                Rule.OVERRIDDEN.word(),
                null,
                server == null ? null : server.state().step(),
                server == null ? null : server.state().status()));
    }

    /** The server that a request would be answered for; {@code null} for an unknown one. Nothing is counted. */
    public @Nullable ServerLife serverOf(ApiRequest request) {
        return api.serverOf(request).orElse(null);
    }

    private void record(LongFunction<RecordedRequest> request) {
        listener.accept(journal.add(request));
    }

    private static String target(ApiRequest request) {
        return request.query() == null ? request.path() : request.path() + "?" + request.query();
    }
}
