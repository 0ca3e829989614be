package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion in the real shells: verbs, options, names of the catalogue, files. */
@Timeout(240)
class CompletionIT {
    private static final String CASES = """
            sch                            | schema
            --rea                          | --ready-file
            serve --scenario slow-d        | slow-deploy
            serve --scenario my-f          | my-file.json
            serve --strict-s               | --strict-source
            validate my-f                  | my-file.json
            validate --h                   | --help
            simulate never                 | never-deploys
            help simu                      | simulate
            completion zs                  | zsh
            scenarios late-g               | late-gateway
            wait --ca                      | --ca-file
            record --from my-f             | my-file.json
            record --keep                  | --keep-addresses
            env --ready-file my-f          | my-file.json
            env --format pow               | powershell
            env --xen                      | --xenstore-read
            env --xenstore-read my-f       | my-file.json
            exec --ho                      | --hosts
            exec --jour                    | --journal-size
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void aFileToComplete() throws IOException {
        Files.writeString(folder.resolve("my-file.json"), "{}");
    }

    /** Behind an equals sign, which is a word of its own to bash. */
    private static final String CASES_WITH_SIGN = """
            serve --scenario=slow-d        | slow-deploy
            --scenario=my-f                | my-file.json
            env --format=pow               | powershell
            exec --hosts=f                 | false
            validate --strict my-f         | my-file.json
            """;

    private Path script(String shell) throws Exception {
        ShellScript printed = ShellScript.run(folder, "$JAVA -jar $JAR completion " + shell);
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        return Files.writeString(folder.resolve("completion." + shell), printed.out());
    }

    private static List<String[]> cases(String text) {
        return text.lines()
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toArray(String[]::new))
                .toList();
    }

    /** The completions that bash finds for the last word. */
    private String inBash(Path script, String words) throws Exception {
        String line = Stream.of(("rackconnect-mock " + words).split(" ", -1))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        ShellScript ended = ShellScript.run(
                folder,
                List.of(
                        "bash",
                        "--norc",
                        "-c",
                        "source " + script + "; COMP_WORDS=(" + line + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                                + " _rackconnect_mock; printf '%s\\n' \"${COMPREPLY[@]}\""));
        assertThat(ended.err()).isEmpty();
        return ended.out().strip();
    }

    @Test
    void bashCompletes() throws Exception {
        ShellScript.assumeInstalled("bash");
        Path script = script("bash");
        for (String[] each : cases(CASES)) {
            assertThat(inBash(script, each[0])).as(each[0]).isEqualTo(each[1]);
        }
        for (String[] each : cases(CASES_WITH_SIGN)) {
            String words = each[0].replace("=", " = ");
            assertThat(inBash(script, words)).as(each[0]).isEqualTo(each[1]);
        }
        assertThat(inBash(script, "exec --hosts = ").split("\n")).containsExactly("true", "false");
        assertThat(inBash(script, "").split("\n")).contains("serve", "exec", "completion");
        assertThat(inBash(script, "exec -- my-f")).isEmpty();
        assertThat(inBash(script, "exec -- cat my-f")).isEqualTo("my-file.json");
        assertThat(inBash(script, "exec -- cat --port 0 my-f")).isEqualTo("my-file.json");
        Files.writeString(folder.resolve("a file.json"), "{}");
        assertThat(inBash(script, "validate a")).as("with white space").isEqualTo("a file.json");
    }

    @Test
    void fishCompletes() throws Exception {
        ShellScript.assumeInstalled("fish");
        Path script = script("fish");
        for (String[] each : cases(CASES + CASES_WITH_SIGN)) {
            ShellScript ended = ShellScript.run(
                    folder,
                    List.of(
                            "fish",
                            "--no-config",
                            "-c",
                            "source " + script + "; complete -C 'rackconnect-mock " + each[0] + "'"));
            assertThat(ended.err()).as(each[0]).isEmpty();
            String option = each[0].contains("=")
                    ? each[0].replaceFirst(".* (?=--)", "").replaceFirst("=.*", "=")
                    : "";
            assertThat(ended.out().lines().map(line -> line.replaceFirst("\t.*", "")))
                    .as(each[0])
                    .contains(option + each[1]);
        }
    }

    /** A word is completed and the line run, at a terminal. */
    @Test
    void zshCompletes() throws Exception {
        ShellScript.assumeInstalled("zsh");
        Path script = script("zsh");
        StringBuilder typing = new StringBuilder();
        for (String[] each : cases(CASES + CASES_WITH_SIGN)) {
            typing.append("zpty -w z $'rackconnect-mock ").append(each[0]).append("\\t'\n");
            typing.append("zpty -r z seen '*GOT<*>*'; print -r -- \"${seen#*GOT}\"\n");
        }
        Path driver = Files.writeString(folder.resolve("driver.zsh"), """
                zmodload zsh/zpty
                zpty z zsh -f -i
                zpty -w z "PS1=; unsetopt beep; rackconnect-mock() { print -r -- GOT\\"<\\$*>\\" }; autoload -Uz compinit;\
                 compinit -u -d $PWD/dump; source $1; print READY\\"\\"NOW"
                zpty -r z seen '*READYNOW*'
                """ + typing);
        ShellScript ended = ShellScript.run(folder, List.of("zsh", "-f", driver.toString(), script.toString()));
        List<String> lines = ended.out().lines().map(String::strip).toList();
        for (String[] each : cases(CASES + CASES_WITH_SIGN)) {
            String words = each[0].replaceFirst("[^\\s=]+$", "") + each[1];
            assertThat(lines).as(each[0]).contains("<" + words + ">");
        }
    }

    /** What isn't shipped as a command is made one by the script. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theCommandIsThereToo(String shell) throws Exception {
        ShellScript.assumeInstalled(shell);
        Path script = script(shell);
        ShellScript ended = ShellScript.run(
                folder, List.of(shell, "-c", "source " + script + " 2>/dev/null; rackconnect-mock version"));
        assertThat(ended.out()).startsWith("rackconnect-mock ");
    }

    @ParameterizedTest
    @CsvSource({"completion, bash", "completion bash, bash", "completion zsh, zsh", "completion fish, fish"})
    void bashIsTheDefault(String words, String shell) {
        assertThat(Outcome.of(words.split(" ")).out().toString()).contains(shell + " completion of");
    }
}
