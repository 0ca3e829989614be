package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.TextFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what a shell needs so that its programs ask a running mock. */
@Command(
        description = {
            "Print the exports by which a shell's programs ask a running mock at the six hosts' own URLs.",
            "",
            "  eval \"$(java -jar rackconnect-mock.jar env --ready-file ready.json)\""
        })
final class Env extends Verb {
    @Option(
            names = "--ready-file",
            required = true,
            paramLabel = "FILE",
            description = "The ready file of a mock that was started with --ca-file too.")
    private String readyFile = "";

    @Option(names = "--as", paramLabel = "SERVER", description = "Which server the programs are, by name or address.")
    private @Nullable String server;

    Env(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        Map<String, String> ready = read(new Setting("--ready-file", readyFile).path());
        String baseUrl = ready.getOrDefault("baseUrl", "");
        String caFile = ready.getOrDefault("caFile", "");
        if (baseUrl.isEmpty()) {
            throw noReadyFile(readyFile);
        }
        if (caFile.isEmpty()) {
            throw Failure.usage("that mock was started without --ca-file; start it with serve --ready-file " + readyFile
                    + " --ca-file ca.pem");
        }
        String proxy = server == null ? baseUrl : MockControl.at(baseUrl).proxyOf(server);
        ClientEnvironment.of(proxy, Path.of(caFile))
                .forEach((name, value) -> console.out().println("export " + name + "=" + quoted(value)));
        return ExitCode.OK;
    }

    private static Map<String, String> read(Path file) {
        try {
            return TextFields.read(Files.readAllBytes(file)).orElseThrow(() -> noReadyFile(file.toString()));
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.NO_INPUT,
                    file + ": there is no such file yet; start a mock with serve --ready-file " + file);
        }
    }

    private static Failure noReadyFile(String file) {
        return new Failure(ExitCode.NO_INPUT, file + ": this is no ready file; serve --ready-file writes one");
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
