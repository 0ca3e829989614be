package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what a shell needs so that its programs ask a running mock. */
@Command(
        description = {
            "Print the variables by which a shell's programs ask a running mock at the six hosts' own URLs.",
            "",
            "Some programs need a file besides the mock's certificate; these are written into a folder beside it."
        },
        footer = {
            "  eval \"$(java -jar rackconnect-mock.jar env --ready-file ready.json)\"",
            "  java -jar rackconnect-mock.jar env --ready-file ready.json --as web2 --format fish | source"
        })
final class Env extends Verb {
    private static final String XEN_STORE = "--xenstore-read";

    @Option(
            names = "--ready-file",
            required = true,
            paramLabel = "FILE",
            description = "The ready file of a mock that was started with --ca-file too.")
    private String readyFile = "";

    @Option(names = "--as", paramLabel = "SERVER", description = "Which server the programs are, by name or address.")
    private @Nullable String server;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "sh, fish, powershell, github for a file of $GITHUB_ENV, dotenv or json (sh).")
    private String format = "sh";

    @Option(
            names = XEN_STORE,
            paramLabel = "FOLDER",
            description = "A folder to write a xenstore-read into that asks the mock; PATH then begins with it.")
    private @Nullable String xenStore;

    Env(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK, ExitCode.NO_INPUT, ExitCode.UNAVAILABLE, ExitCode.CANNOT_WRITE};
    }

    @Override
    public Integer call() {
        EnvFormat written = EnvFormat.of(format);
        Kept programs = xenStore == null
                ? null
                : new Kept(new Setting(XEN_STORE, xenStore).folder(), true, "give another folder to " + XEN_STORE);
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
        Path certificate = Path.of(ready.caFile());
        // For files that last as long as the certificate's.
        Kept beside = new Kept(
                certificate.resolveSibling(certificate.getFileName() + ".d"),
                false,
                "start the mock with --ca-file in a directory that you can write to");
        Map<String, String> variables = new LinkedHashMap<>(
                ClientEnvironment.of(proxy, ClientFiles.write(beside, certificate), console.environment()));
        if (programs != null) {
            Path program = programs.write(XenStoreProgram.NAME, XenStoreProgram.content(mock.xenStore(server)));
            variables.put(XenStoreProgram.PATH, XenStoreProgram.path(program, console.environment()));
        }
        console.out().println(written.text(variables));
        return ExitCode.OK;
    }

    /**
     * A folder whose files stay.
     *
     * @param executable whether they are programs
     * @param remedy what to do if they can't be written
     */
    private record Kept(Path folder, boolean executable, String remedy) implements ClientFiles.Folder {
        @Override
        public Path write(String name, byte[] content) {
            // Another run may read what this one writes.
            Path draft =
                    folder.resolve("." + name + "." + ProcessHandle.current().pid());
            try {
                Files.createDirectories(folder);
                Files.write(draft, content);
                if (executable && !draft.toFile().setExecutable(true)) {
                    throw new IOException("a file can't be made a program");
                }
                return Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                OutputFile.remove(draft);
                String why = e instanceof AccessDeniedException ? "no permission" : Console.why(e);
                throw new Failure(ExitCode.CANNOT_WRITE, "can't write into " + folder + " (" + why + "); " + remedy);
            }
        }
    }
}
