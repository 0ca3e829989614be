package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports every mistake in scenario files. */
@Command(
        description = "Check scenario files, and print all their mistakes, and warnings of what is seldom meant.",
        footer = {
            "  java -jar rackconnect-mock.jar validate my.json",
            "  java -jar rackconnect-mock.jar validate --strict scenarios/"
        })
final class Validate extends Verb {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Scenario files, folders of them (every .json file below), or - for standard input.")
    private List<String> files = List.of();

    @Option(names = "--strict", description = "Take warnings for mistakes (off).")
    private boolean strict;

    private boolean anyBad;
    private boolean anyUnreadable;

    Validate(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK, ExitCode.BAD_SCENARIO, ExitCode.NO_INPUT};
    }

    @Override
    public Integer call() {
        for (String file : files) {
            if (file.equals(ScenarioInput.STANDARD_INPUT)) {
                check(file, () -> ScenarioInput.check(file, console));
                continue;
            }
            Path path = new Setting("FILE", file).path();
            if (Files.isDirectory(path)) {
                checkAll(path);
            } else {
                check(file, () -> ScenarioFiles.check(path));
            }
        }
        return anyBad ? ExitCode.BAD_SCENARIO : anyUnreadable ? ExitCode.NO_INPUT : ExitCode.OK;
    }

    private void checkAll(Path folder) {
        List<Path> found;
        try (Stream<Path> below = Files.walk(folder)) {
            found = below.filter(path -> path.toString().endsWith(".json") && !Files.isDirectory(path))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            console.say(folder + ": can't be read (" + Console.why(e) + ")");
            anyUnreadable = true;
            return;
        }
        if (found.isEmpty()) {
            console.say(folder + ": there is no .json file in this folder");
            anyUnreadable = true;
        }
        found.forEach(file -> check(file.toString(), () -> ScenarioFiles.check(file)));
    }

    private void check(String name, Supplier<ScenarioFiles.Checked> read) {
        try {
            ScenarioFiles.Checked checked = read.get();
            checked.warnings().forEach(console.err()::println);
            if (strict && !checked.warnings().isEmpty()) {
                anyBad = true;
            } else {
                checked.notes().forEach(console.out()::println);
                console.out().println(name + ": ok, " + Wording.servers(checked.scenario()));
            }
        } catch (InvalidScenarioException e) {
            e.problems().forEach(console.err()::println);
            anyBad = true;
        } catch (ScenarioFileException e) {
            console.say(Console.why(e));
            anyUnreadable = true;
        }
    }
}
