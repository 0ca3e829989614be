package io.github.rackconnectmock.standalone.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A loop of a shell alone, and the same loop below the package's {@code exec}. */
final class TimeOfExec {
    private static final List<String> LOOP = List.of("sh", "-c", "for i in 1 2 3 4 5; do sleep 0.1; done");

    private TimeOfExec() {}

    static void measure(Servers servers, Effort effort, Report report) throws IOException, InterruptedException {
        Optional<Path> command = servers.packaged();
        if (command.isEmpty()) {
            Report.progress("exec: left out, since there is no package; add -Pdist");
            return;
        }
        List<String> below = new ArrayList<>(List.of(command.get().toString(), "exec", "--"));
        below.addAll(LOOP);
        List<Double> alone = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int run = 1; run <= effort.starts(); run++) {
            alone.add(millis(LOOP));
            all.add(millis(below));
        }
        Report.progress("a loop: %s ms, with exec: %s ms", alone, all);
        report.difference(
                "a shell's loop below exec, the package",
                "ms",
                Report.median(all),
                "the loop alone",
                Report.median(alone),
                "≤ 700");
    }

    private static double millis(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = ServerProcess.process(command)
                .inheritIO()
                .redirectInput(new File("/dev/null"))
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + " didn't end well");
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
