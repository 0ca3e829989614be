package io.github.rackconnectmock.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The built jar, running as a process of its own until it is closed. */
final class RunningJar implements AutoCloseable {
    /** Where the build has put the jar. */
    static final String JAR = Objects.requireNonNull(System.getProperty("rackconnect-mock.jar"));

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final long PATIENCE_SECONDS = 30;

    final Process process;
    final Lines out;
    final Lines err;

    RunningJar(String... args) throws IOException {
        this(List.of(JAVA, "-jar", JAR), args);
    }

    private RunningJar(List<String> start, String... args) throws IOException {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("RACKCONNECT_MOCK_"));
        process = builder.start();
        out = Lines.from(process.inputReader(StandardCharsets.UTF_8));
        err = Lines.from(process.errorReader(StandardCharsets.UTF_8));
    }

    /** With options for the JVM. */
    static RunningJar onJvm(List<String> options, String... args) throws IOException {
        List<String> start = new ArrayList<>(List.of(JAVA));
        start.addAll(options);
        start.addAll(List.of("-jar", JAR));
        return new RunningJar(start, args);
    }

    /** Another program that does the same. */
    static RunningJar ofProgram(List<String> start, String... args) throws IOException {
        return new RunningJar(start, args);
    }

    /** Without a terminal, where the system can start it so. */
    static RunningJar inASessionOfItsOwn(String... args) throws IOException {
        boolean hasSetsid = Files.isExecutable(Path.of("/usr/bin/setsid"));
        return new RunningJar(
                hasSetsid ? List.of("/usr/bin/setsid", JAVA, "-jar", JAR) : List.of(JAVA, "-jar", JAR), args);
    }

    /** The ready line, once it is there. */
    JsonNode ready() throws IOException {
        return new ObjectMapper().readTree(out.next());
    }

    /** The base URL in the ready line. */
    String baseUrl() throws IOException {
        return ready().path("baseUrl").asText();
    }

    /** The exit code, once the process has ended. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs after " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Sends SIGTERM, and prints how long it took to end: a second at most, on a machine that has nothing else to do. */
    void stop() throws InterruptedException {
        long start = System.nanoTime();
        process.toHandle().destroy();
        exitCode();
        System.out.printf("stopped in %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
