package io.github.rackconnectmock.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What came of a script; {@code $JAVA} and {@code $JAR} in it run the built jar. */
record ShellScript(int exitCode, String out, String err) {
    private static final long PATIENCE_SECONDS = 60;

    /** Runs a script of sh in a folder, and waits for its end. */
    static ShellScript run(Path folder, String script) throws IOException, InterruptedException {
        return run(folder, List.of("sh", "-c", script));
    }

    /** Runs a command in a folder, and waits for its end. */
    static ShellScript run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("JAVA", RunningJar.JAVA);
            builder.environment().put("JAR", new File(RunningJar.JAR).getAbsolutePath());
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + command);
            }
            return new ShellScript(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Leaves a test out, saying so, where a program isn't installed. */
    static void assumeInstalled(String program) {
        String path = System.getenv("PATH");
        boolean isThere = path != null
                && Stream.of(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!isThere) {
            System.out.println("left out: " + program + " isn't installed");
        }
        assumeTrue(isThere, program + " isn't installed");
    }
}
