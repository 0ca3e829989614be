package io.github.rackconnectmock.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard of a command: whatever ends this program, and whenever, the command doesn't outlive it. */
@Timeout(60)
class ChildTest {
    @TempDir
    Path folder = Path.of("");

    private static Process waiting(String script, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script + "echo started; while :; do sleep 0.05; done");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.inputReader(StandardCharsets.US_ASCII).readLine()).isEqualTo("started");
        return process;
    }

    /** The kind: this program ends between the start of the command and the moment at which the guard knows its id. */
    @ParameterizedTest
    @ValueSource(strings = {"", "trap '' TERM; "})
    @EnabledOnOs(OS.LINUX)
    void aCommandWhoseIdTheGuardWasNeverToldEndsToo(String script) throws Exception {
        String file = folder.resolve("a file").toString();
        Process other =
                waiting("", Map.of("WGETRC", folder.resolve("another file").toString()));
        Process command = waiting(script, Map.of("WGETRC", file));
        Process guard = requireNonNull(Child.guard("WGETRC=" + file));
        try {
            guard.getOutputStream().close();
            assertThat(command.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(guard.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(other.isAlive()).isTrue();
        } finally {
            List.of(other, command, guard).forEach(Process::destroyForcibly);
        }
    }

    @Test
    void aCommandThatHasEndedNeedsNoGuard() throws Exception {
        Process other = waiting("", Map.of());
        Process guard = requireNonNull(Child.guard("WGETRC=" + folder));
        try {
            guard.getOutputStream().write((other.pid() + "\ndone\n").getBytes(StandardCharsets.US_ASCII));
            guard.getOutputStream().flush();
            assertThat(guard.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(other.isAlive()).isTrue();
        } finally {
            List.of(other, guard).forEach(Process::destroyForcibly);
        }
    }
}
