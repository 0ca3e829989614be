package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A main class of the tests in a JVM of its own, until it is closed. */
final class ChildJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        read(process.inputReader(StandardCharsets.UTF_8), output::add);
        read(process.errorReader(StandardCharsets.UTF_8), errors::add);
    }

    /**
     * Starts it.
     *
     * @param options of the JVM
     * @param main the class with the main method
     */
    static ChildJvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command).start());
    }

    /** What the tests' JVM has on its class path; Surefire hides it in a jar of its own. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void read(BufferedReader reader, Consumer<String> hears) {
        Thread thread = new Thread(() -> {
            try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    hears.accept(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** The next line of its standard output. */
    String line() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        @Nullable String line = output.poll();
        while (line == null && process.isAlive() && System.nanoTime() - end < 0) {
            line = output.poll(100, TimeUnit.MILLISECONDS);
        }
        if (line == null) {
            line = output.poll(100, TimeUnit.MILLISECONDS);
        }
        if (line == null) {
            throw new AssertionError("the JVM wrote no line; its errors: " + errors);
        }
        return line;
    }

    /** The lines of its standard error so far. */
    List<String> errors() {
        return errors;
    }

    /** How many descriptors it has open, as Linux tells. */
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return open.count();
        }
    }

    /** The exit code, which it must come to by itself. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the JVM has ended; its errors: %s", errors)
                .isTrue();
        return process.exitValue();
    }

    /** Sends SIGTERM, and waits for the end. */
    int terminate() throws InterruptedException {
        process.toHandle().destroy();
        return exitCode();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
