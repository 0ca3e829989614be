package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to {@code exec}: they are the command's, as what they are, and the command never outlives {@code exec}. */
@Timeout(120)
class SignalsIT {
    private static final String WAITING = "echo started; while :; do sleep 0.05; done";

    @TempDir
    Path folder = Path.of("");

    private static void kill(String signal, long pid) throws IOException, InterruptedException {
        assertThat(ShellScript.run(Path.of("/"), "kill -s " + signal + " " + pid)
                        .exitCode())
                .isZero();
    }

    /** In a session of its own, as no terminal's foreground, whose Ctrl-C would reach the command without {@code exec}. */
    private RunningJar exec(String script) throws IOException {
        return RunningJar.inASessionOfItsOwn("exec", "--hosts=" + hasOwnNetwork(), "--", "sh", "-c", script);
    }

    /** Whether the command has a network of its own. */
    boolean hasOwnNetwork() {
        return false;
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP", "USR1", "USR2"})
    void aSignalIsPassedOnAsWhatItIsAndTheCommandHasTheLastWord(String signal) throws Exception {
        StringBuilder traps = new StringBuilder();
        for (String each : List.of("INT", "TERM", "HUP", "USR1", "USR2")) {
            traps.append("trap 'echo ")
                    .append(each)
                    .append("; exit 3' ")
                    .append(each)
                    .append("; ");
        }
        try (RunningJar jar = exec(traps + WAITING)) {
            assertThat(jar.out.next()).isEqualTo("started");
            kill(signal, jar.process.pid());
            assertThat(jar.out.next()).isEqualTo(signal);
            assertThat(jar.exitCode()).isEqualTo(3);
            assertThat(jar.err.all()).isEmpty();
        }
    }

    @Test
    void aCommandThatIgnoresASignalGoesOn() throws Exception {
        try (RunningJar jar = exec("trap '' TERM; trap 'exit 4' USR1; " + WAITING)) {
            assertThat(jar.out.next()).isEqualTo("started");
            kill("TERM", jar.process.pid());
            kill("USR1", jar.process.pid());
            assertThat(jar.exitCode()).isEqualTo(4);
        }
    }

    @Test
    void aCommandThatASignalEndsHasTheCodeOfShells() throws Exception {
        try (RunningJar jar = exec(WAITING)) {
            assertThat(jar.out.next()).isEqualTo("started");
            kill("HUP", jar.process.pid());
            assertThat(jar.exitCode()).isEqualTo(129);
        }
    }

    /** The terminal sends it to every process there, so that {@code exec} needn't. */
    @Test
    void aTerminalsCtrlCReachesTheCommandOnce() throws Exception {
        ShellScript.assumeInstalled("script");
        Path script = Files.writeString(
                folder.resolve("wait.sh"),
                "trap 'echo caught' INT; trap 'exit 6' USR1; echo parent $PPID; while :; do sleep 0.05; done\n");
        // Debian's sh would stay between the terminal and exec, and end by the Ctrl-C itself.
        String command = "exec " + RunningJar.JAVA + " -jar " + RunningJar.JAR + " exec --hosts=" + hasOwnNetwork()
                + " -- sh " + script;
        Process terminal = new ProcessBuilder("script", "-qec", command, "/dev/null").start();
        try {
            Lines lines = Lines.from(terminal.inputReader(StandardCharsets.UTF_8));
            long exec = Long.parseLong(
                    lines.next(line -> line.startsWith("parent ")).substring("parent ".length()));
            terminal.getOutputStream().write(3);
            terminal.getOutputStream().flush();
            lines.next(line -> line.endsWith("caught"));
            // Whatever came before is passed on before.
            kill("USR1", exec);
            assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(terminal.exitValue()).isEqualTo(6);
            assertThat(lines.all()).filteredOn(line -> line.endsWith("caught")).hasSize(1);
        } finally {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly();
        }
    }

    /** The JVM keeps QUIT for itself, and says where its threads are; nothing ends. */
    @Test
    void quitEndsNothing() throws Exception {
        try (RunningJar jar = exec("trap 'echo QUIT' QUIT; trap 'exit 5' TERM; " + WAITING)) {
            assertThat(jar.out.next()).isEqualTo("started");
            kill("QUIT", jar.process.pid());
            jar.out.next(line -> line.startsWith("Full thread dump"));
            kill("TERM", jar.process.pid());
            assertThat(jar.exitCode()).isEqualTo(5);
            assertThat(jar.out.all()).doesNotContain("QUIT");
        }
    }

    /** Also with a command that would go on, and however soon after its start. */
    @ParameterizedTest
    @ValueSource(strings = {"", "trap '' TERM; "})
    void theCommandNeverOutlivesExec(String script) throws Exception {
        try (RunningJar jar = exec(script + WAITING)) {
            assertThat(jar.out.next()).isEqualTo("started");
            List<ProcessHandle> all = new ArrayList<>(jar.process.descendants().toList());
            assertThat(all).isNotEmpty();
            kill("KILL", jar.process.pid());
            for (ProcessHandle each : all) {
                assertThat(each.onExit())
                        .as("the end of %s, after that of exec", each.info())
                        .succeedsWithin(Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void nothingGoesOnAfterTheCommand() throws Exception {
        try (RunningJar jar = exec("trap 'exit 0' TERM; " + WAITING)) {
            assertThat(jar.out.next()).isEqualTo("started");
            List<ProcessHandle> all = new ArrayList<>(jar.process.descendants().toList());
            kill("TERM", jar.process.pid());
            assertThat(jar.exitCode()).isZero();
            for (ProcessHandle each : all) {
                assertThat(each.onExit())
                        .as("the end of %s, after that of exec", each.info())
                        .succeedsWithin(Duration.ofSeconds(30));
            }
        }
    }
}
