package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code env} prints for a shell, asking the mock where it has to. */
@Timeout(60)
class EnvTest {
    @TempDir
    Path folder = Path.of("");

    private InProcess mock(String... more) {
        String[] args = new String[more.length + 6];
        System.arraycopy(
                new String[] {"--port", "0", "--ready-file", file("ready.json"), "--ca-file", file("ca.pem")},
                0,
                args,
                0,
                6);
        System.arraycopy(more, 0, args, 6, more.length);
        return new InProcess(Map.of(), args);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Outcome env(String... more) {
        String[] args = new String[more.length + 3];
        System.arraycopy(new String[] {"env", "--ready-file", file("ready.json")}, 0, args, 0, 3);
        System.arraycopy(more, 0, args, 3, more.length);
        return Outcome.of(args);
    }

    /** A name that means something to a pattern or to a path is a name like any other. */
    @Test
    void aServerThatTheScenarioLacksIsAMistake() throws Exception {
        try (InProcess mock = mock()) {
            mock.ready();
            for (String name : new String[] {"nobody", "a$1", "a/b", "../health", "", "10.9.9.9", "a b", "%zz"}) {
                Outcome outcome = env("--as", name);
                assertThat(outcome.err())
                        .as("errors of env --as '%s'", name)
                        .singleElement()
                        .asString()
                        .startsWith("rackconnect-mock: --as: the scenario has no server " + name);
                assertThat(outcome.exitCode()).isEqualTo(64);
                assertThat(outcome.out()).isEmpty();
            }
            assertThat(env("--as", "nobody").err())
                    .containsExactly("rackconnect-mock: --as: the scenario has no server nobody; it has web1");
            Outcome known = env("--as", "web1");
            assertThat(known.exitCode()).isZero();
            assertThat(env("--as", "10.181.1.11")).as("its address").isEqualTo(known);
        }
    }

    @Test
    void aMockThatHasEndedIsNamed() throws Exception {
        String ready;
        try (InProcess mock = mock()) {
            ready = mock.out.next();
        }
        Files.writeString(folder.resolve("ready.json"), ready);
        Outcome outcome = env("--as", "web1");
        assertThat(outcome.err())
                .singleElement()
                .asString()
                .contains(" doesn't answer (")
                .endsWith("; start it again");
        assertThat(outcome.exitCode()).isEqualTo(69);
    }

    /** A name of the DNS, and one as Docker Compose gives it to a container. */
    @ParameterizedTest
    @ValueSource(strings = {"mock.ci.example", "my_mock"})
    void theNameThatIsAdvertisedIsAskedDirectly(String name) throws Exception {
        try (InProcess mock = mock("--advertise", name)) {
            int port = mock.ready().path("port").asInt();
            Outcome outcome = env();
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out())
                    .contains(
                            "export http_proxy='http://" + name + ":" + port + "'",
                            "export no_proxy='localhost,127.0.0.1,::1," + name + "'")
                    .anyMatch(line -> line.contains("-Dhttp.proxyHost=" + name + " -Dhttp.proxyPort=" + port + " "));
        }
    }

    @Test
    void whatSomeProgramsNeedIsBesideTheCertificate() throws Exception {
        try (InProcess mock = mock()) {
            mock.ready();
            Outcome outcome = env("--format", "json");
            assertThat(env("--format", "json").out()).as("a second time").isEqualTo(outcome.out());
            JsonNode variables = new ObjectMapper().readTree(String.join("\n", outcome.out()));
            assertThat(Path.of(variables.path("WGETRC").asText()))
                    .hasContent("ca_certificate = " + file("ca.pem"))
                    .hasParent(folder.resolve("ca.pem.d"));
            assertThat(variables.path("PHP_INI_SCAN_DIR").asText()).isEqualTo(":" + file("ca.pem.d"));
            assertThat(variables.path("JAVA_TOOL_OPTIONS").asText())
                    .contains("-Djavax.net.ssl.trustStore=" + file("ca.pem.d/trust.p12"));
            assertThat(folder.resolve("ca.pem.d"))
                    .isDirectoryNotContaining(path -> path.toFile().isHidden());
        }
    }

    /** What a shell that has the variables reads of the status, and its exit code. */
    private static List<String> readStatus(Outcome env) throws Exception {
        String script = String.join("\n", env.out())
                + "\nxenstore-read vm-data/user-metadata/rackconnect_automation_status\necho $?";
        Process process =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            return output.lines().toList();
        }
    }

    /** It is about the server that is asked for, else the first; {@code curl} or {@code wget} is needed. */
    @Test
    void theHypervisorsStoreIsReadOnRequest() throws Exception {
        Process probe = new ProcessBuilder("sh", "-c", "command -v curl || command -v wget").start();
        assumeTrue(probe.waitFor() == 0, "neither curl nor wget is installed");
        Path scenario = Files.writeString(folder.resolve("two.json"), """
                {"servers": [{"name": "web1", "sourceIp": "10.181.1.11", "known": false},
                 {"name": "web2", "sourceIp": "10.181.1.12", "status": "FAILED"}]}
                """);
        String programs = file("own programs/bin");
        try (InProcess mock = mock("--scenario", scenario.toString())) {
            mock.ready();
            assertThat(env().out()).noneMatch(line -> line.contains(" PATH="));
            Outcome first = env("--xenstore-read", programs);
            assertThat(first.out()).contains("export PATH='" + programs + ":/usr/local/bin:/usr/bin:/bin'");
            assertThat(folder.resolve("own programs/bin"))
                    .isDirectoryNotContaining(path -> path.toFile().isHidden());
            assertThat(readStatus(first))
                    .containsExactly(
                            "xenstore-read: couldn't read path vm-data/user-metadata/rackconnect_automation_status",
                            "1");
            for (String who : new String[] {"web2", "10.181.1.12"}) {
                assertThat(readStatus(env("--xenstore-read", programs, "--as", who)))
                        .containsExactly("\"FAILED\"", "0");
            }
        }
    }

    @Test
    void theFolderOfThePathIsThereOnce() throws Exception {
        try (InProcess mock = mock()) {
            mock.ready();
            String[] args = {
                "env", "--ready-file", file("ready.json"), "--format", "json", "--xenstore-read", file("bin")
            };
            Outcome first = Outcome.of(Map.of("PATH", "/opt/a:/bin"), args);
            String path = new ObjectMapper()
                    .readTree(String.join("\n", first.out()))
                    .path("PATH")
                    .asText();
            assertThat(path).isEqualTo(file("bin") + ":/opt/a:/bin");
            assertThat(Outcome.of(Map.of("PATH", path), args)).isEqualTo(first);
        }
    }

    @Test
    void aFolderThatCannotBeHadIsNamed() throws Exception {
        try (InProcess mock = mock()) {
            mock.ready();
            Files.writeString(folder.resolve("bin"), "in the way");
            Outcome outcome = env("--xenstore-read", file("bin"));
            assertThat(outcome.err())
                    .singleElement()
                    .asString()
                    .startsWith("rackconnect-mock: can't write into " + file("bin") + " (")
                    .endsWith("; give another folder to --xenstore-read");
            assertThat(outcome.exitCode()).isEqualTo(73);
        }
    }

    @Test
    void whatTheUserHasSetStays() throws Exception {
        try (InProcess mock = mock()) {
            mock.ready();
            String own = "-Xmx64m '-Da=b c' -Dx=\"y 'z'\"";
            String[] args = {"env", "--ready-file", file("ready.json"), "--format", "json"};
            Outcome first = Outcome.of(Map.of("JAVA_TOOL_OPTIONS", own, "PHP_INI_SCAN_DIR", "/etc/own:"), args);
            JsonNode variables = new ObjectMapper().readTree(String.join("\n", first.out()));
            String options = variables.path("JAVA_TOOL_OPTIONS").asText();
            String php = variables.path("PHP_INI_SCAN_DIR").asText();
            assertThat(options).startsWith(own + " -Dhttp.proxyHost=127.0.0.1 ");
            assertThat(php).isEqualTo("/etc/own::" + file("ca.pem.d"));
            assertThat(Outcome.of(Map.of("JAVA_TOOL_OPTIONS", options, "PHP_INI_SCAN_DIR", php), args))
                    .as("where it was printed before")
                    .isEqualTo(first);
        }
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws Exception {
        try (InProcess mock = mock()) {
            mock.ready();
            Files.writeString(folder.resolve("ca.pem.d"), "in the way");
            Outcome outcome = env();
            assertThat(outcome.err())
                    .singleElement()
                    .asString()
                    .startsWith("rackconnect-mock: can't write into " + file("ca.pem.d") + " (")
                    .endsWith("; start the mock with --ca-file in a directory that you can write to");
            assertThat(outcome.exitCode()).isEqualTo(73);
            assertThat(outcome.out()).isEmpty();
        }
    }
}
