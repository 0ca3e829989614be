package io.github.rackconnectmock.standalone.benchmark;

import io.github.rackconnectmock.standalone.benchmark.ServerProcess.Program;
import io.github.rackconnectmock.standalone.benchmark.Servers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a server holds of the machine's memory after many requests, as Linux counts it. */
final class ResidentMemory {
    private ResidentMemory() {}

    private static final class Sizes {
        final List<Double> resident = new ArrayList<>();
        final List<Double> highest = new ArrayList<>();

        void add(Program program, long requests) throws IOException {
            try (ServerProcess server = program.start();
                    LoadGenerator generator = new LoadGenerator(server.port, List.of(RawClient.get(Servers.STATUS)))) {
                generator.times(requests);
                resident.add(server.memory("VmRSS"));
                highest.add(server.memory("VmHWM"));
                Report.progress(
                        "resident, %s: %.0f MB, at most %.0f MB",
                        program.name(), server.memory("VmRSS"), server.memory("VmHWM"));
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
        for (int round = 1; round <= effort.memoryRounds(); round++) {
            ofNetty.add(netty, effort.memoryRequests());
            ofMock.add(mock, effort.memoryRequests());
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
    }
}
