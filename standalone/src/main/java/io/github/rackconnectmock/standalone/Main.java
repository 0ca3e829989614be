package io.github.rackconnectmock.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs what the command line says, and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Console console = new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), System.getenv());
        System.exit(new Runner(console).run(args));
    }

    /** In UTF-8 wherever it runs: what is printed is JSON, or names from files in UTF-8. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
