package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The package that needs no Java, as the profile {@code dist} makes it. */
@Timeout(120)
class PackageIT {
    /** What each verb is run with; {@code ready.json} and {@code ca.pem} are of a mock that runs. */
    private static final Map<String, String> VERBS = Map.ofEntries(
            Map.entry("serve", "serve --help"),
            Map.entry("validate", "validate --strict deploys.json"),
            Map.entry("simulate", "simulate --json outage"),
            Map.entry("scenarios", "scenarios"),
            Map.entry("schema", "schema --timeline"),
            Map.entry("env", "env --ready-file ready.json --as web1"),
            Map.entry("exec", "exec --junit out.xml -- sh -c 'echo $SSL_CERT_FILE'"),
            Map.entry("wait", "wait --url HTTPS --ca-file ca.pem"),
            Map.entry("record", "record --url HTTPS --ca-file ca.pem --until 3s 2>seen.txt"),
            Map.entry("version", "version"),
            Map.entry("help", "help --man exec"),
            Map.entry("completion", "completion zsh"));

    @TempDir
    Path temporary = Path.of("");

    private Path folder = Path.of("");
    private Path tree = Path.of("");
    private Path command = Path.of("");

    /** Elsewhere than where it was made, in a folder with a blank in its name. */
    @BeforeEach
    void unpack() throws Exception {
        folder = Files.createDirectory(temporary.resolve("a folder"));
        try (Stream<Path> files = Files.list(Path.of(RunningJar.JAR).resolveSibling(""))) {
            Path archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ShellScript.run(folder, List.of("tar", "-xzf", archive.toString()))
                            .err())
                    .isEmpty();
            String name = archive.getFileName().toString();
            tree = folder.resolve(name.substring(0, name.length() - ".tar.gz".length()));
            command = tree.resolve("bin/rackconnect-mock");
        }
    }

    private ShellScript run(String words) throws Exception {
        return ShellScript.run(folder, "'" + command + "' " + words);
    }

    private RunningJar serve(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
        all.addAll(List.of(words));
        return RunningJar.ofProgram(List.of(command.toString()), all.toArray(String[]::new));
    }

    private RunningJar serveWithTls() throws IOException {
        return serve(
                "--https-port",
                "0",
                "--ready-file",
                folder.resolve("ready.json").toString(),
                "--ca-file",
                folder.resolve("ca.pem").toString());
    }

    static Set<String> verbs() {
        return VerbsTest.verbs();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbWorksOnTheRuntime(String verb) throws Exception {
        Files.writeString(
                folder.resolve("deploys.json"), run("scenarios deploys").out());
        try (RunningJar mock = serveWithTls()) {
            String https = mock.ready().path("httpsUrl").asText();
            ShellScript ended = run(Objects.requireNonNull(VERBS.get(verb)).replace("HTTPS", https));
            assertThat(ended.err()).isEmpty();
            assertThat(ended.exitCode()).isZero();
        }
    }

    /** What WireMock can do comes from more of Java than the mock itself needs. */
    @Test
    void wireMockWorksOnTheRuntime() throws Exception {
        try (RunningJar mock = serve()) {
            String url = mock.baseUrl();
            Http.post(url + "/__admin/mappings", """
                    {"request": {"method": "POST", "url": "/echo",
                                 "bodyPatterns": [{"matchesJsonPath": "$.a"}, {"matchesJsonSchema": "{\\"type\\": \\"object\\"}"}]},
                     "response": {"body": "{{jsonPath request.body '$.a'}} {{now format='yyyy'}}", "transformers": ["response-template"]}}
                    """);
            Http.post(url + "/__admin/mappings", """
                    {"request": {"method": "POST", "url": "/xml",
                                 "bodyPatterns": [{"equalToXml": "<a><b/></a>"}, {"matchesXPath": "/a/b"}]},
                     "response": {"status": 201}}
                    """);
            assertThat(Http.post(url + "/echo", "{\"a\": \"it works\"}").body()).matches("it works \\d{4}");
            assertThat(Http.post(url + "/xml", "<a> <b></b> </a>").statusCode()).isEqualTo(201);
            mock.stop();
            assertThat(mock.err.all()).allMatch(line -> line.contains(" -> "));
        }
    }

    @Test
    void startsThroughSymbolicLinksFromAnywhere() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("..").resolve(folder.relativize(command)));
        Files.createSymbolicLink(folder.resolve("a second one"), links.resolve("first"));
        String bin = tree.resolve("bin").toString();
        for (String start : List.of(
                "'./a second one' version",
                "cd / && '" + links + "/first' version",
                "cd '" + bin + "' && ./rackconnect-mock version",
                "cd '" + bin + "' && sh rackconnect-mock version",
                "cd / && PATH=\"$PATH:" + bin + "\" rackconnect-mock version",
                "cd / && PATH=\"$PATH:" + bin + "\" && sh -c 'exec rackconnect-mock version'")) {
            ShellScript ended = ShellScript.run(folder, start);
            assertThat(ended.err()).as(start).isEmpty();
            assertThat(ended.out()).as(start).startsWith("rackconnect-mock ");
        }
    }

    /** Whether a start is quick hangs on that. */
    @Test
    void almostAllClassesComeFromTheArchive() throws Exception {
        Path log = folder.resolve("classes.log");
        ShellScript ended = ShellScript.run(
                temporary,
                "RACKCONNECT_MOCK_JAVA_OPTS='-Xlog:class+load:file=classes.log' '" + command
                        + "' exec --https-port 0 -- true");
        assertThat(ended).isEqualTo(new ShellScript(0, "", ""));
        List<String> loaded = Files.readAllLines(temporary.resolve(log.getFileName()));
        List<String> others = loaded.stream()
                .filter(line -> line.contains(" source: ") && !line.endsWith("shared objects file"))
                .map(line -> line.replaceFirst("^.*\\] ", ""))
                .filter(line -> line.contains("jar") || line.contains("jrt:"))
                .toList();
        assertThat(others.size())
                .as("run standalone/src/dist/class-list to list %s", others)
                .isLessThan(loaded.size() / 10);
    }

    @Test
    void nothingButTheReadyLineIsOnStandardOutput() throws Exception {
        try (RunningJar mock = serve("--quiet")) {
            mock.ready();
            mock.stop();
            assertThat(mock.exitCode()).isEqualTo(143);
            assertThat(mock.out.all()).hasSize(1);
            assertThat(mock.err.all()).isEmpty();
        }
    }

    @Test
    void theRuntimeTakesMoreOptionsAndWarnsOnStandardError() throws Exception {
        ShellScript ended = ShellScript.run(
                folder, "RACKCONNECT_MOCK_JAVA_OPTS=' -Xmx64m  -XX:MaxNewSize=128m' '" + command + "' version");
        assertThat(ended.out()).hasLineCount(1).startsWith("rackconnect-mock ");
        assertThat(ended.err()).contains("[warning]").contains("MaxNewSize");
        ShellScript failed =
                ShellScript.run(folder, "RACKCONNECT_MOCK_JAVA_OPTS='-Xmx16m -Xms64m' '" + command + "' version");
        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("heap size");
    }

    /** Without its times it starts more slowly, and without /proc too. */
    @Test
    void aCopyThatHasOtherTimesStarts() throws Exception {
        Path copy = temporary.resolve("copy");
        ShellScript ended = ShellScript.run(
                folder, "cp -r '" + tree + "' '" + copy + "' && '" + copy + "/bin/rackconnect-mock' version");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("rackconnect-mock ");
    }

    @Test
    void theHelpShowsTheCommand() throws Exception {
        assertThat(run("help").out()).contains("  rackconnect-mock help exec").doesNotContain("java -jar");
        assertThat(run("help serve").out())
                .contains("  rackconnect-mock serve ")
                .doesNotContain("java -jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void hasCompletions(String shell) throws Exception {
        Path share = tree.resolve("share");
        Map<String, String> files = Map.of(
                "bash", "bash-completion/completions/rackconnect-mock",
                "zsh", "zsh/vendor-completions/_rackconnect-mock",
                "fish", "fish/vendor_completions.d/rackconnect-mock.fish");
        assertThat(share.resolve(files.get(shell)))
                .content()
                .isEqualTo(run("completion " + shell).out())
                .doesNotContain(".jar");
    }

    /** Of the program and of each verb, and man has nothing to say against them. */
    @Test
    void hasManualPages() throws Exception {
        Path manual = tree.resolve("share").resolve("man/man1");
        try (Stream<Path> pages = Files.list(manual)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("rackconnect-mock.1.gz"),
                                    verbs().stream().map(verb -> "rackconnect-mock-" + verb + ".1.gz"))
                            .collect(Collectors.toSet()));
        }
        ShellScript.assumeInstalled("man");
        for (String verb : verbs()) {
            ShellScript shown = ShellScript.run(
                    manual, "MANWIDTH=100 LC_ALL=C.UTF-8 man --warnings -l rackconnect-mock-" + verb + ".1.gz");
            assertThat(shown.err()).as(verb).isEmpty();
            assertThat(shown.out()).as(verb).contains("rackconnect-mock " + verb);
        }
    }
}
