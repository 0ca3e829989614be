package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 30s}, {@code 4m}, {@code 1h30m}, or ISO-8601 {@code PT4M}. */
public final class Durations {
    /** No duration of a scenario or of a clock's move is longer. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    /** What would be right, for error messages. */
    public static final String FORMS = "a duration such as \"250ms\", \"30s\", \"4m\", \"1h30m\" or \"PT4M\"";

    /** More than any duration needs, in both forms. */
    private static final int LONGEST_TEXT = 60;

    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

    /** As ISO-8601 has it, without the signs of Java's extension, which would let "PT5M-10S" pass; nothing overflows. */
    private static final Pattern ISO = Pattern.compile(
            "P(?=.)(\\d{1,12}D)?(T(?=.)(\\d{1,12}H)?(\\d{1,12}M)?(\\d{1,12}([.,]\\d{0,9})?S)?)?",
            Pattern.CASE_INSENSITIVE);

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @return empty for a text of another form; there are no negative durations
     */
    public static Optional<Duration> parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        if (ISO.matcher(text).matches()) {
            return Optional.of(Duration.parse(text));
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
