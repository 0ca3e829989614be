package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a value has in it, it arrives as it is in the programs that read the format. */
@Timeout(60)
class EnvFormatTest {
    private static final List<String> HARMLESS =
            List.of("", "/tmp/ca.pem", "http://127.0.0.1:8089", "localhost,127.0.0.1,::1", "-Da=b -Dc='d e' x|[::1]");

    private static final List<String> HOSTILE = List.of(
            "it's",
            "say \"x\"",
            "$HOME ${HOME} $(echo x) `echo x`",
            "back\\slash \\n \\",
            "a\nb\n",
            "\u2018curly\u2019 \u201a\u201b",
            " blanks ",
            "# no comment",
            "!! %PATH% ; & | < > * ? [a] {b} ~",
            "umlaut \u00fc \ud83d\ude00",
            "(x) @y 'z' \"\\'\"");

    @TempDir
    Path folder = Path.of("");

    private static Map<String, String> named(List<String> values) {
        Map<String, String> variables = new LinkedHashMap<>();
        values.forEach(value -> variables.put("V" + variables.size(), value));
        return variables;
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(HARMLESS);
        all.addAll(HOSTILE);
        return all;
    }

    /** What a program prints that gets a file in this format. */
    private String printed(String format, Map<String, String> variables, List<String> program) throws Exception {
        Path file = Files.writeString(
                folder.resolve("variables"), EnvFormat.of(format).text(variables) + "\n");
        List<String> command = new ArrayList<>(program);
        command.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        String path = System.getenv("PATH");
        builder.environment().clear();
        // The system's programs come first, since the libraries that it has are theirs.
        builder.environment().put("PATH", "/usr/bin" + File.pathSeparator + "/bin" + File.pathSeparator + path);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Path out = folder.resolve("out");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private static String asEnv(Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        variables.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\0'));
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"sh, sh", "bash, sh", "zsh, sh", "fish, fish"})
    void aShellHasThemAsTheyAre(String shell, String format) throws Exception {
        ShellScript.assumeInstalled(shell);
        Map<String, String> variables = named(all());
        String argument = shell.equals("fish") ? "$argv[1]" : "$1";
        List<String> command = new ArrayList<>(List.of(shell, "-c", "." + " " + argument + "; env -0"));
        if (!shell.equals("fish")) {
            command.add(shell);
        }
        assertThat(printed(format, variables, command).split("\0"))
                .contains(asEnv(variables).split("\0"));
    }

    @Test
    void inJsonTheyAreOneObject() throws Exception {
        Map<String, String> variables = named(all());
        Map<?, ?> read = new ObjectMapper().readValue(EnvFormat.of("json").text(variables), Map.class);
        assertThat(read.equals(variables)).as("%s", read).isTrue();
    }

    /** As GitHub describes the file: NAME=VALUE, or NAME&lt;&lt;END, lines, END. */
    @Test
    void onGithubTheyAreVariablesOfLaterSteps() {
        List<String> values = all();
        values.add("EOF\nx\r\nEOFF");
        Map<String, String> read = new LinkedHashMap<>();
        String[] lines = EnvFormat.of("github").text(named(values)).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            int many = lines[i].indexOf("<<");
            if (many < 0 || (equals >= 0 && equals < many)) {
                read.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
                continue;
            }
            String name = lines[i].substring(0, many);
            String end = lines[i].substring(many + 2);
            List<String> value = new ArrayList<>();
            for (i++; !lines[i].equals(end); i++) {
                value.add(lines[i]);
            }
            read.put(name, String.join("\n", value));
        }
        assertThat(read).isEqualTo(named(values));
    }

    /** As the language's specification has it: only quotes mean something, and two of them are one. */
    @Test
    void inPowershellQuotesAreDoubled() {
        assertThat(EnvFormat.of("powershell").text(Map.of("A", "it's $x `n \u2018y\u2019 \"z\"")))
                .isEqualTo("$env:A = 'it''s $x `n \u2018\u2018y\u2019\u2019 \"z\"'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "ruby", "node"})
    void thoseWhoReadDotenvFilesReadThemAlike(String reader) throws Exception {
        Map<String, List<String>> readers = Map.of(
                "python",
                List.of(
                        "python3",
                        "-c",
                        "import json, sys, dotenv; print(json.dumps(dotenv.dotenv_values(sys.argv[1])))"),
                "ruby",
                List.of("ruby", "-rdotenv", "-rjson", "-e", "Dotenv.load(ARGV[0]); puts JSON.generate(ENV.to_h)"),
                "node",
                List.of(
                        "node",
                        "-e",
                        "const { spawnSync } = require('child_process'); process.stdout.write(spawnSync(process.execPath,"
                                + " ['--env-file=' + process.argv[1], '-p', 'JSON.stringify(process.env)']).stdout)"));
        ShellScript.assumeInstalled(readers.getOrDefault(reader, List.of()).get(0));
        List<String> values = new ArrayList<>(HARMLESS);
        values.addAll(List.of("it's", "say \"x\"", "$HOME $(echo x)", " blanks ", "# no comment", "a #b", "=x="));
        Map<String, String> variables = named(values);
        String printed = printed("dotenv", variables, readers.getOrDefault(reader, List.of()));
        if (!printed.startsWith("{")) {
            System.out.println("left out: " + reader + " can't read such files: " + printed);
            org.junit.jupiter.api.Assumptions.abort(printed);
        }
        Map<?, ?> read = new ObjectMapper().readValue(printed, Map.class);
        assertThat(read.entrySet().containsAll(variables.entrySet()))
                .as("%s", read)
                .isTrue();
    }

    /** Where they wouldn't, a mistake is better than a guess. */
    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "back\\slash", "it's $5", "'\"", "${HOME}"})
    void whatDotenvFilesCannotHoldIsAMistake(String value) {
        assertThatThrownBy(() -> EnvFormat.of("dotenv").text(Map.of("A", value)))
                .hasMessageContaining("--format dotenv: A can't be " + value);
    }
}
