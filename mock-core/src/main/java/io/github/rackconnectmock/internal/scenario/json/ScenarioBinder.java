package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.NumberValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Expectation;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioRules;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes a scenario of JSON values. Each mistake is noted and replaced by a value that the rules accept, so that the
 * mistakes in the rest are found as well.
 */
final class ScenarioBinder {
    private static final List<String> TOP = List.of(
            "$schema",
            "description",
            "rateLimit",
            "unknownSource",
            "seed",
            "servers",
            "incidents",
            "expect",
            "account",
            "metadataDelay");
    private static final int LONGEST_SCHEMA = 1_000;

    private final Mistakes mistakes;
    private final Values values;
    private final ServerBinder servers;
    private final RateLimitBinder limits;
    private final IncidentBinder incidents;
    private final ExpectationBinder expectations;
    private final CloudBinder cloud;

    private ScenarioBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        this.servers = new ServerBinder(mistakes);
        this.limits = new RateLimitBinder(mistakes);
        this.incidents = new IncidentBinder(mistakes);
        this.expectations = new ExpectationBinder(mistakes);
        this.cloud = new CloudBinder(mistakes);
    }

    /** The scenario that a whole file is. Throws if it has mistakes, these or earlier ones. */
    static Scenario bind(JsonValue top, Mistakes mistakes) {
        return new ScenarioBinder(mistakes).scenario(top);
    }

    private Scenario scenario(JsonValue top) {
        Optional<Fields> fields = Fields.of(top, mistakes, "a scenario", TOP);
        Optional<String> description = fields.flatMap(all -> all.text("description"));
        fields.flatMap(all -> all.value("$schema")).ifPresent(this::checkSchema);
        RateLimit rateLimit = fields.flatMap(all -> all.value("rateLimit"))
                .map(limits::limit)
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
        List<Incident> happening = fields.flatMap(
                        all -> all.list("incidents", incident -> Optional.of(incidents.incident(incident))))
                .orElse(List.of());
        List<Expectation> expected = fields.flatMap(all -> all.value("expect"))
                .map(expectations::expectations)
                .orElse(List.of());
        Account account =
                fields.flatMap(all -> all.value("account")).map(cloud::account).orElse(Account.DEFAULT);
        Duration metadataDelay =
                fields.flatMap(all -> all.duration("metadataDelay")).orElse(Duration.ZERO);
        if (mistakes.isEmpty()) {
            try {
                return new Scenario(
                        description.orElse(null),
                        rateLimit,
                        unknownSource,
                        seed,
                        read,
                        happening,
                        expected,
                        account,
                        metadataDelay);
            } catch (InvalidScenarioException e) {
                // Below, the same problems are placed; a good file, which has none, is checked only once.
            }
        }
        ScenarioRules.check(
                description.orElse(null),
                rateLimit,
                unknownSource,
                read,
                happening,
                expected,
                account,
                metadataDelay,
                new RuleMistakes(top, mistakes)::add);
        mistakes.throwIfAny();
        throw new IllegalStateException("a problem of the scenario has no place in the file");
    }

    /** It is for editors; only the file has it, so the rules don't know it. */
    private void checkSchema(JsonValue value) {
        Optional<String> address = values.text(value);
        if (address.isPresent() && address.get().codePointCount(0, address.get().length()) > LONGEST_SCHEMA) {
            values.refuse(value, "more than " + LONGEST_SCHEMA + " characters; at most so many");
        }
    }

    private Optional<UnknownSource> unknownSource(JsonValue value) {
        if (value instanceof NumberValue) {
            return values.whole(value, 400, 599).map(status -> UnknownSource.status(Math.toIntExact(status)));
        }
        if (value instanceof TextValue text && text.text().equals("reset")) {
            return Optional.of(UnknownSource.RESET);
        }
        if (value instanceof ObjectValue) {
            return new FaultBinder(mistakes).effect(value).map(UnknownSource::new);
        }
        String not = value instanceof TextValue text ? '"' + Mistakes.brief(text.text()) + '"' : value.kind();
        return values.refuse(value, "must be a status from 400 to 599, \"reset\" or a fault, not " + not);
    }
}
