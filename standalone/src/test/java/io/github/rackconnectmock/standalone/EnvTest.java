package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void theNameThatIsAdvertisedIsAskedDirectly() throws Exception {
        try (InProcess mock = mock("--advertise", "mock.ci.example")) {
            int port = mock.ready().path("port").asInt();
            assertThat(env().out())
                    .contains(
                            "export http_proxy='http://mock.ci.example:" + port + "'",
                            "export no_proxy='localhost,127.0.0.1,::1,mock.ci.example'");
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
