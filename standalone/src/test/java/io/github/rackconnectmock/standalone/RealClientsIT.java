package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real clients in an environment that has nothing but what {@code exec} puts there. All of them run in one go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealClientsIT {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.root")));
    private static final String HOST = "ord.api.rackconnect.rackspace.com";
    private static final long PATIENCE_SECONDS = 300;

    private static final String RUN_ALL = """
            for probe in *.probe; do
              client=${probe%.probe}
              if sh $probe >/dev/null 2>&1 </dev/null; then
                timeout 60 sh $client.sh >$client.out 2>$client.err </dev/null
              fi
            done
            """;

    // Of the class, so that all its tests see what one run has left there.
    @TempDir
    static Path proxied = Path.of("");

    @TempDir
    static Path direct = Path.of("");

    private final Set<Path> done = new HashSet<>();

    /** Runs all clients in a folder, once. */
    private void run(Path folder, String... options) throws IOException, InterruptedException {
        if (!done.add(folder)) {
            return;
        }
        for (RealClient client : RealClient.values()) {
            Files.writeString(folder.resolve(client + ".probe"), client.probe);
            Files.writeString(folder.resolve(client + ".sh"), client.script);
        }
        Path scenario = Files.writeString(
                folder.resolve("scenario.json"),
                "{\"rateLimit\": \"none\", \"servers\": [{\"name\": \"web1\", \"sourceIp\": \"10.181.1.11\"}]}");
        List<String> command = new ArrayList<>(List.of(
                RunningJar.JAVA,
                "-jar",
                Path.of(RunningJar.JAR).toAbsolutePath().toString(),
                "exec"));
        command.addAll(List.of(options));
        command.addAll(List.of("--scenario", scenario.toString(), "--", "sh", "-c", RUN_ALL));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("exec.err").toFile());
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        String modules = ROOT.resolve("standalone/target/npm/node_modules")
                .toAbsolutePath()
                .toString();
        String sources = ROOT.resolve("standalone/src/test/resources/clients")
                .toAbsolutePath()
                .toString();
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        // The system's programs come first, since the libraries that it has are theirs.
                        "PATH",
                        "/usr/bin:/bin:" + path,
                        "HOME",
                        folder.toString(),
                        // Where what the variables name is, so that each client reads such a name rightly.
                        "TMPDIR",
                        Files.createDirectory(folder.resolve("it's a \"${x}\" $x folder"))
                                .toString(),
                        "HOST",
                        HOST,
                        "URL",
                        "https://" + HOST + "/v1/automation_status",
                        "CLIENTS",
                        sources,
                        "MODULES",
                        modules,
                        "NODE_PATH",
                        modules,
                        "JAVA",
                        RunningJar.JAVA));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("exec.err")).isEmptyFile();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String outcome(Path folder, RealClient client) throws IOException {
        Path out = folder.resolve(client + ".out");
        if (!Files.exists(out)) {
            System.out.println("left out: " + client.language + ", " + client.title + " isn't installed");
        }
        assumeTrue(Files.exists(out), client + " isn't installed");
        return Files.readString(out).strip();
    }

    @ParameterizedTest
    @EnumSource
    void isReachedByItsEnvironmentOrIsNot(RealClient client) throws Exception {
        run(proxied);
        String outcome = outcome(proxied, client);
        if (client.needsNetwork) {
            assertThat(outcome).isEmpty();
        } else {
            assertThat(outcome)
                    .as("%s", Files.readString(proxied.resolve(client + ".err")))
                    .isEqualTo("DEPLOYED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReachedInANetworkOfItsOwn(RealClient client) throws Exception {
        OwnNetworkIT.assumePossible();
        run(direct, "--hosts");
        assertThat(outcome(direct, client))
                .as("%s", Files.readString(direct.resolve(client + ".err")))
                .isEqualTo("DEPLOYED");
    }

    @Test
    void thePageSaysSo() throws IOException {
        Map<String, List<List<String>>> clients = new LinkedHashMap<>();
        for (RealClient client : RealClient.values()) {
            clients.computeIfAbsent(client.language, language -> List.of(new ArrayList<>(), new ArrayList<>()))
                    .get(client.needsNetwork ? 1 : 0)
                    .add(client.title);
        }
        Stream<String> rows = clients.entrySet().stream()
                .map(row -> "| " + row.getKey() + " | "
                        + String.join(", ", row.getValue().get(0)) + " | "
                        + String.join(", ", row.getValue().get(1)) + " |");
        assertThat(Files.readAllLines(ROOT.resolve("docs/unmodified-clients.md")))
                .containsSequence(rows.map(row -> row.replace("|  |", "| |")).toList());
    }
}
