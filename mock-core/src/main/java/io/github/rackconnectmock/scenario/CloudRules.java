package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a scenario may say for the Cloud Servers API. */
final class CloudRules {
    private static final String ACCOUNT = "account";
    private static final int LONGEST_CREDENTIAL = 200;
    private static final int MOST_ROLES = 100;
    private static final int MOST_KEYS = 100;
    /** The longest value (OpenStack). */
    private static final int LONGEST_VALUE = 255;

    private static final Pattern ACCOUNT_ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern STATUS = Pattern.compile("[A-Z][A-Z_]*");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final ValueRules values;
    private final Map<String, String> pathById = new HashMap<>();

    CloudRules(ValueRules values) {
        this.values = values;
    }

    void check(Account account, Duration metadataDelay) {
        if (values.checkNameSize(ACCOUNT + ".id", account.id())
                && !ACCOUNT_ID.matcher(account.id()).matches()) {
            values.problem(
                    ACCOUNT + ".id",
                    quoted(account.id()) + " is no account; letters, digits, \"_\" and \"-\", such as \"123456\"");
        }
        checkCredential("username", account.username());
        checkCredential("apiKey", account.apiKey());
        checkCredential("password", account.password());
        if (account.roles().size() > MOST_ROLES) {
            values.problem(ACCOUNT + ".roles", account.roles().size() + " roles; at most " + MOST_ROLES);
        }
        for (int i = 0; i < account.roles().size(); i++) {
            values.checkText(ACCOUNT + ".roles[" + i + "]", account.roles().get(i));
        }
        values.checkLength(ACCOUNT + ".tokenLifetime", account.tokenLifetime());
        if (account.tokenLifetime().isZero()) {
            values.problem(ACCOUNT + ".tokenLifetime", "a token's life can't be zero");
        }
        checkLimit(account.rateLimit());
        values.checkLength("metadataDelay", metadataDelay);
    }

    private void checkCredential(String field, @Nullable String text) {
        if (text != null && values.checkSize(ACCOUNT + "." + field, text, LONGEST_CREDENTIAL) && text.isEmpty()) {
            values.problem(ACCOUNT + "." + field, "is empty; leave it out for any");
        }
    }

    private void checkLimit(@Nullable RateLimit limit) {
        String path = ACCOUNT + ".rateLimit";
        if (limit == null) {
            return;
        }
        if (limit.requests() < 1) {
            values.problem(path + ".requests", limit.requests() + " is too few; at least 1");
        }
        if (limit.window().isZero()) {
            values.problem(path + ".window", "a window can't be zero");
        }
        values.checkLength(path + ".window", limit.window());
        if (limit.answer() != null) {
            values.problem(path + ".answer", "an account's limit answers 413; take it out");
        }
        if (limit.atOnce() != null) {
            values.problem(path + ".atOnce", "an account's limit counts requests in a window only; take it out");
        }
    }

    void check(String path, CloudServer server) {
        checkId(path, server);
        Set<String> keys = new HashSet<>();
        check(path, server.details(), keys);
        for (int i = 0; i < server.lifecycle().size(); i++) {
            CloudDetails details = server.lifecycle().get(i).details();
            // By identity: most steps change nothing here, and there may be many.
            if (isSaid(details)) {
                check(path + ".lifecycle[" + i + "]", details, keys);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSaid(CloudDetails details) {
        return details != CloudDetails.UNCHANGED;
    }

    private void checkId(String serverPath, CloudServer server) {
        String path = serverPath + ".id";
        String id = server.id();
        if (id == null) {
            return;
        }
        if (server.count() > 1) {
            values.problem(path, "a burst's servers have ids of their own; take it out");
        } else if (!ID.matcher(id).matches()) {
            values.problem(path, quoted(id) + " is no id; a UUID such as \"" + new UUID(0x4000, 1L << 63) + "\"");
        } else {
            String other = pathById.putIfAbsent(id.toLowerCase(Locale.ROOT), serverPath);
            if (other != null) {
                values.problem(path, quoted(id) + " is already the id of " + other + "; ids are unique");
            }
        }
    }

    private void check(String path, CloudDetails details, Set<String> keys) {
        String status = details.serverStatus();
        if (status != null
                && values.checkNameSize(path + ".serverStatus", status)
                && !STATUS.matcher(status).matches()) {
            values.problem(
                    path + ".serverStatus",
                    quoted(status) + " is no status of a server; capitals and \"_\", such as \"ACTIVE\" or \"BUILD\"");
        }
        if (details.unprocessableReason() != null) {
            values.checkText(path + ".unprocessableReason", details.unprocessableReason());
        }
        if (details.accessIp() != null) {
            values.checkAddress(path + ".accessIp", details.accessIp());
        }
        details.metadata().forEach((key, value) -> check(path, key, value, keys));
    }

    private void check(String path, String key, Optional<String> value, Set<String> keys) {
        String own = path + ".metadata." + key;
        values.checkText(own, key);
        if (value.isPresent()) {
            values.checkSize(own, value.get(), LONGEST_VALUE);
            values.checkPrintable(own, value.get());
        }
        if (keys.size() <= MOST_KEYS && keys.add(key) && keys.size() > MOST_KEYS) {
            values.problem(
                    path + ".metadata",
                    "more than " + MOST_KEYS + " keys in the life of a server; at most " + MOST_KEYS);
        }
    }
}
