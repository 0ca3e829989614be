package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints how a scenario goes. */
@Command(
        description = {
            "Print the timeline of every server of a scenario, without playing it: time, server, step, change.",
            "",
            "Steps that wait for requests or signals stand where the waiting begins; times after them are counted"
                    + " from the step before: +20s."
        },
        footer = {
            "  java -jar rackconnect-mock.jar simulate burst --until 10m",
            "  java -jar rackconnect-mock.jar simulate --json my.json"
        })
final class Simulate extends Verb {
    private static final String UNTIL = "--until";

    @Parameters(
            paramLabel = "FILE|NAME",
            description = "A scenario file, - for standard input, or a name of the catalogue.")
    private String scenario = "";

    @Option(
            names = UNTIL,
            paramLabel = "DURATION",
            description = "Leave out what comes later, such as 10m (the last step of all).")
    private @Nullable String until;

    @Option(names = "--json", description = "As JSON, for other programs; schema --timeline describes it (off).")
    private boolean json;

    @Option(names = "--strict", description = "Take warnings for mistakes (off).")
    private boolean strict;

    Simulate(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK, ExitCode.BAD_SCENARIO, ExitCode.NO_INPUT};
    }

    @Override
    public Integer call() {
        Optional<Duration> end = Optional.ofNullable(until).map(value -> new Setting(UNTIL, value).duration());
        ScenarioFiles.Checked checked = ScenarioInput.check(scenario, console);
        checked.warnings().forEach(console.err()::println);
        if (strict && !checked.warnings().isEmpty()) {
            return ExitCode.BAD_SCENARIO;
        }
        List<ScenarioTimeline.Entry> entries = new ScenarioTimeline(checked.scenario(), end).entries();
        if (json) {
            console.out().println(json(entries));
            return ExitCode.OK;
        }
        int whenWidth = 1;
        int serverWidth = 1;
        int stepWidth = 1;
        for (ScenarioTimeline.Entry entry : entries) {
            whenWidth = Math.max(whenWidth, entry.when().length());
            serverWidth = Math.max(serverWidth, entry.server().length());
            stepWidth = Math.max(stepWidth, entry.step().length());
        }
        String row = "%" + whenWidth + "s  %-" + serverWidth + "s  %-" + stepWidth + "s  %s%n";
        for (ScenarioTimeline.Entry entry : entries) {
            console.out().printf(row, entry.when(), entry.server(), entry.step(), entry.what());
        }
        return ExitCode.OK;
    }

    private String json(List<ScenarioTimeline.Entry> entries) {
        StringBuilder text = new StringBuilder("{\"scenario\":")
                .append(ReadyLine.text(scenario))
                .append(",\"events\":[");
        String separator = "";
        for (ScenarioTimeline.Entry entry : entries) {
            boolean isIncident = entry.server().equals(ScenarioTimeline.INCIDENT);
            text.append(separator)
                    .append("\n  {\"at\":")
                    .append(ReadyLine.text(Durations.format(entry.at())))
                    .append(",\"atMillis\":")
                    .append(entry.at().toMillis())
                    .append(",\"waits\":")
                    .append(entry.waits())
                    .append(",\"server\":")
                    .append(isIncident ? "null" : ReadyLine.text(entry.server()))
                    .append(",\"step\":")
                    .append(isIncident ? "null" : ReadyLine.text(entry.step()))
                    .append(",\"incident\":")
                    .append(isIncident ? ReadyLine.text(entry.step()) : "null")
                    .append(",\"what\":")
                    .append(ReadyLine.text(entry.what()))
                    .append('}');
            separator = ",";
        }
        return text.append("\n]}").toString();
    }
}
