package io.github.rackconnectmock.standalone;

import java.util.Objects;
import picocli.CommandLine.Command;

/** Prints which version this is. */
@Command(
        description = "Print the version.",
        footer = {"  java -jar rackconnect-mock.jar version", "  java -jar rackconnect-mock.jar --version"})
final class Version extends Verb {
    Version(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK};
    }

    @Override
    public Integer call() {
        console.out().println(text());
        return ExitCode.OK;
    }

    /** The program and its version, from the jar's manifest. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return Runner.NAME + " " + Objects.requireNonNullElse(version, "(not from a jar)");
    }
}
