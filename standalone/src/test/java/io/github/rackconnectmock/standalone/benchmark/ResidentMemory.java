package io.github.rackconnectmock.standalone.benchmark;

import io.github.rackconnectmock.standalone.benchmark.ServerProcess.Program;
import io.github.rackconnectmock.standalone.benchmark.Servers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server holds of the machine's memory after many requests, as Linux counts it. */
final class ResidentMemory {
    private ResidentMemory() {}

    private static final class Sizes {
        final List<Double> ready = new ArrayList<>();
        final List<Double> resident = new ArrayList<>();
        final List<Double> highest = new ArrayList<>();

        void add(Program program, long requests) throws IOException {
            try (ServerProcess server = program.start();
                    LoadGenerator generator = new LoadGenerator(server.port, List.of(RawClient.get(Servers.STATUS)))) {
                ready.add(server.memory("VmRSS"));
                generator.times(requests);
                resident.add(server.memory("VmRSS"));
                highest.add(server.memory("VmHWM"));
                Report.progress(
                        "resident, %s: %.0f MB when ready, %.0f MB, at most %.0f MB",
                        program.name(), ready.get(ready.size() - 1), server.memory("VmRSS"), server.memory("VmHWM"));
            }
        }
    }

    static void measure(Servers servers, Effort effort, Report report) throws IOException {
        if (!Files.exists(Path.of("/proc/self/status"))) {
            Report.progress("resident memory: only measured on Linux");
            return;
        }
        Program mock = servers.mockOfOne();
        Answer answer;
        try (ServerProcess running = mock.start()) {
            answer = servers.answer(running, Servers.STATUS);
        }
        Program netty = servers.bareNetty(answer);
        Sizes ofMock = new Sizes();
        Sizes ofNetty = new Sizes();
        Optional<Program> packaged = servers.packagedMockOfOne();
        Sizes ofPackage = new Sizes();
        for (int round = 1; round <= effort.memoryRounds(); round++) {
            ofNetty.add(netty, effort.memoryRequests());
            ofMock.add(mock, effort.memoryRequests());
            if (packaged.isPresent()) {
                ofPackage.add(packaged.get(), effort.memoryRequests());
            }
        }
        String after = String.format(" after %,d requests", effort.memoryRequests());
        report.difference(
                "resident" + after,
                "MB",
                Report.median(ofMock.resident),
                "bare Netty",
                Report.median(ofNetty.resident),
                "≤ 100");
        report.difference(
                "at most resident" + after,
                "MB",
                Report.median(ofMock.highest),
                "bare Netty",
                Report.median(ofNetty.highest),
                "");
        if (packaged.isPresent()) {
            report.value("resident when ready, the package", "MB", Report.median(ofPackage.ready), "≤ 90");
            report.value("resident" + after + ", the package", "MB", Report.median(ofPackage.resident), "≤ 150");
        }
    }
}
