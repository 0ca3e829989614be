package io.github.rackconnectmock.internal.scenario.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.CloudDetails;
import io.github.rackconnectmock.scenario.RateLimit;
import java.util.Objects;

/** Writes what a scenario says for the Cloud Servers API, in the words that {@link CloudBinder} reads. */
final class CloudWriter {
    private CloudWriter() {}

    static void write(Account account, ObjectNode to) {
        if (!account.id().equals(Account.DEFAULT.id())) {
            to.put("id", account.id());
        }
        if (account.username() != null) {
            to.put("username", account.username());
        }
        if (account.apiKey() != null) {
            to.put("apiKey", account.apiKey());
        }
        if (account.password() != null) {
            to.put("password", account.password());
        }
        if (!account.roles().equals(Account.DEFAULT.roles())) {
            ArrayNode roles = to.putArray("roles");
            account.roles().forEach(roles::add);
        }
        if (account.defaultRegion() != null) {
            to.put("defaultRegion", account.defaultRegion().name());
        }
        if (!account.tokenLifetime().equals(Account.DEFAULT.tokenLifetime())) {
            to.put("tokenLifetime", WrittenDuration.text(account.tokenLifetime()));
        }
        RateLimit limit = account.rateLimit();
        if (limit != null) {
            ScenarioWriter.write(limit, to.putObject("rateLimit"));
        }
    }

    static void write(CloudDetails details, ObjectNode to) {
        if (details.serverStatus() != null) {
            to.put("serverStatus", details.serverStatus());
        }
        if (!details.metadata().isEmpty()) {
            ObjectNode metadata = to.putObject("metadata");
            details.metadata().forEach((key, value) -> metadata.put(key, value.orElse(null)));
        }
        if (details.unprocessableReason() != null) {
            to.put("unprocessableReason", details.unprocessableReason());
        }
        if (details.accessIp() != null) {
            to.put("accessIp", details.accessIp());
        }
        if (details.exists() != null) {
            to.put("exists", Objects.requireNonNull(details.exists()));
        }
    }
}
