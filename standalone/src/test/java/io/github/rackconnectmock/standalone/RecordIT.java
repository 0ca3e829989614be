package io.github.rackconnectmock.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to {@code record}: what was seen until then is printed. */
@Timeout(120)
class RecordIT {
    private static RunningJar record(String url) throws Exception {
        return RunningJar.inASessionOfItsOwn("record", "--url", url, "--every", "1s", "--limit", "600");
    }

    private static void kill(String signal, RunningJar jar) throws Exception {
        assertThat(ShellScript.run(Path.of("/"), "kill -s " + signal + " " + jar.process.pid())
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void aSignalEndsTheRecordingAndTheScenarioIsPrinted(String signal) throws Exception {
        try (RunningJar mock = new RunningJar("--scenario", "never-deploys", "--port", "0");
                RunningJar recorder = record(mock.baseUrl())) {
            recorder.err.next(line -> line.contains(": automation_features: "));
            kill(signal, recorder);
            assertThat(recorder.exitCode()).as(recorder.err.all().toString()).isZero();
            recorder.err.next(line -> line.startsWith("rackconnect-mock: recorded "));
            recorder.out.next(line -> line.equals("}"));

            List<String> lines = recorder.out.all();
            Scenario scenario =
                    ScenarioFiles.parse("printed", String.join("\n", lines).getBytes(UTF_8));
            assertThat(scenario.servers().get(0).status()).isEqualTo(AutomationStatus.DEPLOYING);
        }
    }

    /** One whose first request is under way. */
    private static RunningJar recordPatiently(String url) throws Exception {
        RunningJar recorder = RunningJar.inASessionOfItsOwn("record", "--url", url, "--timeout", "10m");
        recorder.err.next(line -> line.contains(" asks for the status every "));
        while (!Http.get(url + "/__admin/rackconnect/requests").startsWith("{\"received\":1,")) {
            Thread.onSpinWait();
        }
        return recorder;
    }

    /** Nothing that hangs keeps it. */
    @Test
    void aSignalEndsARequestThatHangs() throws Exception {
        try (RunningJar mock = new RunningJar("--scenario", "hangs", "--port", "0");
                RunningJar recorder = recordPatiently(mock.baseUrl())) {
            kill("INT", recorder);
            assertThat(recorder.exitCode()).isEqualTo(69);
            assertThat(recorder.err.next(line -> line.contains("no right answer")))
                    .isNotEmpty();
        }
    }
}
