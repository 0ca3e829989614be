package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.ScenarioRules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Makes incidents of JSON values; a mistake is replaced by a value that the rules accept. */
final class IncidentBinder {
    private static final List<String> FIELDS =
            List.of("name", "after", "on", "lasts", "until", "every", "regions", "servers", "fault");

    private final Mistakes mistakes;
    private final Values values;
    private final FaultBinder faults;

    IncidentBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        this.faults = new FaultBinder(mistakes);
    }

    /** The incident that a whole text is. Throws if it has mistakes, these or earlier ones. */
    static Incident bind(JsonValue top, Mistakes mistakes) {
        Incident incident = new IncidentBinder(mistakes).incident(top);
        ScenarioRules.check(incident, new RuleMistakes(top, mistakes)::add);
        mistakes.throwIfAny();
        return incident;
    }

    Incident incident(JsonValue value) {
        return Fields.of(value, mistakes, "an incident", FIELDS)
                .map(this::incident)
                .orElseGet(() -> Incident.unnamed()
                        .after(Duration.ZERO)
                        .fault(Fault.hang())
                        .build());
    }

    private Incident incident(Fields fields) {
        List<Fault> read = fields.required("fault", "what goes wrong, such as {\"kind\": \"answer\", \"status\": 503}")
                .map(faults::faults)
                .orElse(List.of());
        return new Incident(
                fields.text("name").orElse(null),
                fields.duration("after").orElse(null),
                fields.text("on").orElse(null),
                fields.duration("lasts").orElse(null),
                fields.text("until").orElse(null),
                fields.duration("every").orElse(null),
                fields.words("regions", "region", Words.REGIONS, EnumSet.noneOf(Region.class)),
                names(fields),
                read.isEmpty() ? List.of(Fault.hang()) : read);
    }

    private List<String> names(Fields fields) {
        fields.refuseEmpty("servers", "server");
        return fields.list("servers", value -> values.text(value).or(() -> Optional.of("*")))
                .orElse(List.of());
    }
}
