package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.NullValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Step;
import java.util.List;
import java.util.Optional;

/** Makes rate limits of JSON values; a mistake is replaced by a value that the rules accept. */
final class RateLimitBinder {
    private static final List<String> FIELDS = List.of("requests", "window", "alignment", "answer", "atOnce");

    private final Mistakes mistakes;
    private final Values values;
    private final FaultBinder faults;

    RateLimitBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        this.faults = new FaultBinder(mistakes);
    }

    /** A scenario's limit. Empty for no limit at all. */
    Optional<RateLimit> limit(JsonValue value) {
        if (value instanceof TextValue text && text.text().equals("none")) {
            return Optional.empty();
        }
        if (!(value instanceof ObjectValue)) {
            String not = value instanceof TextValue text ? '"' + Mistakes.brief(text.text()) + '"' : value.kind();
            values.refuse(
                    value, "must be an object such as {\"requests\": 30, \"window\": \"1m\"}, or \"none\", not " + not);
            return Optional.of(RateLimit.DOCUMENTED);
        }
        return Fields.of(value, mistakes, "a rate limit", FIELDS)
                .map(fields -> new RateLimit(
                        fields.integer("requests").orElse(RateLimit.DOCUMENTED.requests()),
                        fields.duration("window").orElse(RateLimit.DOCUMENTED.window()),
                        fields.word("alignment", "alignment", Words.ALIGNMENTS)
                                .orElse(RateLimit.DOCUMENTED.alignment()),
                        fields.value("answer").flatMap(faults::refusal).orElse(null),
                        fields.integer("atOnce").orElse(null)));
    }

    /** A server's or step's limit; null for the scenario's. */
    Step.LimitChange change(JsonValue value) {
        if (value instanceof NullValue) {
            return Step.LimitChange.SCENARIOS;
        }
        return limit(value).map(Step.LimitChange::to).orElse(Step.LimitChange.NONE);
    }
}
