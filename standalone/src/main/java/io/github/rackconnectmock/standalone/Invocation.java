package io.github.rackconnectmock.standalone;

import java.util.stream.Stream;

/** How the program was started: as a jar, or by the command of its package. */
final class Invocation {
    private static final String AS_JAR = "java -jar rackconnect-mock.jar";

    private Invocation() {}

    /** Whether it was the command. */
    static boolean isByCommand() {
        // The command says so.
        return Boolean.getBoolean("rackconnect-mock.command");
    }

    /** Examples of the jar, or the same of the command. */
    static String[] examples(String... ofJar) {
        return isByCommand()
                ? Stream.of(ofJar)
                        .map(line -> line.replace(AS_JAR, Runner.NAME))
                        .toArray(String[]::new)
                : ofJar;
    }
}
