package io.github.rackconnectmock.standalone.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.github.rackconnectmock.standalone.benchmark.LoadGenerator.Load;
import io.github.rackconnectmock.standalone.benchmark.Servers.Answer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Requests a second on kept-alive connections, for each format. */
final class Throughput {
    private static final String RATE = "requests a second";
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Throughput() {}

    /** One server, asked for one thing, and what came of it in each round. */
    private static final class Series {
        final String name;
        final ServerProcess server;
        final List<byte[]> requests;
        final List<Double> perSecond = new ArrayList<>();
        final List<Double> serverCores = new ArrayList<>();
        final List<Double> generatorCores = new ArrayList<>();
        final List<Double> otherCores = new ArrayList<>();

        Series(String name, ServerProcess server, List<byte[]> requests) {
            this.name = name;
            this.server = server;
            this.requests = requests;
        }

        void turn(Effort effort, boolean counts) throws IOException {
            try (LoadGenerator generator = new LoadGenerator(server.port, requests)) {
                double cpu = server.cpuSeconds();
                MACHINE.getCpuLoad(); // The next call tells what was used since this one.
                Load load = generator.during(effort.turn().toMillis() / 1e3);
                double all = MACHINE.getCpuLoad() * MACHINE.getAvailableProcessors();
                double ofServer = (server.cpuSeconds() - cpu) / load.seconds();
                double ofGenerator = load.cpuSeconds() / load.seconds();
                if (counts) {
                    perSecond.add(load.perSecond());
                    serverCores.add(ofServer);
                    generatorCores.add(ofGenerator);
                    otherCores.add(Math.max(0, all - ofServer - ofGenerator));
                }
            }
        }

        double median() {
            return Report.median(perSecond);
        }
    }

    static void measure(Servers servers, Effort effort, Report report) throws IOException {
        measure("text", "", servers, effort, report);
        measure("JSON", "?format=JSON", servers, effort, report);
        measure("XML", "?format=XML", servers, effort, report);
    }

    /** What the live page costs the mock while 10,000 servers are asked. */
    static void measureWatched(Servers servers, Effort effort, Report report) throws IOException {
        List<byte[]> names = IntStream.rangeClosed(1, Servers.MANY)
                .mapToObj(n -> RawClient.get("/as/web-" + n + Servers.STATUS))
                .toList();
        try (ServerProcess unwatched = servers.mockOfMany().start();
                ServerProcess watched = servers.mockOfMany().start();
                PageWatcher watcher = new PageWatcher(watched.port)) {
            Series alone = new Series("the mock, 10,000 servers by name", unwatched, names);
            Series seen = new Series("the same, with the live page open", watched, names);
            for (int round = 1 - effort.warmUpRounds(); round <= effort.rounds(); round++) {
                alone.turn(effort, round > 0);
                seen.turn(effort, round > 0);
                if (round > 0) {
                    progress("page", round, List.of(alone, seen));
                }
            }
            Report.progress("page: %,d bytes of events were taken", watcher.bytes());
            report.ratio(RATE + ", with the live page open", "1/s", seen.median(), "not open", alone.median(), "≥ 0.9");
        }
    }

    private static void measure(String format, String query, Servers servers, Effort effort, Report report)
            throws IOException {
        String target = Servers.STATUS + query;
        // Each series has a process of its own, so that all are equally warm.
        try (ServerProcess one = servers.mockOfOne().start();
                ServerProcess named = servers.mockOfOne().start();
                ServerProcess many = servers.mockOfMany().start()) {
            Answer answer = servers.answer(one, target);
            try (ServerProcess wireMock = servers.wireMock(answer).start();
                    ServerProcess netty = servers.bareNetty(answer).start()) {
                List<byte[]> plain = List.of(RawClient.get(target));
                // As many requests to one name as to many, so that the load generator does the same work for both.
                List<byte[]> oneName = Collections.nCopies(Servers.MANY, RawClient.get("/as/" + Servers.ONE + target));
                List<byte[]> manyNames = IntStream.rangeClosed(1, Servers.MANY)
                        .mapToObj(n -> RawClient.get("/as/web-" + n + target))
                        .toList();
                Series ofWireMock = new Series("WireMock", wireMock, plain);
                Series ofNetty = new Series("bare Netty", netty, plain);
                // What so many targets cost the load generator and the kernel.
                Series ofNettyMany = new Series("bare Netty, 10,000 targets", netty, manyNames);
                Series ofMock = new Series("the mock", one, plain);
                Series ofOne = new Series("the mock, one server by name", named, oneName);
                Series ofMany = new Series("the mock, 10,000 servers by name", many, manyNames);
                List<Series> all = List.of(ofWireMock, ofNetty, ofNettyMany, ofMock, ofOne, ofMany);
                for (int round = 1 - effort.warmUpRounds(); round <= effort.rounds(); round++) {
                    // WireMock's journal has no end, and the memory of the machine has one.
                    RawClient.ask(wireMock.port, RawClient.request("DELETE", "/__admin/requests"));
                    for (Series series : all) {
                        series.turn(effort, round > 0);
                    }
                    if (round > 0) {
                        progress(format, round, all);
                    }
                }
                all.forEach(series -> report.load(
                        format,
                        series.name,
                        series.median(),
                        Report.median(series.serverCores),
                        Report.median(series.generatorCores),
                        Report.median(series.otherCores)));
                report.ratio(RATE + ", " + format, "1/s", ofMock.median(), "WireMock", ofWireMock.median(), "≥ 5");
                report.ratio(RATE + ", " + format, "1/s", ofMock.median(), "bare Netty", ofNetty.median(), "≥ 0.85");
                report.ratio(
                        RATE + ", " + format + ", 10,000 servers",
                        "1/s",
                        ofMany.median(),
                        "one server",
                        ofOne.median(),
                        "≥ 0.95");
            }
        }
    }

    private static void progress(String format, int round, List<Series> all) {
        StringBuilder line = new StringBuilder();
        for (Series series : all) {
            line.append(String.format("; %s %,.0f/s", series.name, series.perSecond.get(round - 1)));
        }
        Report.progress("%s, round %d%s", format, round, line);
    }
}
