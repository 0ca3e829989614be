package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.report.ReportWriter;
import io.github.rackconnectmock.internal.report.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report of what happened in a mock: what its servers went through, and what clients asked, as a file to look at or to give to
 * another program. It tells what there is when it is written. Not for several threads at once.
 */
public final class MockReport {
    private final ReportWriter report;
    private final Runnable settled;
    private String title = "Report of the mock";
    private @Nullable String verdict;
    private @Nullable Instant at;
    private Secrets secrets = Secrets.MASKED;

    MockReport(ReportWriter report, Runnable settled) {
        this.report = report;
        this.settled = settled;
    }

    /** What it is a report of, such as a test's name. */
    public MockReport title(String text) {
        this.title = text;
        return this;
    }

    /** What it says first, such as a failure's message; {@code null}, the default, for nothing. */
    public MockReport verdict(@Nullable String text) {
        this.verdict = text;
        return this;
    }

    /** The moment that it marks, in the mock's time; {@code null}, the default, for none. */
    public MockReport at(@Nullable Instant moment) {
        this.at = moment;
        return this;
    }

    /**
     * Whether it shows credentials: the header fields {@code Authorization}, {@code Proxy-Authorization}, {@code Cookie}, {@code
     * X-Auth-Token} and the like, and tokens. By default it doesn't.
     */
    public MockReport showSecrets(boolean show) {
        this.secrets = show ? Secrets.SHOWN : Secrets.MASKED;
        return this;
    }

    /**
     * How a report's file can end, which says its format: {@code .html}, a page with the picture and all data in it, which needs
     * nothing else; {@code .md}, Markdown; {@code .har}, an HTTP Archive 1.2; {@code .trace.json}, trace events, as Perfetto reads
     * them.
     */
    public static List<String> endings() {
        return Arrays.stream(ReportWriter.Format.values())
                .map(ReportWriter.Format::ending)
                .toList();
    }

    /**
     * The fragment of a link by which the page of the report opens at a server and at {@link #at}, such as {@code #web1@+4m12s}:
     * at the server whose client asked last before, or the first, and so long after the scenario began. Without {@link #at}, it is
     * the present.
     */
    public String fragment() {
        settled.run();
        return report.fragment(at);
    }

    /**
     * What a file of this name has in it.
     *
     * @param fileName whose ending is one of {@link #endings()}
     * @throws IllegalArgumentException if it ends in another way
     */
    public String textFor(String fileName) {
        ReportWriter.Format format = ReportWriter.Format.of(fileName)
                .orElseThrow(() -> new IllegalArgumentException(
                        fileName + " is no name of a report; it ends with " + String.join(", ", endings())));
        settled.run();
        return report.write(format, new ReportWriter.Heading(title, verdict, at), secrets);
    }

    /**
     * Writes it, over an older one. Folders that aren't there are made.
     *
     * @param file whose ending is one of {@link #endings()}
     * @throws IllegalArgumentException if it ends in another way
     * @throws UncheckedIOException if it can't be written
     */
    public void writeTo(Path file) {
        String text = textFor(String.valueOf(file.getFileName()));
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written: " + e.getMessage(), e);
        }
    }
}
