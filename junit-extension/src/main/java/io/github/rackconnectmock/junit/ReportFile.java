package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.MockReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The file of a failed test's report, beside the other reports of tests. One of an earlier run of the same test is replaced. */
final class ReportFile {
    static final String ON = "rackconnect.mock.reports.enabled";
    static final String FOLDER = "rackconnect.mock.reports.directory";
    static final String ATTACHMENT = "rackconnect.mock.reports.attachments";

    /** Where Maven and Gradle have the results of a build. */
    private static final Path MAVEN = Path.of("target");

    private static final Path GRADLE = Path.of("build");
    private static final String OURS = "rackconnect-mock";

    private final ExtensionContext context;
    private final String mockName;

    /** @param mockName the name of the test's mock, empty for none */
    ReportFile(ExtensionContext context, String mockName) {
        this.context = context;
        this.mockName = mockName;
    }

    /** Removes the file of an earlier run, which failed. */
    void remove() {
        try {
            if (isOn()) {
                Files.deleteIfExists(path());
            }
        } catch (IOException | InvalidPathException e) {
            // An old report that stays does no harm to a test that passes.
        }
    }

    /**
     * Writes the report, publishes it, and tells where it is.
     *
     * @return a line that names it, with the place at which it opens; {@code null} where reports are off
     */
    @Nullable
    String write(MockReport report) {
        if (!isOn()) {
            return null;
        }
        try {
            Path file = path().toAbsolutePath();
            report.writeTo(file);
            publish(file);
            return "Report: " + file.toUri() + report.fragment();
        } catch (UncheckedIOException | InvalidPathException e) {
            return "There is no report: " + e.getMessage();
        }
    }

    /** For CI systems that look for such lines in the output. */
    void printAttachment() {
        if (isOn() && isSet(ATTACHMENT, false)) {
            System.out.println("[[ATTACHMENT|" + path().toAbsolutePath() + "]]");
        }
    }

    private boolean isOn() {
        return isSet(ON, true);
    }

    private boolean isSet(String parameter, boolean otherwise) {
        return context.getConfigurationParameter(parameter)
                .map(value -> value.equalsIgnoreCase("true"))
                .orElse(otherwise);
    }

    private Path path() {
        return folder().resolve(name() + ".html");
    }

    private Path folder() {
        Optional<String> said = context.getConfigurationParameter(FOLDER);
        if (said.isPresent()) {
            return Path.of(said.get());
        }
        boolean isOfGradle = !Files.isDirectory(MAVEN) && Files.isDirectory(GRADLE);
        return (isOfGradle ? GRADLE : MAVEN).resolve(OURS);
    }

    /** The test's class and method, and which of its invocations it is. */
    private String name() {
        StringBuilder name =
                new StringBuilder(context.getTestClass().map(Class::getName).orElse("test"));
        context.getTestMethod().ifPresent(method -> name.append('.').append(method.getName()));
        String id = context.getUniqueId();
        int invocation = id.lastIndexOf("invocation:#");
        if (invocation >= 0 && context.getTestMethod().isPresent()) {
            name.append('-').append(id, invocation + "invocation:#".length(), id.indexOf(']', invocation));
        }
        if (!mockName.isEmpty()) {
            name.append('-').append(mockName);
        }
        String safe = name.toString().replaceAll("[^A-Za-z0-9._$-]", "_");
        return safe.length() <= 200 ? safe : safe.substring(0, 200);
    }

    /** By JUnit's own way, which is there from 5.14 on. */
    private void publish(Path file) {
        try {
            context.publishFile(
                    String.valueOf(file.getFileName()),
                    MediaType.create("text", "html", StandardCharsets.UTF_8),
                    copy -> {
                        Files.deleteIfExists(copy);
                        Files.copy(file, copy);
                    });
        } catch (LinkageError | RuntimeException e) {
            // An older JUnit has no such way, and some runners have no folder for it; the file is there all the same.
        }
    }
}
