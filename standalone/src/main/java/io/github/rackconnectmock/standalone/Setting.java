package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.IpLiteral;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A value as it was given.
 *
 * @param source the option or the variable that gave it
 * @param value what it said
 */
record Setting(String source, String value) {
    /** A whole number within a range. */
    int number(int least, int most, String right) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Wrong just as a number out of range is.
        }
        throw wrong(right);
    }

    /** A number above zero. */
    double positive(double most, String right) {
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Wrong just as a number out of range is.
        }
        throw wrong(right);
    }

    /** {@code true} or {@code false}. */
    boolean truth() {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("true or false");
        };
    }

    Duration duration() {
        return Durations.parse(value)
                .filter(duration -> duration.compareTo(Durations.LONGEST) <= 0)
                .orElseThrow(() -> wrong(Durations.FORMS));
    }

    /** A host name or an address, as it stands in a URL. */
    String host() {
        boolean isAddress = IpLiteral.parse(value).isPresent();
        if (!isAddress && !value.matches("(?i)[a-z0-9]([a-z0-9._-]*[a-z0-9])?")) {
            throw wrong("a host name or an address, such as mock.example or 10.0.0.5");
        }
        return value.contains(":") ? "[" + value + "]" : value;
    }

    Path path() {
        return path("a file's path");
    }

    /** A folder that can stand in a list such as PATH. */
    Path folder() {
        String right = "a folder's path without a " + File.pathSeparator;
        Path folder = path(right).toAbsolutePath().normalize();
        if (folder.toString().contains(File.pathSeparator)) {
            throw wrong(right);
        }
        return folder;
    }

    private Path path(String right) {
        try {
            if (!value.isEmpty()) {
                return Path.of(value);
            }
        } catch (InvalidPathException e) {
            // Wrong just as an empty one is.
        }
        throw wrong(right);
    }

    /** The mistake in this setting. */
    Failure wrong(String right) {
        return Failure.usage(source + " can't be \"" + value + "\"; give " + right);
    }
}
