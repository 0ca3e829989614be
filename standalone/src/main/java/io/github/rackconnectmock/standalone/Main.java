package io.github.rackconnectmock.standalone;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs what the command line says, and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Console console = new Console(
                new Output(new FileOutputStream(FileDescriptor.out)),
                new Output(new FileOutputStream(FileDescriptor.err)),
                // Not the bare stream, which can't read a pipe to its end.
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                System.getenv());
        System.exit(new Runner(console).run(args));
    }
}
