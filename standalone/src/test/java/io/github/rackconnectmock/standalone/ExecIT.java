package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs {@code exec} and {@code env}, with real programs at the real host names. */
class ExecIT {
    private static final String STATUS = "curl -s https://dfw.api.rackconnect.rackspace.com/v1/automation_status";

    @TempDir
    Path folder = Path.of("");

    @Test
    void aWaitingScriptAsPeopleWroteThemFinishes() throws Exception {
        try (RunningJar jar = new RunningJar(
                "exec",
                "--scenario",
                "slow-deploy",
                "--speed",
                "600",
                "--",
                "sh",
                "-c",
                "while [ \"$(" + STATUS + ")\" != DEPLOYED ]; do sleep 0.1; done; echo ready")) {
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.out.next()).isEqualTo("ready");
            assertThat(jar.err.all()).isEmpty();
        }
    }

    @Test
    void theCommandsCodeAndOutputsAreItsOwn() throws Exception {
        try (RunningJar jar = new RunningJar("exec", "--", "sh", "-c", "echo out; echo err >&2; exit 7")) {
            assertThat(jar.exitCode()).isEqualTo(7);
            assertThat(jar.out.next()).isEqualTo("out");
            assertThat(jar.err.next()).isEqualTo("err");
            assertThat(jar.out.all()).hasSize(1);
            assertThat(jar.err.all()).hasSize(1);
        }
    }

    @Test
    void theCommandIsTheServerOfAs() throws Exception {
        Path scenario = folder.resolve("two.json");
        Files.writeString(scenario, """
                {"servers": [{"name": "web1", "sourceIp": "10.181.1.11", "status": "DEPLOYING"},
                             {"name": "web2", "sourceIp": "10.181.1.12", "status": "FAILED"}]}
                """);
        for (String who : new String[] {"web2", "10.181.1.12"}) {
            try (RunningJar jar = new RunningJar(
                    "exec",
                    "--scenario",
                    scenario.toString(),
                    "--as",
                    who,
                    "--quiet=false",
                    "--",
                    "sh",
                    "-c",
                    STATUS + "; echo")) {
                assertThat(jar.exitCode()).isZero();
                assertThat(jar.out.next()).isEqualTo("FAILED");
                assertThat(jar.err.next()).endsWith(" web2 GET /v1/automation_status -> 200 FAILED");
            }
        }
        try (RunningJar jar =
                new RunningJar("exec", "--scenario", scenario.toString(), "--", "sh", "-c", STATUS + "; echo")) {
            assertThat(jar.out.next()).as("the first").isEqualTo("DEPLOYING");
        }
    }

    /** A wait script as people write them at first: it takes whatever comes but DEPLOYING for the end. */
    @Test
    void whatTheScenarioExpectsIsChecked() throws Exception {
        Path junit = folder.resolve("wait.xml");
        String hasty = "while sleep 0.1; [ \"$(" + STATUS + ")\" = DEPLOYING ]; do :; done";
        try (RunningJar jar = new RunningJar(
                "exec",
                "--scenario",
                "outage",
                "--speed",
                "60",
                "--junit",
                junit.toString(),
                "--",
                "sh",
                "-c",
                hasty)) {
            assertThat(jar.exitCode()).isEqualTo(1);
            assertThat(jar.err.all()).contains("rackconnect-mock: web1: stoppedAfterDeployed: was never told DEPLOYED");
        }
        assertThat(junit)
                .content()
                .startsWith(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuite name=\"rackconnect-mock\" tests=\"3\"")
                .contains(
                        "<testcase classname=\"web1\" name=\"stoppedAfterDeployed\"><failure message=\"was never told");

        String patient = """
                while :; do
                  answer=$(%s -i)
                  case $answer in *DEPLOYED) exit 0 ;; esac
                  wait=$(printf '%%s' "$answer" | tr -d '\\r' | sed -n 's/^Retry-After: //p')
                  sleep "${wait:-0.3}"
                done
                """.formatted(STATUS);
        try (RunningJar jar =
                new RunningJar("exec", "--scenario", "outage", "--speed", "30", "--", "sh", "-c", patient)) {
            assertThat(jar.exitCode()).as("%s", jar.err.all()).isZero();
        }
    }

    /** Nor is there a command whose outcome would be lost. */
    @Test
    void resultsOfAnEarlierRunAreNotTakenForThisOnes() throws Exception {
        Path junit = Files.writeString(folder.resolve("wait.xml"), "left behind");
        try (RunningJar jar =
                new RunningJar("exec", "--scenario", "nope.json", "--junit", junit.toString(), "--", "true")) {
            assertThat(jar.exitCode()).isEqualTo(66);
            assertThat(junit).doesNotExist();
        }
        Path nowhere = folder.resolve("none/wait.xml");
        try (RunningJar jar = new RunningJar("exec", "--junit", nowhere.toString(), "--", "echo", "ran")) {
            assertThat(jar.exitCode()).isEqualTo(73);
            assertThat(jar.err.all())
                    .containsExactly("rackconnect-mock: can't write the results for JUnit " + nowhere
                            + " (its directory isn't there); choose a file in a directory that you can write to");
            assertThat(jar.out.all()).isEmpty();
        }
    }

    @Test
    void incidentsOfAnotherScenarioHappenAsWell() throws Exception {
        Path own = folder.resolve("own.json");
        Files.writeString(
                own,
                "{\"servers\": [{\"name\": \"own\", \"sourceIp\": \"10.1.1.1\"}], \"incidents\": ["
                        + "{\"name\": \"now\", \"after\": \"0s\", \"fault\": {\"kind\": \"answer\", \"status\": 500, \"body\": \"mine\"}}]}");
        try (RunningJar jar = new RunningJar(
                "exec", "--scenario", "deployed", "--incident", "outage," + own, "--", "sh", "-c", STATUS + "; echo")) {
            assertThat(jar.out.next()).isEqualTo("mine");
            assertThat(jar.exitCode()).isZero();
        }
        try (RunningJar jar = new RunningJar("exec", "--incident", "outage,outage", "--", "true")) {
            assertThat(jar.exitCode()).isEqualTo(65);
            assertThat(jar.err.all())
                    .containsExactly(
                            "incidents[1].name: \"outage\" is the name of an earlier incident; names are unique");
        }
    }

    @Test
    void aCommandThatFailsKeepsItsCode() throws Exception {
        try (RunningJar jar = new RunningJar("exec", "--scenario", "outage", "--", "sh", "-c", "exit 7")) {
            assertThat(jar.exitCode()).isEqualTo(7);
            assertThat(jar.err.all()).hasSize(3).allMatch(line -> line.endsWith("nobody asked"));
        }
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        try (RunningJar jar =
                new RunningJar("exec", "--", "sh", "-c", "echo $SSL_CERT_FILE; head -n 1 $SSL_CERT_FILE")) {
            assertThat(jar.exitCode()).isZero();
            Path caFile = Path.of(jar.out.next());
            assertThat(jar.out.next()).isEqualTo("-----BEGIN CERTIFICATE-----");
            assertThat(caFile.getParent()).doesNotExist();
        }
    }

    @Test
    void whatCannotBeRunIsSaidInALine() throws Exception {
        try (RunningJar jar = new RunningJar("exec", "--", "no-such-program")) {
            assertThat(jar.exitCode()).isEqualTo(127);
            assertThat(jar.err.next())
                    .isEqualTo(
                            "rackconnect-mock: can't run no-such-program (No such file or directory); give a program and"
                                    + " its arguments after --");
        }
        try (RunningJar jar = new RunningJar("exec", "--as", "nobody", "--", "true")) {
            assertThat(jar.exitCode()).isEqualTo(64);
            assertThat(jar.err.next())
                    .isEqualTo("rackconnect-mock: --as: the scenario has no server nobody; it has web1");
        }
        try (RunningJar jar = new RunningJar("exec")) {
            assertThat(jar.exitCode()).isEqualTo(64);
            assertThat(jar.err.next()).startsWith("rackconnect-mock: ");
        }
    }

    @Test
    void aShellCanBePointedAtARunningMock() throws Exception {
        Path ready = folder.resolve("ready.json");
        Path caFile = folder.resolve("it's a ca.pem");
        try (RunningJar jar = new RunningJar(
                "--port", "0", "--https-port", "0", "--ready-file", ready.toString(), "--ca-file", caFile.toString())) {
            String line = jar.out.next();
            assertThat(line).contains(",\"httpsUrl\":\"https://127.0.0.1:", ",\"caFile\":\"");
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            "eval \"$(" + RunningJar.JAVA + " -jar " + RunningJar.JAR + " env --as web1 --ready-file "
                                    + ready + ")\"; " + STATUS)
                    .start();
            assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("DEPLOYING");
            assertThat(Files.readString(caFile))
                    .startsWith("-----BEGIN CERTIFICATE-----")
                    .doesNotContain("PRIVATE");
        }
    }

    @Test
    void aShellCannotBePointedAtNothing() throws Exception {
        Outcome missing =
                Outcome.of("env", "--ready-file", folder.resolve("none.json").toString());
        assertThat(missing.exitCode()).isEqualTo(66);
        assertThat(missing.err()).hasSize(1).first().asString().contains("there is no such file yet");

        Path withoutCa = folder.resolve("ready.json");
        Files.writeString(withoutCa, "{\"event\":\"ready\",\"baseUrl\":\"http://127.0.0.1:1\"}");
        Outcome noCa = Outcome.of("env", "--ready-file", withoutCa.toString());
        assertThat(noCa.exitCode()).isEqualTo(64);
        assertThat(noCa.err()).hasSize(1).first().asString().contains("without --ca-file");

        Files.writeString(withoutCa, "garbage");
        assertThat(Outcome.of("env", "--ready-file", withoutCa.toString()).exitCode())
                .isEqualTo(66);
    }
}
