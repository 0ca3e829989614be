package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

/** The report of each failed test, and where it is told. */
class ReportsTest {
    @TempDir
    Path folder;

    private JUnitRun run(Class<?> testClass, String... settings) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(ReportFile.FOLDER, folder.resolve("reports").toString());
        for (int i = 0; i < settings.length; i += 2) {
            parameters.put(settings[i], settings[i + 1]);
        }
        return JUnitRun.of(parameters, testClass);
    }

    private List<String> reports() {
        Path reports = folder.resolve("reports");
        if (!Files.isDirectory(reports)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(reports)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String report(String name) throws IOException {
        return Files.readString(folder.resolve("reports").resolve(name));
    }

    @RackConnectMock(value = "deploys", frozen = true)
    static class Fails {
        @Test
        void atOnce(RackConnectMockServer mock) throws Exception {
            ApiClient.status(mock.baseUri("web1"));
            mock.clock().advance(Duration.ofSeconds(12));
            assertEquals("DEPLOYED", ApiClient.status(mock.baseUri("web1")));
        }
    }

    @Test
    void aFailuresMessageNamesTheReportAndTheMomentAtWhichItOpens() throws IOException {
        JUnitRun run = run(Fails.class);

        String name = Fails.class.getName() + ".atOnce.html";
        String uri = folder.resolve("reports").resolve(name).toUri() + "#web1@+12s";
        assertThat(run.failures()).singleElement().isInstanceOfSatisfying(AssertionFailedError.class, failure -> {
            assertThat(String.valueOf(failure.getMessage()).lines())
                    .containsExactly("expected: <DEPLOYED> but was: <DEPLOYING>", "Report: " + uri);
            assertThat(failure.getExpected().getStringRepresentation()).isEqualTo("DEPLOYED");
            assertThat(failure.getActual().getStringRepresentation()).isEqualTo("DEPLOYING");
            assertThat(failure.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("atOnce"));
        });
        assertThat(report(name))
                .contains("<h1>Fails.atOnce failed</h1>", "expected: &lt;DEPLOYED&gt; but was: &lt;DEPLOYING&gt;")
                .contains("<svg", "failed here", "GET /as/web1/v1/automation_status -&gt; 200 DEPLOYING");
    }

    @Test
    void isPublishedWhereJUnitHasAFolderForFiles() throws IOException {
        assumeTrue(mayPublish(), "JUnit before 5.14 publishes no such files");
        Path published = Files.createDirectory(folder.resolve("published"));
        Map<String, String> settings =
                Map.of(ReportFile.FOLDER, folder.resolve("reports").toString());
        String name = Fails.class.getName() + ".atOnce.html";
        assertThat(PublishedFiles.of(settings, published, Fails.class)).containsOnly(name);
        assertThat(published.resolve(name))
                .hasSameBinaryContentAs(folder.resolve("reports").resolve(name));
    }

    /** Not {@link PublishedFiles}, which can't be loaded where its types aren't there. */
    private static boolean mayPublish() {
        try {
            Class.forName("org.junit.platform.engine.OutputDirectoryCreator");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @RackConnectMock("deploys")
    static class Throws {
        @Test
        void anException(@MockUri URI uri) throws Exception {
            ApiClient.status(uri);
            throw new IOException("the disk is full");
        }
    }

    @Test
    void anExceptionStaysTheOneThatItIs() {
        assertThat(run(Throws.class).failures()).singleElement().satisfies(failure -> {
            assertThat(failure).isInstanceOf(IOException.class).hasMessage("the disk is full");
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(place -> assertThat(place.getMessage())
                            .startsWith("Report: file:///")
                            .contains("#web1@+"));
        });
    }

    @RackConnectMock("deploys")
    static class FailsOnce {
        static boolean fails;

        @Test
        void sometimes(@MockUri URI uri) throws Exception {
            assertThat(ApiClient.status(uri)).isEqualTo(fails ? "none" : "DEPLOYING");
        }
    }

    @Test
    void aReportOfAnEarlierRunIsReplacedAndGoesAwayWithTheFailure() throws IOException {
        FailsOnce.fails = true;
        run(FailsOnce.class);
        String name = FailsOnce.class.getName() + ".sometimes.html";
        Files.writeString(folder.resolve("reports").resolve(name), "of an earlier run");
        run(FailsOnce.class);
        assertThat(report(name)).startsWith("<!doctype html>").contains("FailsOnce.sometimes failed");

        FailsOnce.fails = false;
        run(FailsOnce.class).passes(1);
        assertThat(reports()).isEmpty();
    }

    static class Several {
        @RegisterExtension
        final RackConnectMockExtension dfw =
                RackConnectMockExtension.builder().name("dfw").build();

        @RegisterExtension
        final RackConnectMockExtension unnamed =
                RackConnectMockExtension.builder().build();

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void invocations(String which) {
            assertThat(which).isEqualTo("none");
        }
    }

    @Test
    void eachInvocationAndEachMockHasAFile() {
        run(Several.class);
        String prefix = Several.class.getName() + ".invocations-";
        assertThat(reports())
                .containsExactly(prefix + "1-dfw.html", prefix + "1.html", prefix + "2-dfw.html", prefix + "2.html");
    }

    @RackConnectMock(value = "outage", frozen = true, failOnUnmetExpectations = true)
    static class Expects {
        @Test
        void more(RackConnectMockServer mock) throws Exception {
            ApiClient.status(mock.baseUri("web1"));
        }
    }

    @Test
    void aFailureThatOnlyTheMockSeesHasOneToo() throws IOException {
        assertThat(run(Expects.class).failure().lines())
                .startsWith("The scenario expects more of its clients:")
                .last()
                .asString()
                .startsWith("Report: ");
        assertThat(report(Expects.class.getName() + ".more.html")).contains("stoppedAfterDeployed");
    }

    @Test
    void aLineForAttachmentsIsPrintedOnRequest() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            run(Fails.class);
            run(Fails.class, ReportFile.ATTACHMENT, "true");
        } finally {
            System.setOut(before);
        }
        Path file = folder.resolve("reports").resolve(Fails.class.getName() + ".atOnce.html");
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("ATTACHMENT")))
                .containsExactly("[[ATTACHMENT|" + file.toAbsolutePath() + "]]");
    }

    @Test
    void reportsCanBeOff() {
        JUnitRun run = run(Fails.class, ReportFile.ON, "false");
        assertThat(run.failure()).isEqualTo("expected: <DEPLOYED> but was: <DEPLOYING>");
        assertThat(reports()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidBesideTheFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        JUnitRun run =
                run(Fails.class, ReportFile.FOLDER, file.resolve("reports").toString());
        assertThat(run.failure())
                .startsWith("expected: <DEPLOYED> but was: <DEPLOYING>")
                .contains("There is no report: ");
    }
}
