package io.github.rackconnectmock.standalone.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares the mock with other servers in one run: requests a second, time to ready, what {@code exec} and one mock for
 * one test cost, and resident memory. Prints tables and asserts nothing, since times depend on the machine.
 */
public final class ComparisonBenchmark {
    private static final Set<String> ALL = Set.of("throughput", "page", "ready", "exec", "cycle", "memory");

    private ComparisonBenchmark() {}

    /**
     * Measures and prints.
     *
     * @param arguments the runner's jar; {@code true} for the quick mode; what to measure: any of {@code throughput},
     *     {@code page}, {@code ready}, {@code exec}, {@code cycle} and {@code memory}, in one argument with spaces between
     */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        Effort effort = Boolean.parseBoolean(arguments[1]) ? Effort.QUICK : Effort.FULL;
        Set<String> measures = Set.copyOf(List.of(arguments[2].strip().split("\\s+", -1)));
        if (!ALL.containsAll(measures)) {
            throw new IllegalArgumentException("measures are " + ALL + ", not " + measures);
        }
        Report report = new Report();
        Path folder = Files.createTempDirectory("rackconnect-mock-benchmark");
        try {
            Servers servers = new Servers(jar, folder);
            System.out.printf(
                    Locale.ROOT,
                    "Java %s, %d processors, load average %.2f before%n",
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors(),
                    loadAverage());
            if (measures.contains("throughput")) {
                Throughput.measure(servers, effort, report);
            }
            if (measures.contains("page")) {
                Throughput.measureWatched(servers, effort, report);
            }
            if (measures.contains("ready")) {
                TimeToReady.measure(servers, effort, report);
            }
            if (measures.contains("exec")) {
                TimeOfExec.measure(servers, effort, report);
            }
            if (measures.contains("cycle")) {
                MockPerTest.measure(effort, report);
            }
            if (measures.contains("memory")) {
                ResidentMemory.measure(servers, effort, report);
            }
        } finally {
            delete(folder);
        }
        report.print(System.out);
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
