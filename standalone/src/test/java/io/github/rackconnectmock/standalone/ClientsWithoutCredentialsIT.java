package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that send proxy credentials only after a 407, which never comes: {@code --as} must mean them too. */
class ClientsWithoutCredentialsIT {
    /** A client that takes the proxy from its environment, but not the user in it. */
    private static final String STATUS = "curl -s --proxy \"$(echo \"$https_proxy\" | sed 's,//.*@,//,')\""
            + " https://dfw.api.rackconnect.rackspace.com/v1/automation_status; echo";

    @TempDir
    Path folder = Path.of("");

    private String scenario = "";

    @BeforeEach
    void twoServers() throws Exception {
        scenario = Files.writeString(folder.resolve("two.json"), """
                {"servers": [{"name": "web1", "sourceIp": "10.181.1.11", "status": "DEPLOYING"},
                             {"name": "web2", "sourceIp": "10.181.1.12", "status": "FAILED"}]}
                """).toString();
    }

    @Test
    void execLeadsThemToAPortOfTheServersOwn() throws Exception {
        try (RunningJar jar =
                new RunningJar("exec", "--scenario", scenario, "--as", "web2", "--", "sh", "-c", STATUS)) {
            assertThat(jar.exitCode()).isZero();
            assertThat(jar.out.next()).isEqualTo("FAILED");
        }
    }

    @Test
    void envLeadsThemToAPortOfTheServersOwn() throws Exception {
        Path ready = folder.resolve("ready.json");
        try (RunningJar jar = new RunningJar(
                "--scenario",
                scenario,
                "--port",
                "0",
                "--quiet",
                "--ready-file",
                ready.toString(),
                "--ca-file",
                folder.resolve("ca.pem").toString())) {
            jar.ready();
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            "eval \"$(" + RunningJar.JAVA + " -jar " + RunningJar.JAR + " env --as web2 --ready-file "
                                    + ready + ")\"; " + STATUS)
                    .start();
            assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("FAILED\n");
        }
    }
}
