package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLinePageIT {
    @TempDir
    Path directory = Path.of("");

    @Test
    void everyCommandOfThePageWorks() throws Exception {
        Files.createSymbolicLink(directory.resolve("rackconnect-mock.jar"), Path.of(RunningJar.JAR));
        String script = "set -e\n" + String.join("\n", new CommandLinePage().blocks("sh"));
        File output = directory.resolve("output").toFile();
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        String path = System.getenv("PATH");
        shell.environment()
                .put("PATH", Path.of(RunningJar.JAVA).getParent() + File.pathSeparator + (path == null ? "" : path));
        Process process = shell.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as(text).isZero();
            assertThat(text)
                    .contains("mine.json: ok, 1 server")
                    .contains("web1  gateway-ready  gateway 10.181.0.1")
                    .containsPattern("web1 GET /v1/automation_status -> 200 DEPLOYING\n");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
