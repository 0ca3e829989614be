package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Programs of the machine, as clients. */
public final class Programs {
    private static final int PATIENCE_SECONDS = 30;
    private static final Set<String> LEFT_OUT = ConcurrentHashMap.newKeySet();

    private Programs() {}

    /**
     * How a program ended.
     *
     * @param exitCode its exit code
     * @param output what it wrote to its standard output
     * @param errors what it wrote to its standard error
     */
    public record Ended(int exitCode, String output, String errors) {
        /** Its standard output, if it ended well. */
        public String successfulOutput() {
            assertThat(exitCode).as("exit code; it said: %s", errors).isZero();
            return output;
        }
    }

    /** Leaves the test out, and says so once, if a program isn't installed. */
    public static void assumeInstalled(String program) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        String leftOut = "left out: " + program + " isn't installed";
        if (!installed && LEFT_OUT.add(program)) {
            System.out.println(leftOut);
        }
        assumeTrue(installed, leftOut);
    }

    /** The path of a script among the test resources. */
    public static String script(String name) {
        URL script = Objects.requireNonNull(Programs.class.getResource("/clients/" + name), name);
        try {
            return Path.of(script.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param directory for what it writes
     * @param environment all that it finds there, beside the path and the home directory
     */
    public static Ended run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "program", ".out");
        Path errors = Files.createTempFile(directory, "program", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        // What a program inherits could hold a proxy or an authority of the machine's.
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended)
                .as("%s ended; it said: %s", command, Files.readString(errors))
                .isTrue();
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
