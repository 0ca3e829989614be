package io.github.rackconnectmock.internal.cloudservers;

import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an account. A token says when it was given, and proves that it was given for this account: nothing is kept for
 * it, so that any number of them costs no memory. Safe for use by several threads.
 */
final class Tokens {
    private static final int DIGITS = 16;
    private static final int RADIX = 16;
    /** Never negative, since the mock's time begins after 1970 and ends before the year 10000. */
    private static final Pattern TIME = Pattern.compile("0[0-9a-f]{15}");

    private Tokens() {}

    /** A token that is given now. */
    static String given(Account account, Instant now) {
        String time = String.format("%0" + DIGITS + "x", MovableClock.micros(now));
        return time + proof(account, time);
    }

    /** When a token that is given now ends. */
    static Instant end(Account account, Instant now) {
        return now.plus(account.tokenLifetime());
    }

    /** What is wrong with a token; {@code null} for nothing. */
    static @Nullable String mistake(@Nullable String token, Account account, Instant now) {
        if (token == null || token.isEmpty()) {
            return "token=none";
        }
        if (token.length() != 2 * DIGITS) {
            return "token=unknown";
        }
        String time = token.substring(0, DIGITS);
        if (!TIME.matcher(time).matches() || !proof(account, time).equals(token.substring(DIGITS))) {
            return "token=unknown";
        }
        return now.isBefore(end(account, begin(token))) ? null : "token=expired";
    }

    /** When a token of this account was given. */
    static Instant begin(String token) {
        long micros = Long.parseLong(token.substring(0, DIGITS), RADIX);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String proof(Account account, String time) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(
                    (account.id() + "/" + account.username() + "/" + time).getBytes(StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < DIGITS / 2; i++) {
                text.append(String.format("%02x", hash[i]));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
