package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.Admission;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The four operations, played by a simulation. A request's way is a straight line: the operation, who asks, the region,
 * the rate limit, the method, the format, the fault, the body. Safe for use by several threads.
 */
public final class RackConnectApi {
    private final Simulation simulation;
    private final SourcePolicy policy;

    public RackConnectApi(Simulation simulation, SourcePolicy policy) {
        this.simulation = simulation;
        this.policy = policy;
    }

    public Simulation simulation() {
        return simulation;
    }

    /** The server that a request would be answered for; empty for an unknown one. Nothing is counted. */
    public Optional<ServerLife> serverOf(ApiRequest request) {
        return Source.of(request, simulation.servers(), policy) instanceof Source.Known known
                ? Optional.of(known.server())
                : Optional.empty();
    }

    /** The operation that a request asks for; empty for any other path. */
    public static Optional<Operation> operationOf(ApiRequest request) {
        return Operation.ofPath(Source.pathWithoutName(request.path()));
    }

    /** Answers a request. It counts, and moves lives on. */
    public ApiAnswer answer(ApiRequest request) {
        Source source = Source.of(request, simulation.servers(), policy);
        Answering answering = new Answering(source);
        Optional<Operation> operation = operationOf(request);
        if (operation.isEmpty()) {
            return answering.sentence(
                    404,
                    "There is no such path.",
                    Rule.UNKNOWN_PATH.because("path=" + Source.printable(request.path())));
        }
        answering.operation = operation.get();
        if (source instanceof Source.Malformed malformed) {
            return answering.sentence(
                    400, malformed.message(), Rule.MALFORMED_SOURCE.because("address=" + malformed.text()));
        }
        if (source instanceof Source.Unknown unknown) {
            return unknownSource(answering, unknown.reason());
        }
        ServerLife server = ((Source.Known) source).server();
        Optional<Region> asked = Optional.ofNullable(request.host()).flatMap(Region::ofHost);
        if (asked.isPresent() && asked.get() != server.region()) {
            return unknownSource(
                    answering, Rule.WRONG_REGION.because("server=" + server.region() + "; host=" + asked.get()));
        }
        Admission admission = server.request(operation.get());
        answering.admission = admission;
        if (admission instanceof Admission.Refused refused) {
            return answering.sentence(
                    403,
                    "Forbidden: more than " + refused.window().limit().requests() + " requests in "
                            + Durations.format(refused.window().limit().window()) + ".",
                    Rule.RATE_LIMITED.because("limit=" + refused.window().limit() + "; resets-in="
                            + Durations.format(
                                    NextStep.roundedUp(refused.window().resetsIn()))));
        }
        return admitted(answering, request, operation.get(), (Admission.Admitted) admission);
    }

    private ApiAnswer admitted(
            Answering answering, ApiRequest request, Operation operation, Admission.Admitted admitted) {
        answering.fault = admitted.fault();
        if (admitted.fault() instanceof FaultEffect.HttpError error) {
            return answering.sentence(
                    error.status(),
                    error.body() == null ? "The service is in trouble." : error.body(),
                    Rule.FAULT.because("kind=error"));
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            answering.allow = "GET, HEAD";
            return answering.sentence(
                    405,
                    "Only GET and HEAD are allowed here.",
                    Rule.METHOD_NOT_ALLOWED.because("method=" + Source.printable(request.method())));
        }
        List<String> wanted = formats(request.query());
        List<Format> offered = Format.offeredBy(operation);
        Optional<Format> format = wanted.isEmpty() || wanted.equals(List.of(""))
                ? Optional.of(offered.get(0))
                : wanted.size() > 1
                        ? Optional.empty()
                        : Format.ofWord(wanted.get(0)).filter(offered::contains);
        if (format.isEmpty()) {
            String words = offered.stream().map(Format::word).collect(Collectors.joining(", "));
            return answering.sentence(
                    400,
                    "The format of " + operation.path() + " is one of " + words + ", given once.",
                    Rule.UNKNOWN_FORMAT.because("format=" + Source.printable(String.join(",", wanted)) + "; offered="
                            + words.replace(" ", "")));
        }
        answering.format = format.get();
        if (operation == Operation.GATEWAY_IP && admitted.state().gatewayIp() == null) {
            answering.format = null;
            return answering.sentence(
                    404,
                    "No gateway IP address has been assigned yet.",
                    Rule.GATEWAY_UNASSIGNED.because(
                            "next-step=" + (admitted.gatewayStep() == null ? "none" : admitted.gatewayStep())));
        }
        return answering.answer(
                200, format.get().contentType(), Bodies.body(admitted.state(), operation, format.get()), null);
    }

    private ApiAnswer unknownSource(Answering answering, String reason) {
        UnknownSource rule = simulation.scenario().unknownSource();
        if (rule == UnknownSource.RESET) {
            answering.fault = new FaultEffect.Reset();
        }
        return answering.sentence(
                rule == UnknownSource.NOT_FOUND ? 404 : 403,
                "This address is no cloud server's of this region.",
                reason);
    }

    /** Every value of the parameter {@code format}; one that isn't decodable stays as it is, and is no format's name. */
    private static List<String> formats(@Nullable String query) {
        List<String> values = new ArrayList<>();
        if (query == null) {
            return values;
        }
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (decoded(parts[0]).equals("format")) {
                values.add(parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What is known of one answer while it is being found. */
    private final class Answering {
        private final Source source;
        private @Nullable Operation operation;
        private @Nullable Format format;
        private @Nullable Admission admission;
        private @Nullable FaultEffect fault;
        private @Nullable String allow;

        Answering(Source source) {
            this.source = source;
        }

        ApiAnswer sentence(int status, String body, String reason) {
            return answer(status, Format.TEXT.contentType(), body, reason);
        }

        ApiAnswer answer(int status, String contentType, String body, @Nullable String reason) {
            FaultEffect effect = fault instanceof FaultEffect.HttpError ? null : fault;
            String why = effect == null || reason != null ? reason : Rule.FAULT.because("kind=" + effect.kind());
            return new ApiAnswer(
                    admission == null ? simulation.clock().instant() : admission.at(),
                    status,
                    contentType,
                    body,
                    allow,
                    why,
                    effect,
                    source.text(),
                    source instanceof Source.Known known ? known.server().name() : null,
                    operation,
                    format,
                    admission == null ? null : admission.state());
        }
    }
}
