package io.github.rackconnectmock.standalone.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Collects the rows of the last two tables. */
final class Report {
    private final List<String> comparisons = new ArrayList<>();
    private final List<String> loads = new ArrayList<>();

    /** Adds the ratio of two medians. */
    void ratio(String what, Object unit, double mock, String other, double others, String goal) {
        comparisons.add(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s: %s | %.2f | %s |",
                what,
                unit,
                number(mock),
                other,
                number(others),
                mock / others,
                goal));
    }

    /** Adds the difference of two medians. */
    void difference(String what, Object unit, double mock, String other, double others, String goal) {
        comparisons.add(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s: %s | %+.0f | %s |",
                what,
                unit,
                number(mock),
                other,
                number(others),
                mock - others,
                goal));
    }

    /** Adds a median that is compared with its goal alone. */
    void value(String what, Object unit, double median, String goal) {
        comparisons.add(String.format(Locale.ROOT, "| %s | %s | %s | | | %s |", what, unit, number(median), goal));
    }

    /** Adds what one server did under load, and how many processors it, the load generator and all else used. */
    void load(String format, String server, double perSecond, double ofServer, double ofGenerator, double ofOthers) {
        loads.add(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %.2f |",
                format,
                server,
                number(perSecond),
                ofServer,
                ofGenerator,
                ofOthers));
    }

    void print(PrintStream out) {
        if (!loads.isEmpty()) {
            out.println();
            out.println(
                    "| format | server | requests a second | processors: the server | the load generator | all else |");
            out.println("|---|---|---|---|---|---|");
            loads.forEach(out::println);
        }
        out.println();
        out.println("| measure | unit | the mock | compared with | ratio or difference | goal |");
        out.println("|---|---|---|---|---|---|");
        comparisons.forEach(out::println);
    }

    /** Prints a line while measuring. */
    static void progress(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }
}
