package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the JSON Schemas. */
@Command(
        description = "Print the JSON Schema of scenario files, or that of timelines.",
        footer = {
            "  java -jar rackconnect-mock.jar schema > rackconnect-scenario.schema.json",
            "  java -jar rackconnect-mock.jar schema --timeline > rackconnect-timeline.schema.json"
        })
final class Schema extends Verb {
    private static final String TIMELINE = "rackconnect-timeline.schema.json";

    @Option(names = "--timeline", description = "That of what simulate --json prints (off).")
    private boolean timeline;

    Schema(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK};
    }

    @Override
    public Integer call() {
        console.out().print(timeline ? ofTimelines() : ScenarioFiles.schema());
        return ExitCode.OK;
    }

    private static String ofTimelines() {
        try (InputStream resource = Schema.class.getResourceAsStream(TIMELINE)) {
            if (resource == null) {
                throw new IllegalStateException("the jar is incomplete: it has no " + TIMELINE);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the jar can't be read", e);
        }
    }
}
