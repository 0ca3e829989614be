package io.github.rackconnectmock.internal.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.fake.RackConnectFake;
import io.github.rackconnectmock.internal.journal.RecordedRequest;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The control API: looks at a fake and moves it. Safe for use by several threads. */
public final class ControlApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final BooleanSupplier answering;
    private final Runnable reset;
    private final List<Route> routes;

    /** What a route does: the answer's body, or {@code null} for none. */
    private interface Action {
        @Nullable
        Object run(RackConnectFake fake, ControlRequest request, Matcher path);
    }

    private record Route(String method, Pattern path, Action action) {}

    /**
     * A control API.
     *
     * @param answering whether the fake answers
     * @param reset what else a reset resets
     */
    public ControlApi(BooleanSupplier answering, Runnable reset) {
        this.answering = answering;
        this.reset = reset;
        this.routes = List.of(
                route("GET", "/health", (fake, request, path) -> health(fake)),
                route("GET", "/servers", (fake, request, path) -> servers(fake)),
                route("GET", "/servers/{name}", (fake, request, path) -> view(server(fake, path))),
                route("POST", "/servers/{name}/signals/{signal}", (fake, request, path) -> fire(fake, path)),
                route("POST", "/servers/{name}/jump", ControlApi::jump),
                route("POST", "/servers/{name}/restart", (fake, request, path) -> restart(fake, path)),
                route("GET", "/clock", (fake, request, path) -> Views.clock(fake.clock())),
                route("PUT", "/clock", (fake, request, path) -> setClock(fake, request)),
                route("POST", "/clock/advance", (fake, request, path) -> advance(fake, request)),
                route("GET", "/requests", (fake, request, path) -> requests(fake, request)),
                route("DELETE", "/requests", (fake, request, path) -> clear(fake)),
                route("GET", "/scenario", (fake, request, path) -> new Json(ScenarioFiles.write(fake.scenario()))),
                route("PUT", "/scenario", (fake, request, path) -> load(fake, request)),
                route("POST", "/reset", (fake, request, path) -> reset(fake)),
                route("GET", "/openapi.json", (fake, request, path) -> new Json(OpenApi.text())));
    }

    /** JSON that is already written. */
    private record Json(String text) {}

    private static Route route(String method, String template, Action action) {
        String pattern = template.replaceAll("\\{\\w+}", "([^/]+)").replace(".", "\\.");
        return new Route(method, Pattern.compile(pattern), action);
    }

    /** Answers a request about a fake. Whatever is wrong with it is told in a problem document (RFC 9457). */
    public ControlAnswer answer(RackConnectFake fake, ControlRequest request) {
        try {
            Object body = action(request).run(fake, request);
            return body == null
                    ? new ControlAnswer(204, null, null, null)
                    : new ControlAnswer(
                            200, "application/json", body instanceof Json json ? json.text() : json(body), null);
        } catch (Problem problem) {
            return new ControlAnswer(
                    problem.status(), "application/problem+json", json(document(problem)), problem.allow());
        }
    }

    private interface Bound {
        @Nullable
        Object run(RackConnectFake fake, ControlRequest request);
    }

    private Bound action(ControlRequest request) {
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Matcher path = route.path().matcher(request.path());
            if (path.matches()) {
                if (route.method().equals(request.method())) {
                    return (fake, same) -> route.action().run(fake, same, path);
                }
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw Problem.notFound("there is no " + request.path() + " here; GET openapi.json lists what there is");
        }
        String allow = String.join(", ", allowed);
        throw Problem.methodNotAllowed(request.path() + " takes " + allow + ", not " + request.method(), allow);
    }

    private Object health(RackConnectFake fake) {
        if (!answering.getAsBoolean()) {
            throw Problem.unavailable("the stubs of the four operations are gone; POST reset brings them back");
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("status", "UP");
        view.put("servers", fake.scenario().serverCount());
        return view;
    }

    private static Object servers(RackConnectFake fake) {
        return Map.of(
                "servers",
                fake.simulation().servers().all().stream().map(ControlApi::view).toList());
    }

    private static Object fire(RackConnectFake fake, Matcher path) {
        ServerLife server = server(fake, path);
        try {
            server.fire(path.group(2));
        } catch (IllegalStateException e) {
            throw Problem.conflict(String.valueOf(e.getMessage()));
        }
        return view(server);
    }

    private static Object jump(RackConnectFake fake, ControlRequest request, Matcher path) {
        ServerLife server = server(fake, path);
        String step = ControlBody.of(request.body(), "{\"step\":\"gateway-ready\"}", "step")
                .text("step");
        try {
            server.jumpTo(step);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()), List.of());
        }
        return view(server);
    }

    private static Object restart(RackConnectFake fake, Matcher path) {
        ServerLife server = server(fake, path);
        server.restart();
        return view(server);
    }

    private static Object setClock(RackConnectFake fake, ControlRequest request) {
        ControlBody body = ControlBody.of(request.body(), "{\"speed\":60} or {\"frozen\":true}", "speed", "frozen");
        try {
            body.number("speed").ifPresent(fake.clock()::speed);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()), List.of());
        }
        body.flag("frozen").ifPresent(frozen -> {
            if (frozen) {
                fake.clock().freeze();
            } else {
                fake.clock().resume();
            }
        });
        return Views.clock(fake.clock());
    }

    private static Object advance(RackConnectFake fake, ControlRequest request) {
        ControlBody body = ControlBody.of(request.body(), "{\"by\":\"4m\"}", "by");
        try {
            fake.clock().advance(body.duration("by"));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()), List.of());
        }
        return Views.clock(fake.clock());
    }

    private static Object requests(RackConnectFake fake, ControlRequest request) {
        Stream<RecordedRequest> requests = fake.journal().requests().stream();
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            requests = requests.filter(filter(parameter.getKey(), parameter.getValue()));
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("received", fake.journal().received());
        view.put("requests", requests.map(Views::request).toList());
        return view;
    }

    private static Predicate<RecordedRequest> filter(String parameter, String value) {
        return switch (parameter) {
            case "server" -> request -> value.equals(request.server());
            case "operation" -> {
                Operation operation = Operation.ofWord(value)
                        .orElseThrow(() -> Problem.badRequest("operation is one of "
                                + String.join(
                                        ", ",
                                        Stream.of(Operation.values())
                                                .map(Operation::word)
                                                .toList())));
                yield request -> request.operation() == operation;
            }
            case "status" -> {
                if (!value.matches("[1-5]\\d\\d")) {
                    throw Problem.badRequest("status is an HTTP status such as 403");
                }
                yield request -> request.status() != null
                        && value.equals(request.status().toString());
            }
            default ->
                throw Problem.badRequest("unknown parameter " + parameter + "; server, operation and status select");
        };
    }

    private static @Nullable Object clear(RackConnectFake fake) {
        fake.journal().clear();
        return null;
    }

    private static Object load(RackConnectFake fake, ControlRequest request) {
        try {
            fake.load(ScenarioFiles.parse("body", request.body()));
        } catch (InvalidScenarioException e) {
            throw Problem.unprocessable("the scenario is no good; the one before goes on", e.problems());
        }
        return new Json(ScenarioFiles.write(fake.scenario()));
    }

    private @Nullable Object reset(RackConnectFake fake) {
        reset.run();
        fake.reset();
        return null;
    }

    private static ServerLife server(RackConnectFake fake, Matcher path) {
        String name = path.group(1);
        return fake.simulation()
                .servers()
                .byName(name)
                .orElseThrow(() -> Problem.notFound("there is no server " + name + "; GET servers lists them"));
    }

    private static Object view(ServerLife server) {
        return Views.server(server.snapshot());
    }

    private static Map<String, Object> document(Problem problem) {
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

    private static String json(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can't be written: " + e.getOriginalMessage(), e);
        }
    }
}
