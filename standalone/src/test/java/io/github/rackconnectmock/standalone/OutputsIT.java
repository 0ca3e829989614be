package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that take nothing: a full disk, a closed descriptor, a reader that doesn't read. */
@Timeout(120)
class OutputsIT {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema",
                "version",
                "help",
                "help exec",
                "--help",
                "simulate burst",
                "scenarios",
                "completion",
                "--port 0"
            })
    void whatCannotBePrintedIs74AndALine(String words) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        ShellScript ended = ShellScript.run(folder, "$JAVA -jar $JAR " + words + " >/dev/full");
        assertThat(ended.exitCode()).isEqualTo(74);
        assertThat(ended.err())
                .isEqualTo(
                        "rackconnect-mock: can't write to standard output (No space left on device); redirect it to a file"
                                + " or a program that can take it\n");
    }

    @Test
    void soIsAClosedOutput() throws Exception {
        ShellScript ended = ShellScript.run(folder, "$JAVA -jar $JAR version >&-");
        assertThat(ended.exitCode()).isEqualTo(74);
        assertThat(ended.err())
                .startsWith("rackconnect-mock: can't write to standard output (")
                .hasLineCount(1);
    }

    /** A limit of the size of files stands in for the full disk: the draft can be made, but not written. */
    @Test
    void aFullDiskIsNamedAndNothingIsLeftBehind() throws Exception {
        ShellScript ended = ShellScript.run(
                folder,
                "{ (ulimit -f 0; exec $JAVA -XX:-UsePerfData -jar $JAR --port 0 --ready-file ready.json --ca-file ca.pem);"
                        + " echo \"ended with $?\"; } 2>&1 | cat");
        assertThat(ended.out())
                .startsWith("rackconnect-mock: can't write the certificate file ")
                .endsWith("\nended with 73\n")
                .hasLineCount(2);
        assertThat(folder).isEmptyDirectory();
    }

    /** So it is with every file that a verb writes. */
    @Test
    void aFullDiskLeavesNothingOfTheFilesForClients() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (RunningJar jar = new RunningJar(
                "--port",
                "0",
                "--ready-file",
                folder.resolve("ready.json").toString(),
                "--ca-file",
                folder.resolve("ca.pem").toString())) {
            jar.ready();
            for (String words : new String[] {"env --ready-file ready.json", "exec -- true"}) {
                ShellScript ended = ShellScript.run(
                        folder,
                        "{ (ulimit -f 0; TMPDIR=temporary exec $JAVA -XX:-UsePerfData -jar $JAR " + words
                                + "); echo \"ended with $?\"; } 2>&1 | cat");
                assertThat(ended.out())
                        .startsWith("rackconnect-mock: can't write ")
                        .endsWith("\nended with 73\n")
                        .hasLineCount(2);
            }
        }
        assertThat(folder.resolve("ca.pem.d")).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
    }

    /** A parent that starts the mock with pipes and never reads them. */
    @Test
    void aPipeThatNothingReadsStopsNoAnswer() throws Exception {
        Process process = new ProcessBuilder(
                        RunningJar.JAVA,
                        "-jar",
                        RunningJar.JAR,
                        "--port",
                        "0",
                        "--scenario",
                        "deployed",
                        "--ready-file",
                        folder.resolve("ready.json").toString())
                .start();
        try {
            assertThat(Outcome.of(
                                    "wait",
                                    "--ready-file",
                                    folder.resolve("ready.json").toString())
                            .exitCode())
                    .isZero();
            String base =
                    ReadyFile.read(folder.resolve("ready.json")).orElseThrow().baseUrl();
            // A pipe takes 64 KiB, and a request's line with this path is longer than 100 characters.
            String path = "/as/web1/v1/automation_status?" + "x".repeat(100);
            for (int i = 0; i < 2_000; i++) {
                assertThat(Http.get(base + path)).isIn("DEPLOYED", "Forbidden: more than 30 requests in 1m.");
            }
            HttpResponse<String> last =
                    Http.begin(base + "/__admin/rackconnect/health").get(20, TimeUnit.SECONDS);
            assertThat(last.statusCode()).isEqualTo(200);
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Half of what runs may be dead then, so that nothing in it can be relied on. */
    @Test
    void noMemoryLeftIs70() throws Exception {
        Path scenario = Files.writeString(folder.resolve("many.json"), """
                {"servers": [{"name": "web-{n}", "sourceIp": "10.0.0.1", "count": 100000}]}
                """);
        try (RunningJar jar =
                RunningJar.onJvm(List.of("-Xmx96m"), "--port", "0", "--quiet", "--scenario", scenario.toString())) {
            String servers = jar.baseUrl() + "/__admin/rackconnect/servers";
            var cutOff = Http.begin(servers);
            assertThat(jar.exitCode()).isEqualTo(70);
            cutOff.cancel(true);
        }
    }
}
