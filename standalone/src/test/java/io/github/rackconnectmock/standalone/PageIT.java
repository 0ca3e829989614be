package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The live page and the report in a real browser. The scripts in {@code src/test/resources/page} do what a person does; each ends
 * with 0 or with a line that says what didn't hold. With {@code -Dwrite-screenshots}, what they see goes into the docs.
 */
class PageIT {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.root")));
    private static final Path SCRIPTS = ROOT.resolve("standalone/src/test/resources/page");
    private static final Path SCENARIO = SCRIPTS.resolve("deploys-and-fails.json");
    private static final Path NPM = ROOT.resolve("standalone/target/npm");
    private static final Path PAGE =
            ROOT.resolve("mock-core/src/main/resources/io/github/rackconnectmock/internal/report/page");
    private static final Path PICTURES = ROOT.resolve("docs/pictures");
    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    Path folder;

    private static Path browser() {
        return BROWSERS.stream().filter(Files::isExecutable).findFirst().orElse(Path.of("none"));
    }

    @BeforeEach
    void needABrowser() {
        boolean isThere =
                Files.isExecutable(browser()) && Files.isDirectory(NPM.resolve("node_modules/playwright-core"));
        if (!isThere) {
            System.out.println("left out: the page's tests, without Chromium or npm's playwright-core and axe-core");
        }
        assumeTrue(isThere, "there is no Chromium, or no playwright-core");
    }

    @Test
    void aPersonMovesTheTimeFiresASignalAndSeesWhy() throws Exception {
        try (RunningJar mock = serve()) {
            passes(run("person.mjs", mock.baseUrl(), folder.toString(), "--put"));
        }
    }

    @Test
    void everybodyCanUseIt() throws Exception {
        try (RunningJar mock = serve()) {
            passes(run("axe.mjs", mock.baseUrl(), folder.toString(), "--put"));
        }
        keepPictures();
    }

    @Test
    void thePagesModelAndFilterAreRight() throws Exception {
        passes(run("units.mjs", PAGE.toString()));
    }

    @Test
    void thePageAndTheControlApiChooseTheSameRequests() throws Exception {
        try (RunningJar mock = serve()) {
            passes(run("filters-agree.mjs", mock.baseUrl(), PAGE.toString()));
        }
    }

    @Test
    void whatAHostileScenarioSaysIsText() throws Exception {
        try (RunningJar mock = serve()) {
            passes(run("hostile.mjs", mock.baseUrl(), folder.toString(), "--put"));
        }
    }

    @Test
    void theReportOfAFailedTestOpensFromTheDiskAndUnderTheStrictestPolicy() throws Exception {
        Path report = folder.resolve("GatewayTest.waits.html");
        String fragment = writeReport(report);
        passes(run("report.mjs", "-", folder.toString(), report.toString(), fragment.substring(1)));
        keepPictures();
    }

    /** Ten thousand servers: the page draws what is in view, and its memory stays. Times are printed, since machines differ. */
    @Test
    void thousandsOfServersAndManyRequests() throws Exception {
        String seconds = System.getProperty("rackconnect-mock.page-seconds", "8");
        boolean measures = System.getProperty("rackconnect-mock.page-seconds") != null;
        try (RunningJar mock = serve()) {
            Ran outcome = run(
                    "load.mjs",
                    mock.baseUrl(),
                    folder.toString(),
                    seconds,
                    "asks",
                    measures ? "" : "no-times",
                    "--put");
            System.out.println(outcome.out().strip());
            passes(outcome);
        }
    }

    private static RunningJar serve() throws IOException {
        return new RunningJar("serve", "--port", "0", "--quiet", "--scenario", SCENARIO.toString());
    }

    /** As the JUnit extension writes it; the fragment at which it opens. */
    private static String writeReport(Path file) throws Exception {
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario(SCENARIO.toString())
                .frozen(true)
                .start()) {
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < 30; i++) {
                ask(client, mock.baseUri("web1").resolve("v1/automation_status"));
                ask(client, mock.baseUri("web1").resolve("v1/gateway_ip"));
                mock.clock().advance(Duration.ofSeconds(9));
            }
            mock.report()
                    .title("GatewayTest.waits failed")
                    .verdict("expected: <10.181.0.2> but was: <10.181.0.1>")
                    .at(mock.clock().instant())
                    .writeTo(file);
            return mock.report().at(mock.clock().instant()).fragment();
        }
    }

    private static void ask(HttpClient client, URI uri) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
    }

    private Ran run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("node", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve(script + ".out");
        Path err = folder.resolve(script + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("PAGE_TEST_MODULES", NPM.toAbsolutePath().toString());
        // Machines differ, so that no test is about a time. By hand, a script without this holds the page to a second.
        builder.environment().put("PAGE_TEST_PATIENCE", "15");
        builder.environment().put("CHROMIUM", browser().toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(script + " ends")
                    .isTrue();
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private record Ran(int code, String out, String err) {}

    private static void passes(Ran outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).endsWith("passed\n");
        assertThat(outcome.code()).isZero();
    }

    /** Puts what was seen into the docs, where that is wanted. */
    private void keepPictures() throws IOException {
        if (System.getProperty("write-screenshots") == null) {
            return;
        }
        Files.createDirectories(PICTURES);
        String page = Files.readString(ROOT.resolve("docs/page.md"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> page.contains("pictures/" + each.getFileName()))
                    .toList()) {
                Files.copy(file, PICTURES.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
