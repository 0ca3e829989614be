package io.github.rackconnectmock.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** One thing that the program can do. It is run once and gives its exit code, or throws a {@link Failure}. */
abstract class Verb implements Callable<Integer> {
    final Console console;

    // Acted upon by picocli.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean isHelpWanted;

    Verb(Console console) {
        this.console = console;
    }

    /** The codes that it ends with, besides those of every verb; the help shows them. */
    abstract int[] exitCodes();

    @Override
    public abstract Integer call() throws InterruptedException;
}
