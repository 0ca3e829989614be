package io.github.rackconnectmock.benchmark;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks, and says what 10,000 servers cost beside one, and loops and incidents beside none. */
public final class Benchmarks {
    private static final String SERVERS = "servers";

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param arguments names of benchmarks to run; all for none
     */
    public static void main(String[] arguments) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        for (String name : arguments.length == 0 ? new String[] {Benchmarks.class.getPackageName()} : arguments) {
            options.include(name);
        }
        Map<String, Double> ofOne = new TreeMap<>();
        Map<String, Double> ofMany = new TreeMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            String name = name(result);
            double nanos = result.getPrimaryResult().getScore();
            (result.getParams().getParam(SERVERS).equals("1") ? ofOne : ofMany).put(name, nanos);
        }
        ofOne.forEach((name, nanos) -> {
            double many = ofMany.getOrDefault(name, Double.NaN);
            System.out.printf("%s: %.0f ns, of 10,000 servers %.0f ns, %.2f%n", name, nanos, many, many / nanos);
        });
        ofOne.forEach((name, nanos) -> {
            Double plain = ofOne.get(name.replace(" incidents", " plain"));
            if (name.endsWith(" incidents") && plain != null) {
                System.out.printf("%s: %.0f ns, without %.0f ns, %.2f%n", name, nanos, plain, nanos / plain);
            }
        });
    }

    /** The method, and its parameters but for the number of servers. */
    private static String name(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        StringBuilder name =
                new StringBuilder(benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1));
        for (String parameter : result.getParams().getParamsKeys()) {
            if (!parameter.equals(SERVERS)) {
                name.append(' ').append(result.getParams().getParam(parameter));
            }
        }
        return name.toString();
    }
}
