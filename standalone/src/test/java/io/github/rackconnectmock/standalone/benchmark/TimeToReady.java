package io.github.rackconnectmock.standalone.benchmark;

import io.github.rackconnectmock.standalone.benchmark.ServerProcess.Program;
import io.github.rackconnectmock.standalone.benchmark.Servers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the start of the process to the first answer: the runner, WireMock, and the runner with faster JVM options. */
final class TimeToReady {
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private TimeToReady() {}

    /** One program, and how long each of its starts took. */
    private record Runs(Program program, List<Double> millis) {
        Runs(Program program) {
            this(program, new ArrayList<>());
        }

        double median() {
            return Report.median(millis);
        }
    }

    static void measure(Servers servers, Effort effort, Report report) throws IOException {
        Program mock = servers.mock();
        Program wireMock = servers.wireMock(new Answer(Servers.STATUS, "text/plain", "DEPLOYED"));
        Path archive = mock.folder().resolve("classes.jsa");
        mock.withJvmOptions("archiving", List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"))
                .start()
                .close();
        if (!Files.exists(archive)) {
            throw new IOException("the JVM wrote no class archive");
        }
        List<String> shared = List.of("-XX:SharedArchiveFile=" + archive);
        List<String> both = new ArrayList<>(shared);
        both.addAll(SMALL);
        Runs mocks = new Runs(mock);
        Runs wireMocks = new Runs(wireMock);
        Runs small = new Runs(mock.withJvmOptions("the mock, " + String.join(" ", SMALL), SMALL));
        Runs archived = new Runs(mock.withJvmOptions("the mock, class archive", shared));
        Runs smallest = new Runs(mock.withJvmOptions("the mock, class archive and both options", both));
        Optional<Runs> packaged = servers.packagedMock().map(Runs::new);
        List<Runs> all = new ArrayList<>(List.of(mocks, wireMocks, small, archived, smallest));
        packaged.ifPresent(all::add);
        for (int run = 1; run <= effort.starts(); run++) {
            for (Runs runs : all) {
                try (ServerProcess server = runs.program.start()) {
                    runs.millis.add(server.millisToReady());
                }
            }
        }
        for (Runs runs : all) {
            List<Long> rounded = runs.millis.stream().map(Math::round).toList();
            Report.progress("ready, %s: %s ms", runs.program.name(), rounded);
        }
        report.ratio("ready", "ms", mocks.median(), "WireMock", wireMocks.median(), "≤ 0.5");
        for (Runs runs : List.of(small, archived, smallest)) {
            String options = runs.program.name().substring("the mock, ".length());
            report.ratio("ready, " + options, "ms", runs.median(), "WireMock", wireMocks.median(), "");
        }
        packaged.ifPresent(runs ->
                report.ratio("ready, the package", "ms", runs.median(), "WireMock", wireMocks.median(), "≤ 0.22"));
    }
}
