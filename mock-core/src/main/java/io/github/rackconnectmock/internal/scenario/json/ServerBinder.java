package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes servers of JSON values; a mistake is replaced by a value that the rules accept. */
final class ServerBinder {
    private static final List<String> FIELDS = CloudBinder.withDetails(List.of(
            "name",
            "sourceIp",
            "region",
            "status",
            "gatewayIp",
            "features",
            "tasks",
            "lifecycle",
            "begins",
            "count",
            "stagger",
            "startsAfter",
            "fault",
            "rateLimit",
            "known",
            "seenAs",
            "on",
            "endless",
            "id"));

    private final Mistakes mistakes;
    private final Values values;
    private final StepBinder steps;
    private final FaultBinder faults;
    private final RateLimitBinder limits;
    private final CloudBinder cloud;

    ServerBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        this.steps = new StepBinder(mistakes);
        this.faults = new FaultBinder(mistakes);
        this.limits = new RateLimitBinder(mistakes);
        this.cloud = new CloudBinder(mistakes);
    }

    CloudServer server(JsonValue value) {
        return Fields.of(value, mistakes, "a server", FIELDS)
                .map(this::server)
                .orElseGet(() -> CloudServer.named("").build());
    }

    private CloudServer server(Fields fields) {
        String name = fields.required("name", "every server has a name, such as \"web1\"")
                .flatMap(values::text)
                .orElse("");
        String sourceIp = fields.required("sourceIp", "the address that the server asks from, such as \"10.181.1.11\"")
                .flatMap(values::text)
                .orElse("");
        Optional<Integer> count = fields.integer("count");
        DrawnDuration stagger = fields.drawn("stagger").orElse(DrawnDuration.ZERO);
        if (fields.has("count") && count.isEmpty()) {
            // How many is unknown, but not that it is a burst: one of them, which needs no number.
            name = name.replace(CloudServer.NUMBER, "0");
            stagger = DrawnDuration.ZERO;
        }
        Step.Gateway gateway = fields.value("gatewayIp")
                .flatMap(values::gateway)
                .orElse(new Step.Gateway(CloudServer.DEFAULT_GATEWAY_IP));
        return new CloudServer(
                name,
                sourceIp,
                fields.word("region", "region", Words.REGIONS).orElse(null),
                fields.value("status").flatMap(values::status).orElse(AutomationStatus.DEPLOYED),
                gateway.ip(),
                fields.map("features", values::trueOrFalse).orElse(Map.of()),
                fields.map("tasks", values::text).orElse(null),
                fields.list("lifecycle", step -> Optional.of(steps.step(step))).orElse(List.of()),
                fields.word("begins", "beginning", Words.BEGINS).orElse(Begins.START),
                count.orElse(1),
                stagger,
                fields.duration("startsAfter").orElse(Duration.ZERO),
                fields.value("fault").map(faults::faults).orElse(List.of()),
                fields.value("rateLimit").map(limits::change).orElse(null),
                fields.value("known").flatMap(values::trueOrFalse).orElse(true),
                fields.text("seenAs").orElse(null),
                fields.map("on", values::text).orElse(Map.of()),
                fields.value("endless").flatMap(values::trueOrFalse).orElse(false),
                fields.text("id").orElse(null),
                cloud.details(fields));
    }
}
