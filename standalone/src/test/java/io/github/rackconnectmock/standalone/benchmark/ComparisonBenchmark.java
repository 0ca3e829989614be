package io.github.rackconnectmock.standalone.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the mock with other servers in one run: requests a second, time to ready, what one mock for one test costs,
 * and resident memory. Prints tables and asserts nothing, since times depend on the machine.
 */
public final class ComparisonBenchmark {
    private ComparisonBenchmark() {}

    /**
     * Measures and prints.
     *
     * @param arguments the runner's jar; {@code true} for the quick mode; then any of {@code throughput}, {@code ready},
     *     {@code cycle} and {@code memory}, or none for all
     */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        Effort effort = Boolean.parseBoolean(arguments[1]) ? Effort.QUICK : Effort.FULL;
        List<String> chosen = List.of(arguments).subList(2, arguments.length);
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
            if (chosen.isEmpty() || chosen.contains("throughput")) {
                Throughput.measure(servers, effort, report);
            }
            if (chosen.isEmpty() || chosen.contains("ready")) {
                TimeToReady.measure(servers, effort, report);
            }
            if (chosen.isEmpty() || chosen.contains("cycle")) {
                MockPerTest.measure(effort, report);
            }
            if (chosen.isEmpty() || chosen.contains("memory")) {
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
