package io.github.rackconnectmock.standalone;

import java.io.PrintStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the program has of the world around it.
 *
 * @param out for what was asked for
 * @param err for everything else
 * @param environment the environment variables
 */
record Console(PrintStream out, PrintStream err, Map<String, String> environment) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** Says something about the run, in one line on {@link #err}. */
    void say(String line) {
        err.println(line(line));
    }

    /** Says why something failed. */
    void say(Throwable failure) {
        say(why(failure));
    }

    /** The message of a failure. */
    static String why(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null ? "nothing more is known" : message;
    }

    /** The line that says something about the run: always a single one, whatever file names and arguments have in them. */
    static String line(String text) {
        return Runner.NAME + ": " + CONTROL.matcher(text).replaceAll("?");
    }
}
