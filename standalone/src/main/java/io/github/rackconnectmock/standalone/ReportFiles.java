package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.MockReport;
import io.github.rackconnectmock.RackConnectMockServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for reports, and the files that they name. */
final class ReportFiles {
    private static final String REPORT = "--report";
    static final String SHOW_SECRETS = "--show-secrets";

    @Option(
            names = REPORT,
            paramLabel = "FILE",
            description =
                    "Write what happened to a file when it ends; its ending says how: .html, .md, .har or .trace.json."
                            + " May be given several times.")
    private @Nullable List<String> files;

    @Option(
            names = SHOW_SECRETS,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Reports show tokens, passwords and cookies (false).")
    private @Nullable String showSecrets;

    private final List<OutputFile> outputs = new ArrayList<>();
    private boolean showsSecrets;
    private volatile @Nullable RackConnectMockServer mock;

    /** Makes sure that the files can be written, before anything else is begun. */
    void check(Settings settings) {
        showsSecrets = settings.isOn(SHOW_SECRETS, showSecrets);
        Stream<Setting> named = files == null
                ? settings.find(REPORT, null).stream().flatMap(ReportFiles::parts)
                : files.stream().map(file -> new Setting(REPORT, file));
        named.forEach(file -> {
            Path path = file.path();
            if (MockReport.endings().stream().noneMatch(String.valueOf(path.getFileName())::endsWith)) {
                throw file.wrong("a file that ends with .html, .md, .har or .trace.json");
            }
            outputs.add(new OutputFile("the report", path));
        });
    }

    private static Stream<Setting> parts(Setting list) {
        return Stream.of(list.value().split(",", -1)).map(part -> new Setting(list.source(), part.strip()));
    }

    /** Reports are of this mock. */
    void of(RackConnectMockServer started) {
        mock = started;
    }

    /**
     * Writes all of them, if the mock has started.
     *
     * @throws Failure if one can't be written
     */
    void write() {
        RackConnectMockServer started = mock;
        if (started == null) {
            return;
        }
        for (OutputFile output : outputs) {
            String name = String.valueOf(output.path().getFileName());
            output.writeLasting(started.report().showSecrets(showsSecrets).textFor(name));
        }
    }

    /** Writes them; what goes wrong is a line. */
    void writeOrSay(LineWriter lines) {
        try {
            write();
        } catch (Failure e) {
            lines.say(Console.line(Console.why(e)));
        }
    }
}
