package io.github.rackconnectmock.standalone;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What came of a run of the program that ended by itself. */
record Outcome(int exitCode, List<String> out, List<String> err) {
    /** Runs the program in this JVM, without any environment variable. */
    static Outcome of(String... args) {
        return of(Map.of(), args);
    }

    /** Runs the program in this JVM. */
    static Outcome of(Map<String, String> environment, String... args) {
        return of("", environment, args);
    }

    /** Runs the program in this JVM, with a text on its standard input. */
    static Outcome of(String input, Map<String, String> environment, String... args) {
        Lines out = new Lines();
        Lines err = new Lines();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int exitCode = new Runner(new Console(out.stream(), err.stream(), in, environment)).run(args);
        return new Outcome(exitCode, out.all(), err.all());
    }
}
