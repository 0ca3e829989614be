package io.github.rackconnectmock.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * How long it takes from the start of the JVM to the ready line. A program of its own, which needs nothing but the jar:
 *
 * <pre>java standalone/src/test/java/io/github/rackconnectmock/standalone/StartUpTime.java standalone/target/rackconnect-mock.jar</pre>
 */
public final class StartUpTime {
    private static final int RUNS = 5;
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private StartUpTime() {}

    /** Prints a row for each way to start the jar that the first argument names. */
    public static void main(String[] args) throws IOException {
        String jar = args[0];
        Path archive = Files.createTempFile("rackconnect-mock", ".jsa");
        Files.delete(archive);
        millisToReady(jar, List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"));
        List<String> shared = List.of("-XX:SharedArchiveFile=" + archive);
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("no options", List.of());
        ways.put("C1 + SerialGC", QUICK);
        ways.put("class archive", shared);
        ways.put("class archive + C1 + SerialGC", concat(shared, QUICK));
        System.out.println(
                "Java " + Runtime.version().feature() + ", ms to the ready line, median of " + RUNS + " runs");
        ways.forEach((name, options) -> {
            long[] millis = LongStream.generate(() -> millisToReady(jar, options))
                    .limit(RUNS)
                    .sorted()
                    .toArray();
            System.out.printf("| %-29s | %4d | %s%n", name, millis[RUNS / 2], Arrays.toString(millis));
        });
        Files.deleteIfExists(archive);
    }

    private static long millisToReady(String jar, List<String> options) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = concat(concat(List.of(java), options), List.of("-jar", jar, "--port", "0", "--quiet"));
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                String line = out.readLine();
                long nanos = System.nanoTime() - start;
                process.destroy();
                process.waitFor();
                if (line == null) {
                    throw new IllegalStateException("it ended with " + process.exitValue());
                }
                return TimeUnit.NANOSECONDS.toMillis(nanos);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
