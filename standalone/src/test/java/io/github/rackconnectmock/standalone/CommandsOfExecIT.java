package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code exec} gives its command, and says of one that can't be run. */
@Timeout(120)
class CommandsOfExecIT {
    @TempDir
    Path folder = Path.of("");

    private ShellScript run(String script) throws Exception {
        return ShellScript.run(folder, script);
    }

    /** Words that mean something to this program mean nothing to it there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -- printf '%s,' @body.json --port @@ -- -h | @body.json,--port,@@,--,-h,
            printf '%s,' @body.json --speed 3 -la      | @body.json,--speed,3,-la,
            """)
    void theCommandsWordsAreItsOwn(String words, String printed) throws Exception {
        Files.writeString(folder.resolve("body.json"), "expanded");
        assertThat(run("$JAVA -jar $JAR exec " + words)).isEqualTo(new ShellScript(0, printed, ""));
    }

    @Test
    void theCommandsInputIsAsGiven() throws Exception {
        assertThat(run("echo hello | $JAVA -jar $JAR exec -- cat").out()).isEqualTo("hello\n");
        assertThat(run("$JAVA -jar $JAR exec -- cat </dev/null").out()).isEmpty();
    }

    /** The JVM's own files take the place of an input that isn't there. */
    @Test
    void anInputThatIsClosedIsEmpty() throws Exception {
        assertThat(run("$JAVA -jar $JAR exec -- wc -c <&-").out().strip()).isEqualTo("0");
    }

    @Test
    void aCommandThatIsThereButCannotBeRunIs126() throws Exception {
        Files.writeString(folder.resolve("script.sh"), "echo never");
        ShellScript ended = run("$JAVA -jar $JAR exec -- ./script.sh");
        assertThat(ended.exitCode()).isEqualTo(126);
        assertThat(ended.err())
                .isEqualTo("rackconnect-mock: can't run ./script.sh (Permission denied); give a program and its"
                        + " arguments after --\n");
        assertThat(run("$JAVA -jar $JAR exec -- /").exitCode()).isEqualTo(126);
        assertThat(run("$JAVA -jar $JAR exec -- no-such-program").exitCode()).isEqualTo(127);
    }

    /** The servers' lives begin with the command, so whatever is made ready before takes nothing of them. */
    @Test
    void livesBeginWhenTheFilesForTheCommandAreThere() throws Exception {
        try (RunningJar jar =
                new RunningJar("exec", "--", "sh", "-c", "echo $SSL_CERT_FILE; echo $http_proxy; read end")) {
            List<Instant> written = new ArrayList<>();
            try (Stream<Path> files = Files.list(Path.of(jar.out.next()).resolveSibling(""))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    written.add(Files.getLastModifiedTime(file).toInstant());
                }
            }
            String timeline = jar.out.next() + "/__admin/rackconnect/timeline";
            List<Instant> begun = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                JsonNode told = new ObjectMapper().readTree(Http.get(timeline));
                Instant now = Instant.now();
                // The mock's clock is behind by as long as it stood still.
                Duration behind = Duration.between(instant(told.path("clock").path("now")), now);
                begun.add(instant(told.path("began")).plus(behind));
            }
            // The answer that was quickest tells it best; one that was under way for long tells a later time.
            assertThat(Collections.min(begun))
                    .as("when the servers' lives began")
                    .isAfterOrEqualTo(Collections.max(written));
            jar.process.getOutputStream().close();
            assertThat(jar.exitCode()).isEqualTo(1);
        }
    }

    private static Instant instant(JsonNode text) {
        return Instant.parse(text.asText());
    }

    /** Before, time stands still. */
    @Test
    void timeRunsForTheCommand() throws Exception {
        ShellScript ended = run("$JAVA -jar $JAR exec -- sh -c 'curl -s \"$http_proxy/__admin/rackconnect/clock\"'");
        assertThat(ended.out()).contains("\"frozen\":false");
    }

    @Test
    void temporaryFilesAreWhereTmpdirSays() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary files"));
        ShellScript ended = run("TMPDIR='" + temporary
                + "' $JAVA -jar $JAR exec -- sh -c 'echo $SSL_CERT_FILE; head -n 1" + " \"$SSL_CERT_FILE\"'");
        assertThat(ended.out()).startsWith(temporary + "/").endsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(temporary).isEmptyDirectory();
        ShellScript wrong = run("TMPDIR='" + folder.resolve("none") + "' $JAVA -jar $JAR exec -- true");
        assertThat(wrong.exitCode()).isEqualTo(73);
        assertThat(wrong.err())
                .startsWith("rackconnect-mock: can't write a temporary file (")
                .hasLineCount(1);
    }

    /** Who has no hypervisor has no such program; who is another server is told about that one. */
    @Test
    void theHypervisorsStoreIsReadFromTheMock() throws Exception {
        String read = " -- sh -c 'xenstore-read vm-data/user-metadata/rackconnect_automation_status'";
        assertThat(run("$JAVA -jar $JAR exec --scenario deployed" + read))
                .isEqualTo(new ShellScript(0, "\"DEPLOYED\"\n", ""));
        Files.writeString(folder.resolve("two.json"), """
                {"servers": [{"name": "web1", "sourceIp": "10.181.1.11", "known": false},
                 {"name": "web2", "sourceIp": "10.181.1.12", "status": "FAILED"}]}
                """);
        for (String who : new String[] {"web2", "10.181.1.12"}) {
            assertThat(run("$JAVA -jar $JAR exec --scenario two.json --as " + who + read)
                            .out())
                    .isEqualTo("\"FAILED\"\n");
        }
        assertThat(run("$JAVA -jar $JAR exec --scenario two.json" + read))
                .isEqualTo(new ShellScript(
                        1,
                        "",
                        "xenstore-read: couldn't read path vm-data/user-metadata/rackconnect_automation_status\n"));
    }
}
