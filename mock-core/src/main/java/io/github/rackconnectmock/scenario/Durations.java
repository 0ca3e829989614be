package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 30s}, {@code 4m}, {@code 1h30m}, or ISO-8601 {@code PT4M}. */
public final class Durations {
    /** No duration of a scenario or of a clock's move is longer. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    /** What would be right, for error messages. */
    public static final String FORMS = "a duration such as \"250ms\", \"30s\", \"4m\", \"1h30m\" or \"PT4M\"";

    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

    /** ISO-8601 has no signs; Java's extension of it would let "PT5M-10S" pass. */
    private static final Pattern SIGN = Pattern.compile("[+-]");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @return empty for a text of another form; there are no negative durations
     */
    public static Optional<Duration> parse(String text) {
        if (text.startsWith("P") || text.startsWith("p")) {
            if (SIGN.matcher(text).find()) {
                return Optional.empty();
            }
            try {
                return Optional.of(Duration.parse(text));
            } catch (DateTimeParseException | ArithmeticException e) {
                return Optional.empty();
            }
        }
        Matcher parts = SHORT.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(number(parts.group(1)))
                .plusMinutes(number(parts.group(2)))
                .plusSeconds(number(parts.group(3)))
                .plusMillis(number(parts.group(4))));
    }

    /** Writes a duration so that {@link #parse} reads it again; parts of a millisecond are cut off. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
