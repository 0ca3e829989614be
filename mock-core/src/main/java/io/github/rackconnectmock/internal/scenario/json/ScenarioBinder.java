package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NumberValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioRules;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scenario of JSON values. Each mistake is noted and something harmless put in its place, so that what is wrong
 * with the rest is found as well.
 */
final class ScenarioBinder {
    private static final List<String> TOP =
            List.of("$schema", "description", "rateLimit", "unknownSource", "seed", "servers");
    private static final List<String> RATE_LIMIT = List.of("requests", "window", "alignment");

    private final Mistakes mistakes;
    private final Values values;
    private final ServerBinder servers;

    private ScenarioBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        this.servers = new ServerBinder(mistakes);
    }

    /** The scenario that a whole file is. Throws if it has mistakes, these or earlier ones. */
    static Scenario bind(JsonValue top, Mistakes mistakes) {
        return new ScenarioBinder(mistakes).scenario(top);
    }

    private Scenario scenario(JsonValue top) {
        Optional<Fields> fields = Fields.of(top, mistakes, "a scenario", TOP);
        Optional<String> description = fields.flatMap(all -> all.text("description"));
        fields.ifPresent(all -> all.text("$schema"));
        RateLimit rateLimit = fields.flatMap(all -> all.value("rateLimit"))
                .map(this::rateLimit)
                .orElse(Optional.of(RateLimit.DOCUMENTED))
                .orElse(null);
        UnknownSource unknownSource = fields.flatMap(all -> all.value("unknownSource"))
                .flatMap(this::unknownSource)
                .orElse(UnknownSource.FORBIDDEN);
        long seed = fields.flatMap(all -> all.value("seed"))
                .flatMap(value -> values.whole(value, Long.MIN_VALUE, Long.MAX_VALUE))
                .orElse(0L);
        List<CloudServer> read = fields.flatMap(all -> {
                    all.required("servers", "a scenario needs a list of at least one server");
                    return all.list("servers", server -> Optional.of(servers.server(server)));
                })
                .orElse(List.of());
        checkRules(top, rateLimit, unknownSource, read);
        mistakes.throwIfAny();
        return new Scenario(description.orElse(null), rateLimit, unknownSource, seed, read);
    }

    /** What is wrong though each field is well-formed, placed where the file says it. */
    private void checkRules(
            JsonValue top, @Nullable RateLimit rateLimit, UnknownSource unknownSource, List<CloudServer> servers) {
        List<Scenario.Problem> problems = ScenarioRules.problems(rateLimit, unknownSource, servers);
        if (problems.isEmpty()) {
            return;
        }
        Map<String, Integer> offsets = new HashMap<>();
        collectOffsets(top, offsets);
        for (Scenario.Problem problem : problems) {
            if (mistakes.isRefused(problem.path())) {
                continue;
            }
            String place = problem.path();
            while (!offsets.containsKey(place)) {
                place = Mistakes.parent(place);
            }
            mistakes.add(offsets.getOrDefault(place, 0), problem.path(), problem.message());
        }
    }

    private static void collectOffsets(JsonValue value, Map<String, Integer> offsets) {
        offsets.put(value.path(), value.offset());
        if (value instanceof ObjectValue object) {
            object.fields().values().forEach(field -> collectOffsets(field.value(), offsets));
        } else if (value instanceof ListValue list) {
            list.elements().forEach(element -> collectOffsets(element, offsets));
        }
    }

    /** Empty for no limit at all. */
    private Optional<RateLimit> rateLimit(JsonValue value) {
        if (value instanceof TextValue text && text.text().equals("none")) {
            return Optional.empty();
        }
        if (!(value instanceof ObjectValue)) {
            String not = value instanceof TextValue text ? '"' + text.text() + '"' : value.kind();
            values.refuse(
                    value, "must be an object such as {\"requests\": 30, \"window\": \"1m\"}, or \"none\", not " + not);
            return Optional.of(RateLimit.DOCUMENTED);
        }
        return Fields.of(value, mistakes, "a rate limit", RATE_LIMIT)
                .map(fields -> new RateLimit(
                        fields.integer("requests").orElse(RateLimit.DOCUMENTED.requests()),
                        fields.duration("window").orElse(RateLimit.DOCUMENTED.window()),
                        fields.word("alignment", "alignment", Words.ALIGNMENTS)
                                .orElse(RateLimit.DOCUMENTED.alignment())));
    }

    private Optional<UnknownSource> unknownSource(JsonValue value) {
        if (value instanceof NumberValue number && number.digits().matches("[45]\\d\\d")) {
            return Optional.of(UnknownSource.status(Integer.parseInt(number.digits())));
        }
        if (value instanceof TextValue text && text.text().equals("reset")) {
            return Optional.of(UnknownSource.RESET);
        }
        if (value instanceof ObjectValue) {
            return new FaultBinder(mistakes).effect(value).map(UnknownSource::new);
        }
        String not = value instanceof TextValue text
                ? '"' + text.text() + '"'
                : value instanceof NumberValue number ? number.digits() : value.kind();
        return values.refuse(value, "must be a status from 400 to 599, \"reset\" or a fault, not " + not);
    }
}
