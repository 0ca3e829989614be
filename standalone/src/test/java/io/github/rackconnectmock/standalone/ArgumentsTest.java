package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Whose word is whose: the program's, the verb's, the command's. */
class ArgumentsTest {
    private static final Set<String> VERBS =
            new Runner(Console.none()).commandLine().getSubcommands().keySet();

    @TempDir
    Path folder = Path.of("");

    private static Arguments of(String words) {
        return Arguments.of(VERBS, words.isEmpty() ? new String[0] : words.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | serve    | ''                       | ''
            --port 0                            | serve    | --port 0                 | ''
            serve --port 0                      | serve    | --port 0                 | ''
            --help                              | ''       | --help                   | ''
            -V                                  | ''       | -V                       | ''
            serve --help                        | serve    | --help                   | ''
            --port 0 validate x                 | validate | --port 0 x               | ''
            --scenario exec --port=0            | serve    | --scenario exec --port=0 | ''
            --quiet validate x                  | validate | --quiet x                | ''
            --quiet false exec -- ls            | exec     | --quiet false            | ls
            validate -- -odd.json               | validate | -- -odd.json             | ''
            validate -                          | validate | -                        | ''
            validate @@x                        | validate | @x                       | ''
            sevre --port 0                      | sevre    | ''                       | ''
            exec -- curl --data-binary @b.json  | exec     | ''                       | curl --data-binary @b.json
            exec --quiet ls -la @x              | exec     | --quiet                  | ls -la @x
            exec --as web1 ls --as web2 -- --   | exec     | --as web1                | ls --as web2 -- --
            record --keep-addresses --from x.har | record | --keep-addresses --from x.har | ''
            exec --hosts ls -la                 | exec     | --hosts                  | ls -la
            exec -- -- x                        | exec     | ''                       | -- x
            --port 0 exec -- ls                 | exec     | --port 0                 | ls
            exec --help                         | exec     | --help                   | ''
            """)
    void areSorted(String words, String verb, String own, String command) {
        Arguments arguments = of(words);
        assertThat(arguments.verb()).isEqualTo(verb);
        assertThat(String.join(" ", arguments.own())).isEqualTo(own);
        assertThat(String.join(" ", arguments.command())).isEqualTo(command);
    }

    @Test
    void aFileStandsForTheWordsInItTheVerbToo() throws IOException {
        Path inner = Files.writeString(folder.resolve("inner"), "--port 0 # as always\n");
        Path outer = Files.writeString(folder.resolve("outer"), "exec @" + inner + " --as 'web 1' -- \"a b\" @c\n");
        assertThat(Arguments.of(VERBS, "@" + outer))
                .isEqualTo(new Arguments("exec", List.of("--port", "0", "--as", "web 1"), List.of("a b", "@c")));
    }

    @Test
    void aFileThatNamesItselfIsAMistake() throws IOException {
        Path file = folder.resolve("self");
        Files.writeString(file, "@" + file);
        assertThatThrownBy(() -> Arguments.of(VERBS, "@" + file)).hasMessageContaining("names itself");
    }

    /** Which options need no value is written twice, since a start can't wait until all verbs are described. */
    @Test
    void optionsWithoutAValueAreKnown() {
        Set<String> flags = new Runner(Console.none())
                .commandLine().getSubcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(spec -> spec.options().stream())
                        .filter(option -> option.arity().min() == 0)
                        .map(OptionSpec::names)
                        .flatMap(Stream::of)
                        .collect(Collectors.toSet());
        flags.addAll(List.of("--version", "-V"));
        assertThat(Arguments.FLAGS).isEqualTo(flags);
    }
}
