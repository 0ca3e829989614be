package io.github.rackconnectmock.scenario;

import java.util.Locale;
import java.util.Optional;

/** The rules that an answer can come from, other than the scenario's state alone. Every reason begins with the word of its rule. */
public enum Rule {
    /** No operation has this path: 404. */
    UNKNOWN_PATH(true),
    /** The caller's address can't be read: 400. */
    MALFORMED_SOURCE(true),
    /** The caller is no server of the scenario. */
    UNKNOWN_SOURCE(true),
    /** The caller is a server of another region than the one it asks. */
    WRONG_REGION(true),
    /** The server has made more requests than its rate limit allows: 403. */
    RATE_LIMITED(false),
    /** Neither GET nor HEAD: 405. */
    METHOD_NOT_ALLOWED(true),
    /** The operation doesn't offer this format: 400. */
    UNKNOWN_FORMAT(true),
    /** No gateway is assigned yet: 404. */
    GATEWAY_UNASSIGNED(false),
    /** The Cloud Servers API was asked without a token that is good, or a token without the right credentials: 401. */
    UNAUTHORIZED(false),
    /** There is no such server, key or other thing in the account now: 404. */
    NO_SUCH_ITEM(false),
    /** The Cloud Servers API can't read the request, or can't do what it asks for: 400, 403 or 405. */
    BAD_REQUEST(true),
    /** The scenario lets something go wrong here. */
    FAULT(false),
    /** A stub of the user's answered. */
    OVERRIDDEN(false);

    private final boolean mistake;
    private final String word;

    Rule(boolean mistake) {
        this.mistake = mistake;
        this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What reasons call it, such as {@code rate-limited}. */
    public String word() {
        return word;
    }

    /** Whether only a mistake in the client or in its setup leads to this rule, in every state of the server. */
    public boolean isMistake() {
        return mistake;
    }

    /** The rule of a reason such as {@code rate-limited; limit=30/1m; resets-in=42s}. */
    public static Optional<Rule> ofReason(String reason) {
        String word = reason.split(";", 2)[0];
        for (Rule rule : values()) {
            if (rule.word.equals(word)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** The reason of an answer by this rule. */
    public String because(String details) {
        return word + "; " + details;
    }
}
