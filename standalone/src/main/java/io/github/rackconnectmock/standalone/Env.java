package io.github.rackconnectmock.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what a shell needs so that its programs ask a running mock. */
@Command(
        description = "Print the exports by which a shell's programs ask a running mock at the six hosts' own URLs.",
        footer = {
            "  eval \"$(java -jar rackconnect-mock.jar env --ready-file ready.json)\"",
            "  eval \"$(java -jar rackconnect-mock.jar env --ready-file ready.json --as web2)\""
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
    int[] exitCodes() {
        return new int[] {ExitCode.OK, ExitCode.NO_INPUT, ExitCode.UNAVAILABLE};
    }

    @Override
    public Integer call() {
        Path file = new Setting("--ready-file", readyFile).path();
        ReadyFile ready = ReadyFile.read(file)
                .orElseThrow(() -> new Failure(
                        ExitCode.NO_INPUT,
                        file + ": there is no such file yet; start a mock with serve --ready-file " + file));
        if (ready.failure().isPresent()) {
            throw new Failure(ExitCode.NO_INPUT, file + ": that mock could not start; start it again");
        }
        if (ready.caFile().isEmpty()) {
            throw Failure.usage("that mock was started without --ca-file; start it with serve --ready-file " + readyFile
                    + " --ca-file ca.pem");
        }
        MockControl mock = MockControl.at(new Setting("baseUrl of " + file, ready.baseUrl()), null);
        String proxy = server == null ? ready.baseUrl() : mock.proxyOf(server);
        ClientEnvironment.of(proxy, Path.of(ready.caFile()))
                .forEach((name, value) -> console.out().println("export " + name + "=" + quoted(value)));
        return ExitCode.OK;
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
