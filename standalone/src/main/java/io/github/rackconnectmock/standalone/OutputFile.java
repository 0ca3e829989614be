package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that other programs wait for: there whole or not at all. One that an earlier run has left behind is removed at
 * once, so that nothing takes it for this run's. Safe for use by several threads.
 */
final class OutputFile implements AutoCloseable {
    private final String what;
    private final Path file;
    private final Path draft;
    private boolean isRemovedAtEnd;
    private boolean closed;

    /**
     * Makes sure that the file can be written, before anything else is begun.
     *
     * @param what what it is, for messages, such as {@code the ready file}
     * @throws Failure if it can't
     */
    OutputFile(String what, Path file) {
        this.what = what;
        this.file = file.toAbsolutePath();
        // Beside the file, since only within a file system can a file be moved at once.
        draft = this.file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            if (Files.isDirectory(this.file)) {
                throw new IOException("it is a directory");
            }
            if (Files.exists(this.file) && !Files.isRegularFile(this.file)) {
                throw new IOException("it is a device or a pipe");
            }
            Files.write(draft, new byte[0]);
            Files.delete(draft);
            Files.deleteIfExists(this.file);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * Writes the file, to be removed at the end. Does nothing if the end has already come.
     *
     * @throws Failure if that can't be done
     */
    synchronized void write(String text) {
        put(text);
        isRemovedAtEnd = true;
    }

    /**
     * Writes what stays after the end.
     *
     * @throws Failure if that can't be done
     */
    synchronized void writeLasting(String text) {
        put(text);
        isRemovedAtEnd = false;
    }

    private void put(String text) {
        if (closed) {
            return;
        }
        try {
            Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(draft);
            throw cannotWrite(e);
        }
    }

    /** Removes the file. */
    @Override
    public synchronized void close() {
        closed = true;
        if (isRemovedAtEnd) {
            remove(file);
        }
    }

    /** Removes a file, where that can be done. */
    static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The program is about to end, and nothing can be done about it.
        }
    }

    Path path() {
        return file;
    }

    private Failure cannotWrite(IOException cause) {
        String why = cause instanceof NoSuchFileException
                ? "its directory isn't there"
                : cause instanceof AccessDeniedException ? "no permission" : Console.why(cause);
        return new Failure(
                ExitCode.CANNOT_WRITE,
                "can't write " + what + " " + file + " (" + why
                        + "); choose a file in a directory that you can write to");
    }
}
