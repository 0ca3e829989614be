package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandLinePageTest {
    private final CommandLine program = new Runner(Console.none()).commandLine();
    private final CommandLinePage page = new CommandLinePage();

    CommandLinePageTest() throws IOException {}

    @Test
    void hasEveryVerb() {
        assertThat(page.table("Verbs"))
                .extracting(row -> row.get(0).replaceFirst(" .*", ""))
                .containsExactlyElementsOf(program.getSubcommands().keySet());
    }

    @Test
    void hasEveryOptionOfServeItsVariableAndItsDefault() {
        Map<String, CommandLine> verbs = program.getSubcommands();
        List<OptionSpec> options = verbs.values().iterator().next().getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp())
                .toList();
        List<List<String>> rows = page.table("Options of serve");
        assertThat(rows)
                .extracting(row -> row.get(0))
                .containsExactlyInAnyOrderElementsOf(
                        options.stream().map(OptionSpec::longestName).toList());
        for (List<String> row : rows) {
            assertThat(row.get(1)).isEqualTo(Settings.variable(row.get(0)));
            OptionSpec option = options.stream()
                    .filter(each -> each.longestName().equals(row.get(0)))
                    .findFirst()
                    .orElseThrow();
            String description = option.description()[0];
            assertThat(description.endsWith(" (" + row.get(2) + ")."))
                    .as(description)
                    .isEqualTo(!row.get(2).equals("none"));
        }
    }

    @Test
    void hasEveryExitCode() {
        assertThat(page.table("Signals and exit codes"))
                .isEqualTo(ExitCode.meanings().entrySet().stream()
                        .map(code -> List.of(Integer.toString(code.getKey()), code.getValue()))
                        .toList());
    }

    @Test
    void showsTheReadyLineAsItIs() throws Exception {
        try (InProcess mock = new InProcess(Map.of(), "--port", "0")) {
            List<String> names = fieldNames(mock.ready());
            assertThat(page.blocks("json")).hasSize(1);
            assertThat(fieldNames(
                            new ObjectMapper().readTree(page.blocks("json").get(0))))
                    .isEqualTo(names);
        }
    }

    @Test
    void showsTheTimelineAsItIs() {
        assertThat(page.blocks("text").get(0))
                .isEqualTo(String.join("\n", Outcome.of("simulate", "deploys").out()) + "\n");
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
