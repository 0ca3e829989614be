package io.github.rackconnectmock.internal.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.cloudservers.XenStore;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.report.RequestView;
import io.github.rackconnectmock.internal.report.Secrets;
import io.github.rackconnectmock.internal.report.TimelineView;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.internal.simulation.IncidentLife;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The control API: shows the mock's state and changes it. Safe for use by several threads. */
public final class ControlApi {
    /** Loaded with the first answer: loading takes long, and a mock without control requests doesn't need it. */
    private static final class Lazy {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private final RackConnectApi api;
    private final RequestJournal journal;
    private final Runnable reset;
    private final ToIntFunction<String> portOf;
    private final IncidentRoutes incidents;
    private final List<Route> routes;
    private @Nullable PageRoutes looks;

    /** What a route does: the answer's body, or {@code null} for none. */
    private interface Action {
        @Nullable
        Object run(ControlRequest request, Matcher path);
    }

    private record Route(String method, Pattern path, Action action) {}

    /**
     * A control API.
     *
     * @param api what it controls
     * @param journal what it shows
     * @param reset resets the whole mock
     * @param portOf opens a port of a server's own, given its name, or returns the one that is open
     */
    public ControlApi(RackConnectApi api, RequestJournal journal, Runnable reset, ToIntFunction<String> portOf) {
        this.api = api;
        this.journal = journal;
        this.reset = reset;
        this.portOf = portOf;
        this.incidents = new IncidentRoutes(api);
        this.routes = List.of(
                route("GET", "", (request, path) -> PageRoutes.withSlash()),
                route("GET", "/", (request, path) -> PageRoutes.page()),
                route("GET", "/(page\\.css|\\w+\\.js)", (request, path) -> PageRoutes.part(path.group(1))),
                route("GET", "/timeline", (request, path) -> looks().timeline(request)),
                route("GET", "/events", (request, path) -> looks().events(request)),
                route(
                        "GET",
                        "/report(\\.html|\\.md|\\.har|\\.trace\\.json)",
                        (request, path) -> looks().report(path.group(1), request)),
                route("GET", "/health", (request, path) -> health()),
                route("GET", "/servers", (request, path) -> servers()),
                route("GET", "/servers/{name}", (request, path) -> view(server(path))),
                route("GET", "/servers/{name}/xenstore", (request, path) -> xenStore(request, path)),
                route("POST", "/servers/{name}/signals/{signal}", (request, path) -> fire(path)),
                route("POST", "/servers/{name}/jump", (request, path) -> jump(request, path)),
                route("POST", "/servers/{name}/restart", (request, path) -> restart(path)),
                route("POST", "/servers/{name}/port", (request, path) -> port(path)),
                route("POST", "/signals/{signal}", (request, path) -> fireForAll(path)),
                route("GET", "/incidents", (request, path) -> incidents.all()),
                route("POST", "/incidents", (request, path) -> incidents.add(request.body())),
                route("POST", "/incidents/{name}/begin", (request, path) -> incidents.begin(path.group(1))),
                route("POST", "/incidents/{name}/end", (request, path) -> incidents.end(path.group(1))),
                route("DELETE", "/incidents/{name}", (request, path) -> incidents.remove(path.group(1))),
                route("GET", "/clock", (request, path) -> TimelineView.clock(api.clock())),
                route("PUT", "/clock", (request, path) -> setClock(request)),
                route("POST", "/clock/next", (request, path) -> toNextStep()),
                route("POST", "/clock/advance", (request, path) -> advance(request)),
                route("GET", "/requests", (request, path) -> requests(request)),
                route("GET", "/requests/{number}", (request, path) -> request(path)),
                route("DELETE", "/requests", (request, path) -> clear()),
                route("GET", "/conduct", (request, path) -> conduct()),
                route("GET", "/expectations", (request, path) -> expectations()),
                route("GET", "/scenario", (request, path) -> new Json(ScenarioFiles.write(api.scenario()))),
                route("PUT", "/scenario", (request, path) -> load(request)),
                route("POST", "/reset", (request, path) -> reset()),
                route("GET", "/openapi\\.json", (request, path) -> new Json(OpenApi.text())));
    }

    /** JSON that is already written. */
    private record Json(String text) {}

    private static Route route(String method, String template, Action action) {
        String pattern = template.replaceAll("\\{\\w+}", "([^/]+)");
        return new Route(method, Pattern.compile(pattern), action);
    }

    /** Answers a request. A request with a mistake gets a problem document (RFC 9457). */
    public ControlAnswer answer(ControlRequest request) {
        try {
            Object body = action(request).get();
            if (body instanceof ControlAnswer whole) {
                return whole;
            }
            return body == null
                    ? ControlAnswer.EMPTY
                    : ControlAnswer.json(200, body instanceof Json json ? json.text() : json(body));
        } catch (ControlProblem problem) {
            return ControlAnswer.problem(problem.status(), json(document(problem)), problem.allow());
        }
    }

    /** What shows the mock over time; made when somebody looks. */
    private synchronized PageRoutes looks() {
        PageRoutes made = looks;
        if (made == null) {
            made = new PageRoutes(api, journal);
            looks = made;
        }
        return made;
    }

    private Object request(Matcher path) {
        return journal.exchanges().stream()
                .filter(each -> Long.toString(each.number()).equals(path.group(1)))
                .findFirst()
                .map(each -> RequestView.withHeaders(each, Secrets.MASKED))
                .orElseThrow(() -> ControlProblem.notFound("there is no request " + path.group(1) + " in the journal"));
    }

    private Object toNextStep() {
        Instant next = api.simulation()
                .nextChange()
                .orElseThrow(() -> ControlProblem.conflict("no server has a step that begins by time"));
        Duration by = Duration.between(api.clock().instant(), next);
        api.clock().advance(by.isNegative() ? Duration.ZERO : by);
        return TimelineView.clock(api.clock());
    }

    private Supplier<@Nullable Object> action(ControlRequest request) {
        // HEAD is GET without the body, which the front leaves out. Some programs ask for the health in this way.
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Matcher path = route.path().matcher(request.path());
            if (path.matches()) {
                if (route.method().equals(method)) {
                    return () -> route.action().run(request, path);
                }
                allowed.add(route.method());
                if (route.method().equals("GET")) {
                    allowed.add("HEAD");
                }
            }
        }
        if (allowed.isEmpty()) {
            throw ControlProblem.notFound(
                    "there is no " + request.path() + " here; GET openapi.json lists what there is");
        }
        String allow = String.join(", ", allowed);
        throw ControlProblem.methodNotAllowed(request.path() + " takes " + allow + ", not " + request.method(), allow);
    }

    private Object health() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("status", "UP");
        view.put("servers", api.scenario().serverCount());
        return view;
    }

    private Object servers() {
        return Map.of(
                "servers",
                api.simulation().servers().all().stream().map(this::view).toList());
    }

    private Object xenStore(ControlRequest request, Matcher path) {
        String wanted = request.query().get("path");
        if (wanted == null || request.query().size() != 1) {
            throw ControlProblem.badRequest("path says what is read, as in xenstore?path=vm-data/provider_data/roles");
        }
        return XenStore.value(server(path), api.scenario(), wanted)
                .map(Json::new)
                .orElseThrow(() -> ControlProblem.notFound("there is no " + wanted + " now"));
    }

    private Object fire(Matcher path) {
        ServerLife server = server(path);
        try {
            server.fire(path.group(2));
        } catch (IllegalStateException e) {
            throw ControlProblem.conflict(String.valueOf(e.getMessage()));
        }
        return view(server);
    }

    private @Nullable Object fireForAll(Matcher path) {
        try {
            api.simulation().fire(path.group(1));
        } catch (IllegalStateException e) {
            throw ControlProblem.conflict(String.valueOf(e.getMessage()));
        }
        return null;
    }

    private Object jump(ControlRequest request, Matcher path) {
        ServerLife server = server(path);
        String step = ControlBody.of(request.body(), "{\"step\":\"gateway-ready\"}", "step")
                .text("step");
        try {
            server.jumpTo(step);
        } catch (IllegalArgumentException e) {
            throw ControlProblem.unprocessable(String.valueOf(e.getMessage()), List.of());
        }
        return view(server);
    }

    private Object restart(Matcher path) {
        ServerLife server = server(path);
        server.restart();
        return view(server);
    }

    private Object port(Matcher path) {
        String name = server(path).name();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("server", name);
        view.put("port", portOf.applyAsInt(name));
        return view;
    }

    private Object setClock(ControlRequest request) {
        ControlBody body = ControlBody.of(request.body(), "{\"speed\":60} or {\"frozen\":true}", "speed", "frozen");
        // Both are read before one is set, so that a mistake changes nothing.
        Optional<Double> speed = body.number("speed");
        Optional<Boolean> frozen = body.flag("frozen");
        try {
            speed.ifPresent(api.clock()::speed);
        } catch (IllegalArgumentException e) {
            throw ControlProblem.unprocessable(String.valueOf(e.getMessage()), List.of());
        }
        frozen.ifPresent(stands -> {
            if (stands) {
                api.clock().freeze();
            } else {
                api.clock().resume();
            }
        });
        return TimelineView.clock(api.clock());
    }

    private Object advance(ControlRequest request) {
        ControlBody body = ControlBody.of(request.body(), "{\"by\":\"4m\"}", "by");
        try {
            api.clock().advance(body.duration("by"));
        } catch (IllegalArgumentException e) {
            throw ControlProblem.unprocessable(String.valueOf(e.getMessage()), List.of());
        }
        return TimelineView.clock(api.clock());
    }

    private Object requests(ControlRequest request) {
        Stream<Exchange> requests = journal.exchanges().stream();
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            requests = requests.filter(filter(parameter.getKey(), parameter.getValue()));
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("received", journal.received());
        view.put("requests", requests.map(RequestView::of).toList());
        return view;
    }

    private Object conduct() {
        return ConductView.of(journal.conduct(api.simulation().servers().all()));
    }

    private Object expectations() {
        return Views.expectations(journal.expectations(api.simulation()));
    }

    private static Predicate<Exchange> filter(String parameter, String value) {
        return switch (parameter) {
            case "server" -> request -> value.equals(request.server());
            case "operation" -> {
                Operation operation = Operation.ofWord(value)
                        .orElseThrow(() -> ControlProblem.badRequest("operation is one of "
                                + String.join(
                                        ", ",
                                        Stream.of(Operation.values())
                                                .map(Operation::word)
                                                .toList())));
                yield request -> request.operation() == operation;
            }
            case "status" -> {
                if (!value.matches("[1-5]\\d\\d")) {
                    throw ControlProblem.badRequest("status is an HTTP status such as 403");
                }
                yield request -> request.sendsStatus() && value.equals(Integer.toString(request.status()));
            }
            case "q" -> RequestFilter.of(value);
            default ->
                throw ControlProblem.badRequest(
                        "unknown parameter " + parameter + "; server, operation, status and q select");
        };
    }

    private @Nullable Object clear() {
        journal.clear();
        return null;
    }

    private Object load(ControlRequest request) {
        try {
            api.load(ScenarioFiles.parse("body", request.body()), null);
            journal.startOver();
        } catch (InvalidScenarioException e) {
            throw ControlProblem.unprocessable("the scenario has mistakes; the one before goes on", e.problems());
        }
        return new Json(ScenarioFiles.write(api.scenario()));
    }

    private @Nullable Object reset() {
        reset.run();
        return null;
    }

    private ServerLife server(Matcher path) {
        String name = path.group(1);
        return api.simulation()
                .servers()
                .byNameOrAddress(name)
                .orElseThrow(() -> ControlProblem.notFound("the scenario has no server " + name + "; it has "
                        + api.simulation().servers().someNames()));
    }

    private Object view(ServerLife server) {
        return Views.server(
                server,
                api.simulation().incidents().hitting(server).stream()
                        .map(IncidentLife::name)
                        .toList());
    }

    private static Map<String, Object> document(ControlProblem problem) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", problem.title());
        document.put("status", problem.status());
        document.put("detail", problem.detail());
        if (!problem.errors().isEmpty()) {
            document.put("errors", problem.errors());
        }
        return document;
    }

    static String json(Object body) {
        try {
            return Lazy.MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can't be written: " + e.getOriginalMessage(), e);
        }
    }
}
