package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real clients of the Cloud Servers API, unmodified and at the real names. Each gets a token, lists the servers, waits until its
 * own is DEPLOYED, reads why another is UNPROCESSABLE, and meets a wrong key and a server that there isn't.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudClientsIT {
    private static final Path SOURCES = Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.root")))
            .resolve("standalone/src/test/resources/cloudservers")
            .toAbsolutePath();
    private static final long PATIENCE_SECONDS = 400;

    /** What a client says of a server that there isn't is its own affair. */
    private enum Client {
        CURL("command -v curl", "sh curl.sh", "metadata", "404"),
        NOVACLIENT("python3 -c 'import novaclient'", "python3 nova-client.py", "server", "404"),
        OPENSTACK(
                "command -v openstack",
                "sh openstack.sh",
                "server",
                "No server with a name or ID of '00000000-0000-0000-0000-000000000000' exists."),
        LIBCLOUD("python3 -c 'import libcloud'", "python3 libcloud-client.py", "metadata", "None"),
        FOG("ruby -e \"require 'fog/rackspace'\"", "ruby fog.rb", "metadata", "nil");

        private final String probe;
        private final String script;
        private final String operation;
        private final String missing;

        Client(String probe, String script, String operation, String missing) {
            this.probe = probe;
            this.script = script;
            this.operation = operation;
            this.missing = missing;
        }

        String server() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Its server in the scenario, which is DEPLOYED once it has been asked about twice. */
        String json(int number) {
            return ", {\"name\": \"" + server() + "\", \"sourceIp\": \"10.181.2." + number
                    + "\", \"status\": \"DEPLOYING\", \"lifecycle\": [{\"afterRequests\": {\"" + operation
                    + "\": 2}, \"status\": \"DEPLOYED\"}]}";
        }
    }

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void runAll() throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("cd '" + SOURCES + "'\n");
        StringBuilder servers = new StringBuilder();
        int number = 0;
        for (Client client : Client.values()) {
            Path out = folder.resolve(client.server());
            script.append("if ").append(client.probe).append(" >/dev/null 2>&1; then timeout 100 ");
            script.append(client.script)
                    .append(" >'")
                    .append(out)
                    .append(".out' 2>'")
                    .append(out)
                    .append(".err'; fi\n");
            servers.append(client.json(++number));
        }
        Path scenario = Files.writeString(folder.resolve("scenario.json"), """
                {
                  "account": {"username": "mock", "apiKey": "k3y", "password": "s3cret"},
                  "servers": [
                    {"name": "first", "sourceIp": "10.181.1.11"},
                    {"name": "bad", "sourceIp": "10.181.1.12", "status": "UNPROCESSABLE",
                     "unprocessableReason": "built in another region"}
                """ + servers + "]}");
        exec("exec", scenario, script.toString());
    }

    /** Runs a script to its end; its output, and what the mock says of the requests, are in the folder. */
    private static void exec(String name, Path scenario, String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        RunningJar.JAVA,
                        "-jar",
                        Path.of(RunningJar.JAR).toAbsolutePath().toString(),
                        "exec",
                        "--quiet=false",
                        "--scenario",
                        scenario.toString(),
                        "--",
                        "sh",
                        "-c",
                        script)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        // The system's programs come first, since the libraries that it has are theirs.
        builder.environment().put("PATH", "/usr/bin:/bin:" + Objects.requireNonNullElse(System.getenv("PATH"), ""));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsAtTheRealNamesUntilItsServerIsDeployed(Client client) throws IOException {
        Path out = folder.resolve(client.server() + ".out");
        if (!Files.exists(out)) {
            System.out.println("left out: " + client.server() + " isn't installed");
        }
        assumeTrue(Files.exists(out), client + " isn't installed");

        assertThat(Files.readString(out))
                .as(() -> errors(client))
                .isEqualTo(String.join(
                        "\n",
                        "list first",
                        "status DEPLOYING",
                        "status DEPLOYED",
                        "reason built in another region",
                        "wrong 401",
                        "missing " + client.missing,
                        ""));
    }

    private static String errors(Client client) {
        try {
            return Files.readString(folder.resolve(client.server() + ".err"));
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * It creates its server and waits for RackConnect, then provisions, stops the server and makes an image of it. There its build ends:
     * it looks for the image at a service that the mock doesn't stand for. It doesn't know UNPROCESSABLE, and waits on.
     */
    @Test
    void packerProvisionsAServerThatItCreatesWhenThatIsDeployed() throws IOException, InterruptedException {
        Path scenario = Files.writeString(folder.resolve("packer.json"), """
                {
                  "account": {"username": "mock", "password": "s3cret"},
                  "servers": [
                    {"name": "built", "sourceIp": "10.181.1.11", "begins": "created", "serverStatus": "BUILD", "status": "DEPLOYING",
                     "lifecycle": [
                       {"afterRequests": {"server": 1}, "serverStatus": "ACTIVE"},
                       {"afterRequests": {"server": 2}, "status": "UNPROCESSABLE"},
                       {"afterRequests": {"server": 1}, "status": "DEPLOYED"}
                     ]}
                  ]
                }
                """);
        exec("packer", scenario, "cd '" + folder + "' && timeout 200 sh '" + SOURCES.resolve("packer.sh") + "'");
        String out = Files.readString(folder.resolve("packer.out"));
        if (out.isEmpty()) {
            System.out.println("left out: packer, up to 1.6, isn't installed");
        }
        assumeFalse(out.isEmpty(), "packer, up to 1.6, isn't installed");

        assertThat(out)
                .containsSubsequence(
                        "* Authentication failed",
                        "Waiting for server to become ready...",
                        "to become RackConnect ready...",
                        "openstack: provisioned",
                        "Stopping server:",
                        "Creating the image: made",
                        "Error waiting for image: Get \"https://ord.images.api.rackspacecloud.com/",
                        "Terminating the source server:");
        assertThat(Files.readAllLines(folder.resolve("packer.err")).stream()
                        .filter(line -> !line.contains(" /v2/123456/flavors/"))
                        .map(line -> line.replaceAll("^\\S+ \\S+ |/v2/123456|/[-0-9a-f]{36}|;.*", "")))
                .containsExactly(
                        "POST /v2.0/tokens -> 401 (unauthorized",
                        "POST /v2.0/tokens -> 200",
                        "POST /servers -> 202",
                        "GET /servers -> 200 DEPLOYING",
                        "GET /servers -> 200 DEPLOYING",
                        "GET /servers -> 200 DEPLOYING",
                        "GET /servers -> 200 UNPROCESSABLE",
                        "GET /servers -> 200 DEPLOYED",
                        "POST /servers/action -> 202",
                        "GET /servers -> 200 DEPLOYED",
                        "POST /servers/action -> 202",
                        "DELETE /servers -> 204",
                        "GET /servers -> 404 (no-such-item");
    }

    /** What is left out here is named by the check's output; of those that every machine has, none may be. */
    @Test
    void curlIsThere() {
        assertThat(folder.resolve("curl.out")).exists();
    }
}
