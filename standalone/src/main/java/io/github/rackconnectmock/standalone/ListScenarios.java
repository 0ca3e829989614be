package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the catalogue. */
@Command(
        description = "List the built-in scenarios, or print one as a file to start from.",
        footer = {
            "  java -jar rackconnect-mock.jar scenarios",
            "  java -jar rackconnect-mock.jar scenarios deploys > my.json"
        })
final class ListScenarios extends Verb {
    @Parameters(paramLabel = "SCENARIO", arity = "0..1", description = "The one to print.")
    private @Nullable String name;

    ListScenarios(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK};
    }

    @Override
    public Integer call() {
        if (name == null) {
            int width =
                    Catalogue.names().stream().mapToInt(String::length).max().orElse(1);
            for (String each : Catalogue.names()) {
                String description =
                        Objects.requireNonNullElse(Catalogue.scenario(each).description(), "");
                console.out().printf("%-" + width + "s  %s%n", each, description);
            }
            return ExitCode.OK;
        }
        try {
            console.out().print(Catalogue.json(name));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(Console.why(e));
        }
        return ExitCode.OK;
    }
}
