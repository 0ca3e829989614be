package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account whose servers the Cloud Servers API tells, and who may ask it. Accounts are made with {@link #ofId} and
 * completed with the methods that return a changed copy.
 *
 * @param id its number, as it is part of URLs
 * @param username the user that gets a token; {@code null} for any
 * @param apiKey the key that the user's token needs; {@code null} for any
 * @param password the password that the user's token needs; {@code null} for any
 * @param roles the roles that are told with a token; many clients wait only where {@code rack_connect} is one of them
 *     (observed)
 * @param defaultRegion the region that is told as the user's; {@code null} for none
 * @param tokenLifetime how long a token is good, on the mock's clock, longer than zero
 * @param rateLimit how many requests the account may make to the Cloud Servers API, all its servers together; {@code null}
 *     for no limit
 */
public record Account(
        String id,
        @Nullable String username,
        @Nullable String apiKey,
        @Nullable String password,
        List<String> roles,
        @Nullable Region defaultRegion,
        Duration tokenLifetime,
        @Nullable RateLimit rateLimit) {

    /** The account by default: 123456, which takes any credentials, with the role that clients look for. */
    public static final Account DEFAULT =
            new Account("123456", null, null, null, List.of("rack_connect"), null, Duration.ofHours(24), null);

    public Account {
        roles = List.copyOf(roles);
    }

    /** An account that is all else by default. */
    public static Account ofId(String id) {
        return new Account(
                id,
                DEFAULT.username,
                DEFAULT.apiKey,
                DEFAULT.password,
                DEFAULT.roles,
                DEFAULT.defaultRegion,
                DEFAULT.tokenLifetime,
                DEFAULT.rateLimit);
    }

    /** The same account for one user only. */
    public Account username(@Nullable String name) {
        return new Account(id, name, apiKey, password, roles, defaultRegion, tokenLifetime, rateLimit);
    }

    /** The same account with the key that a token needs. */
    public Account apiKey(@Nullable String key) {
        return new Account(id, username, key, password, roles, defaultRegion, tokenLifetime, rateLimit);
    }

    /** The same account with the password that a token needs. */
    public Account password(@Nullable String text) {
        return new Account(id, username, apiKey, text, roles, defaultRegion, tokenLifetime, rateLimit);
    }

    /** The same account with these roles. */
    public Account roles(String... names) {
        return new Account(id, username, apiKey, password, List.of(names), defaultRegion, tokenLifetime, rateLimit);
    }

    /** The same account with a default region. */
    public Account defaultRegion(@Nullable Region region) {
        return new Account(id, username, apiKey, password, roles, region, tokenLifetime, rateLimit);
    }

    /** The same account whose tokens are good for so long. */
    public Account tokenLifetime(Duration time) {
        return new Account(id, username, apiKey, password, roles, defaultRegion, time, rateLimit);
    }

    /** The same account with a limit of all requests to the Cloud Servers API; {@code null} for none. */
    public Account rateLimit(@Nullable RateLimit limit) {
        return new Account(id, username, apiKey, password, roles, defaultRegion, tokenLifetime, limit);
    }
}
