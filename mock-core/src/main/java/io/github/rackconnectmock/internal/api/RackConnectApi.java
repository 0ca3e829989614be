package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.Admission;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.ApiHost;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerState;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The four operations of a scenario that is played. Each request takes the same steps: the operation, the server that
 * asks, the region, the rate limit, the life, the body. Loading another scenario replaces all of it at once: each request
 * is answered either by the old or by the new one. Safe for use by several threads.
 */
public final class RackConnectApi {
    private static final int FORBIDDEN = 403;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MovableClock clock;
    private final SourcePolicy policy;
    private final @Nullable Region region;
    private volatile Played played;

    /** A scenario that is played, and the bodies of its states. */
    public static final class Played {
        private final Simulation simulation;
        private final @Nullable String name;
        private final Bodies bodies;

        private Played(Simulation simulation, @Nullable String name) {
            this.simulation = simulation;
            this.name = name;
            this.bodies = new Bodies(simulation);
        }

        static Played of(Scenario scenario, @Nullable String name, MovableClock clock, @Nullable Region region) {
            return new Played(new Simulation(scenario, clock, region), name);
        }

        /** What people call the scenario; {@code null} where that isn't known. */
        public @Nullable String name() {
            return name;
        }

        public Simulation simulation() {
            return simulation;
        }

        Bodies bodies() {
            return bodies;
        }
    }

    /** Begins the scenario now; each server is in the region that the scenario says. */
    public RackConnectApi(Scenario scenario, MovableClock clock, SourcePolicy policy) {
        this(scenario, null, clock, policy, null);
    }

    /**
     * Begins the scenario now.
     *
     * @param name what people call it; {@code null} where that isn't known
     * @param region of the servers that have none in their scenario, this one and those loaded later; {@code null} for none
     */
    public RackConnectApi(
            Scenario scenario,
            @Nullable String name,
            MovableClock clock,
            SourcePolicy policy,
            @Nullable Region region) {
        this.clock = clock;
        this.policy = policy;
        this.region = region;
        this.played = Played.of(scenario, name, clock, region);
    }

    public MovableClock clock() {
        return clock;
    }

    /** What is played now: for an exchange, which keeps to it. */
    public Played played() {
        return played;
    }

    public Simulation simulation() {
        return played.simulation();
    }

    public Scenario scenario() {
        return simulation().scenario();
    }

    /**
     * Plays another scenario from now on, from its beginning.
     *
     * @param name what people call it; {@code null} where that isn't known
     */
    public void load(Scenario scenario, @Nullable String name) {
        play(scenario, name);
        clock.changes().happened();
    }

    private synchronized void play(Scenario scenario, @Nullable String name) {
        played = Played.of(scenario, name, clock, region);
    }

    /** Begins the scenario that is played again. A scenario that is loaded meanwhile stays. */
    public void restart() {
        synchronized (this) {
            play(scenario(), played.name());
        }
        clock.changes().happened();
    }

    /** Finds the operation and the server that asks. Nothing is counted yet. */
    public Exchange receive(ApiRequest request) {
        Played now = played;
        return new Exchange(
                request,
                now,
                Source.of(request, now.simulation().servers(), policy),
                Operation.ofPath(Source.pathWithoutName(request.path())).orElse(null));
    }

    /** The server whose client a connection is; {@code null} for none. */
    public @Nullable ServerLife client(@Nullable String user, InetAddress peer) {
        return server(played.simulation(), user, peer);
    }

    private @Nullable ServerLife server(Simulation simulation, @Nullable String user, InetAddress peer) {
        Source source = Source.ofConnection(user, peer, simulation.servers(), policy);
        return source instanceof Source.Known known ? known.server() : null;
    }

    /**
     * A connection has come to a stage before its first request. That counts for no limit and begins nothing.
     *
     * @param user the server that the forward proxy was told, or whose port was asked; {@code null} for none
     * @param host the host that is asked; {@code null} for another address, or where that isn't known
     */
    public Opening opening(Fault.Stage stage, @Nullable String user, InetAddress peer, @Nullable String host) {
        Simulation simulation = simulation();
        ApiHost asked = host == null ? null : ApiHost.of(host).orElse(null);
        ServerLife asker = server(simulation, user, peer);
        if (asked != null && asked.api() != ApiHost.Api.RACKCONNECT) {
            // What strikes before a request is known says no operation, so it is of this API.
            return new Opening(asker, null, clock);
        }
        Region region = asked == null ? null : asked.region();
        AppliedFault fault = asker == null
                ? simulation.strangers().connection(stage, region)
                : simulation.answering(asker).connection(stage, region, asker);
        return new Opening(asker, fault, clock);
    }

    /** Receives and answers a request. */
    public Exchange answer(ApiRequest request) {
        return answer(receive(request));
    }

    /** Answers a request. It counts for the rate limit, and may begin a step. */
    public Exchange answer(Exchange exchange) {
        Operation operation = exchange.operation();
        if (operation == null) {
            return now(exchange)
                    .sentence(
                            404,
                            "There is no such path.",
                            Rule.UNKNOWN_PATH.because(
                                    "path=" + Printable.of(exchange.request().path())));
        }
        if (exchange.caller() instanceof Source.Malformed malformed) {
            return now(exchange)
                    .sentence(400, malformed.message(), Rule.MALFORMED_SOURCE.because("address=" + malformed.text()));
        }
        Region host = exchange.request().region();
        boolean reused = exchange.request().isOnReusedConnection();
        Simulation simulation = exchange.played().simulation();
        if (exchange.caller() instanceof Source.Unknown unknown) {
            AppliedFault fault = simulation.strangers().request(operation, host, reused);
            return unknownSource(now(exchange), fault, unknown.reason());
        }
        ServerLife asker = ((Source.Known) exchange.caller()).server();
        ServerLife server = simulation.answering(asker);
        Admission admission = server.request(operation, host, reused, asker);
        exchange.at(admission.at(), admission.state()).answeredAs(server);
        if (admission instanceof Admission.Unknown unknown) {
            return unknownSource(
                    exchange,
                    unknown.fault(),
                    unknown.elsewhere()
                            ? Rule.WRONG_REGION.because("server=" + asker.region() + "; host=" + host)
                            : Rule.UNKNOWN_SOURCE.because("server=" + asker.name() + "; step="
                                    + admission.state().step()));
        }
        AppliedFault fault = admission.fault();
        if (fault == null || !fault.isMadeUp()) {
            exchange.limited();
        }
        if (admission instanceof Admission.Refused refused) {
            return refused(exchange.fault(refused.fault()), refused);
        }
        if (server.limitsAtOnce()) {
            exchange.holdsPlace();
        }
        return admitted(exchange.fault(admission.fault()), operation, (Admission.Admitted) admission);
    }

    private static Exchange refused(Exchange exchange, Admission.Refused refused) {
        RateLimit limit = refused.window().limit();
        FaultEffect.Answer answer = limit.answer() == null ? FaultEffect.Answer.of(FORBIDDEN) : limit.answer();
        Instant end =
                refused.at().plus(refused.atOnce() ? SECOND : refused.window().resetsIn());
        String text = refused.atOnce()
                ? "Too many requests at once: more than " + limit.atOnce() + "."
                : "Forbidden: more than " + limit.requests() + " requests in " + Durations.format(limit.window()) + ".";
        String reason = refused.atOnce()
                ? "at-once=" + limit.atOnce()
                : "limit=" + limit + "; resets-in="
                        + Durations.format(NextStep.roundedUp(refused.window().resetsIn()));
        return exchange.instead(answer, end, text, Rule.RATE_LIMITED.because(reason));
    }

    /**
     * Records that a stub of the user's answers. It counts for no limit and no step.
     *
     * @param status the stub's status
     * @param fault the stub's fault in one word; {@code null} for none
     */
    public Exchange overridden(Exchange exchange, int status, @Nullable String fault) {
        ServerLife life = exchange.life();
        return exchange.at(clock.instant(), life == null ? null : life.state())
                .overridden(status, fault, Rule.OVERRIDDEN.word());
    }

    private static Exchange admitted(Exchange exchange, Operation operation, Admission.Admitted admitted) {
        AppliedFault fault = admitted.fault();
        if (fault != null && fault.effect() instanceof FaultEffect.Answer answer && !answer.isOwn()) {
            return exchange.instead(answer, fault.end(), "The service is in trouble.", exchange.faultReason());
        }
        String method = exchange.request().method();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return exchange.allow("GET, HEAD")
                    .sentence(
                            405,
                            "Only GET and HEAD are allowed here.",
                            Rule.METHOD_NOT_ALLOWED.because("method=" + Printable.of(method)));
        }
        Format format = format(exchange, operation);
        if (format == null) {
            return exchange;
        }
        ServerState state = admitted.state();
        if (operation == Operation.GATEWAY_IP && state.gatewayIp() == null) {
            return exchange.sentence(
                    404,
                    "No gateway IP address has been assigned yet.",
                    exchange.effect() instanceof FaultEffect.Stale
                            ? exchange.faultReason()
                            : Rule.GATEWAY_UNASSIGNED.because(
                                    "next-step=" + (admitted.gatewayStep() == null ? "none" : admitted.gatewayStep())));
        }
        return exchange.answer(format, exchange.played().bodies().bytes(state, operation, format));
    }

    /** The format that is asked for; {@code null} where there is none such, after it was answered so. */
    private static @Nullable Format format(Exchange exchange, Operation operation) {
        List<Format> offered = Format.offeredBy(operation);
        String query = exchange.request().query();
        if (query == null) {
            return offered.get(0);
        }
        List<String> wanted = formats(query);
        if (wanted.isEmpty() || wanted.equals(List.of(""))) {
            return offered.get(0);
        }
        Optional<Format> format = wanted.size() > 1
                ? Optional.empty()
                : Format.ofWord(wanted.get(0)).filter(offered::contains);
        if (format.isEmpty()) {
            String words = offered.stream().map(Format::word).collect(Collectors.joining(", "));
            exchange.sentence(
                    400,
                    "The format of " + operation.path() + " is one of " + words + ", given once.",
                    Rule.UNKNOWN_FORMAT.because("format=" + Printable.of(String.join(",", wanted)) + "; offered="
                            + words.replace(" ", "")));
        }
        return format.orElse(null);
    }

    private static Exchange unknownSource(Exchange exchange, @Nullable AppliedFault fault, String reason) {
        if (fault != null && fault.effect() instanceof FaultEffect.Answer answer && !answer.isOwn()) {
            exchange.fault(fault);
            return exchange.instead(answer, fault.end(), "The service is in trouble.", exchange.faultReason());
        }
        FaultEffect effect =
                exchange.played().simulation().scenario().unknownSource().effect();
        exchange.fault(fault == null ? AppliedFault.of(effect) : fault);
        FaultEffect.Answer answer =
                effect instanceof FaultEffect.Answer own && !own.isOwn() ? own : FaultEffect.Answer.of(FORBIDDEN);
        return exchange.instead(answer, null, "This address is no cloud server's of this region.", reason);
    }

    private Exchange now(Exchange exchange) {
        return exchange.at(clock.instant(), null);
    }

    /** Every value of the parameter {@code format}; a value that can't be decoded stays as it is, and is no format. */
    private static List<String> formats(String query) {
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals("format")) {
                values.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
