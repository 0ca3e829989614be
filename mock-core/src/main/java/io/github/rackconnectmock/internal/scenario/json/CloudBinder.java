package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.CloudDetails;
import io.github.rackconnectmock.scenario.RateLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes what is said for the Cloud Servers API of JSON values; a mistake is replaced by a value that the rules accept. */
final class CloudBinder {
    /** The fields of a server and of a step that are details. */
    private static final List<String> DETAILS =
            List.of("serverStatus", "metadata", "unprocessableReason", "accessIp", "exists");

    private static final List<String> ACCOUNT =
            List.of("id", "username", "apiKey", "password", "roles", "defaultRegion", "tokenLifetime", "rateLimit");

    private final Mistakes mistakes;
    private final Values values;
    private final RateLimitBinder limits;

    CloudBinder(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.values = new Values(mistakes);
        this.limits = new RateLimitBinder(mistakes);
    }

    /** The names of the fields of an object that has details. */
    static List<String> withDetails(List<String> fields) {
        return Stream.concat(fields.stream(), DETAILS.stream()).toList();
    }

    /** What an object with such fields says. */
    CloudDetails details(Fields fields) {
        if (DETAILS.stream().noneMatch(fields::has)) {
            return CloudDetails.UNCHANGED;
        }
        return new CloudDetails(
                fields.text("serverStatus").orElse(null),
                fields.map("metadata", value -> values.textOrNull(value, "null to remove the key"))
                        .orElse(Map.of()),
                fields.text("unprocessableReason").orElse(null),
                fields.text("accessIp").orElse(null),
                fields.value("exists").flatMap(values::trueOrFalse).orElse(null));
    }

    Account account(JsonValue value) {
        return Fields.of(value, mistakes, "an account", ACCOUNT)
                .map(this::account)
                .orElse(Account.DEFAULT);
    }

    private Account account(Fields fields) {
        Optional<RateLimit> limit = fields.value("rateLimit").flatMap(limits::limit);
        return new Account(
                fields.text("id").orElse(Account.DEFAULT.id()),
                fields.text("username").orElse(null),
                fields.text("apiKey").orElse(null),
                fields.text("password").orElse(null),
                fields.list("roles", values::text).orElse(Account.DEFAULT.roles()),
                fields.word("defaultRegion", "region", Words.REGIONS).orElse(null),
                fields.duration("tokenLifetime").orElse(Account.DEFAULT.tokenLifetime()),
                limit.orElse(null));
    }
}
