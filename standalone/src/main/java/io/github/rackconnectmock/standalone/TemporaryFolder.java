package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Files for as long as the program runs. */
final class TemporaryFolder implements AutoCloseable {
    private final Path folder;
    private final Deque<Path> files = new ArrayDeque<>();

    /**
     * Makes a folder where the variable {@code TMPDIR} says, else where the JVM has its temporary files.
     *
     * @throws Failure if that can't be done
     */
    TemporaryFolder(Map<String, String> environment) {
        String place = environment.getOrDefault("TMPDIR", "");
        try {
            folder = place.isBlank()
                    ? Files.createTempDirectory(Runner.NAME)
                    : Files.createTempDirectory(Path.of(place), Runner.NAME);
        } catch (IOException | InvalidPathException e) {
            throw cannotWrite(e);
        }
        files.push(folder);
    }

    Path write(String name, byte[] content) {
        Path file = folder.resolve(name);
        try {
            files.push(file);
            return Files.write(file, content);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Writes a program, in a folder of its own. */
    Path program(String folderName, String name, byte[] content) {
        Path made = folder(folderName);
        Path file = write(made.getFileName() + "/" + name, content);
        if (!file.toFile().setExecutable(true, true)) {
            throw cannotWrite(new IOException("a file can't be made a program"));
        }
        return file;
    }

    /** An empty folder. */
    Path folder(String name) {
        try {
            Path made = Files.createDirectory(folder.resolve(name));
            files.push(made);
            return made;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    @Override
    public void close() {
        while (!files.isEmpty()) {
            try {
                Files.deleteIfExists(files.pop());
            } catch (IOException e) {
                // The program is about to end, and nothing can be done about it.
            }
        }
    }

    private static Failure cannotWrite(Exception cause) {
        return new Failure(
                ExitCode.CANNOT_WRITE,
                "can't write a temporary file (" + Console.why(cause)
                        + "); set TMPDIR to a folder that can be written");
    }
}
