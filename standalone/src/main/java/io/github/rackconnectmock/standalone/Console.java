package io.github.rackconnectmock.standalone;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the program has of the world around it.
 *
 * @param out for what was asked for
 * @param err for everything else
 * @param in for scenarios, where {@code -} stands for one
 * @param environment the environment variables
 */
record Console(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment) {
    /** Control characters of both ranges, marks that turn the direction of writing, ends of lines and paragraphs. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** A console that shows nothing, where only the shape of the command line counts. */
    static Console none() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, InputStream.nullInputStream(), Map.of());
    }

    /** Says something about the run, in one line on {@link #err}. */
    void say(String line) {
        err.println(line(line));
    }

    /**
     * Makes sure that all that was asked for is written.
     *
     * @throws Failure if it isn't, with the system's reason
     */
    void requireWritten() {
        if (out.checkError()) {
            String why = out instanceof Output output ? " (" + output.failure() + ")" : "";
            throw new Failure(
                    ExitCode.CANNOT_PRINT,
                    "can't write to standard output" + why + "; lead it to a file or a program that takes it");
        }
    }

    /** The message of a failure. */
    static String why(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null ? "nothing more is known" : message;
    }

    /** The line that says something about the run: always a single one, whatever file names and arguments have in them. */
    static String line(String text) {
        return Runner.NAME + ": " + UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
