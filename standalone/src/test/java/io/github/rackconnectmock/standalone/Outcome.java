package io.github.rackconnectmock.standalone;

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
        Lines out = new Lines();
        Lines err = new Lines();
        int exitCode = new Runner(new Console(out.stream(), err.stream(), environment)).run(args);
        return new Outcome(exitCode, out.all(), err.all());
    }
}
