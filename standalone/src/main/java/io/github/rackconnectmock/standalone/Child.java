package io.github.rackconnectmock.standalone;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs for its own sake, on this program's input and outputs. It doesn't outlive this program, whatever ends
 * that.
 */
final class Child implements OpenResources.Resource {
    private static final int NO_SUCH_FILE = 2;
    private static final Pattern SYSTEM_REASON = Pattern.compile("error[=:] ?(\\d+)(?:, | \\()([^)]+)\\)?$");

    /**
     * Reads the process's id, then waits for another line. The end of its input, which comes with the end of this program,
     * ends the process. If it comes before the id, the process may have been started all the same, and is looked for by its mark.
     */
    private static final String GUARD = "trap '' HUP INT QUIT TERM USR1 USR2;"
            + " marked() { grep -lsF -e \"$0\" /proc/[0-9]*/environ | cut -d / -f 3; };"
            + " read -r pid && read -r done && exit;"
            + " kill -s TERM ${pid:-$(marked)}; sleep 1; kill -s KILL ${pid:-$(marked)}";

    private final Process process;
    private final @Nullable Process guard;

    private Child(Process process, @Nullable Process guard) {
        this.process = process;
        this.guard = guard;
    }

    /**
     * Starts a command.
     *
     * @param environment variables besides this program's own
     * @param without variables of this program that the command doesn't have
     * @param mark the one of its variables that no other command has
     * @throws Failure if it can't be run, with the system's reason
     */
    static Child start(List<String> command, Map<String, String> environment, Collection<String> without, String mark) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        if (StandardInput.isClosed()) {
            builder.redirectInput(new File("/dev/null"));
        }
        builder.environment().keySet().removeAll(without);
        builder.environment().putAll(environment);
        // Before the command, which is so never alone.
        Process guard = guard(mark + "=" + environment.get(mark));
        try {
            Process process = builder.start();
            if (guard != null) {
                tell(guard, Long.toString(process.pid()));
            }
            return new Child(process, guard);
        } catch (IOException e) {
            if (guard != null) {
                guard.destroyForcibly();
            }
            throw cannotRun(command.get(0), e);
        }
    }

    /** Ends what is told to it, or has this in its environment, when its input ends. */
    static @Nullable Process guard(String mark) {
        try {
            return shell(GUARD, mark);
        } catch (IOException e) {
            // A system without a shell has no guard.
            return null;
        }
    }

    private static void tell(Process guard, String line) {
        try {
            OutputStream input = guard.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            input.flush();
        } catch (IOException e) {
            // Then it has ended.
        }
    }

    private static Process shell(String script, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        builder.command().addAll(List.of(words));
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * Makes sure of a program that another program is to run.
     *
     * @param path where programs are looked for
     * @throws Failure as of a start, if it can't be run
     */
    static void require(String program, String path) {
        boolean isThere = false;
        try {
            for (String folder : program.contains("/") ? new String[] {""} : path.split(File.pathSeparator, -1)) {
                Path file = Path.of(folder, program);
                if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                    return;
                }
                isThere |= Files.exists(file) && !program.isEmpty();
            }
        } catch (InvalidPathException e) {
            // A name that this JVM can't write; the other program can.
            return;
        }
        throw isThere
                ? cannotRun(program, ExitCode.CANNOT_EXECUTE, "Permission denied")
                : cannotRun(program, ExitCode.COMMAND_NOT_FOUND, "No such file or directory");
    }

    private static Failure cannotRun(String program, IOException failure) {
        Matcher reason = SYSTEM_REASON.matcher(Console.why(failure));
        boolean isFound = reason.find();
        boolean isMissing = isFound && Integer.parseInt(reason.group(1)) == NO_SUCH_FILE;
        return cannotRun(
                program,
                isMissing ? ExitCode.COMMAND_NOT_FOUND : ExitCode.CANNOT_EXECUTE,
                isFound ? reason.group(2) : Console.why(failure));
    }

    private static Failure cannotRun(String program, int exitCode, String why) {
        return new Failure(
                exitCode, "can't run " + program + " (" + why + "); give a program and its arguments after --");
    }

    /** Sends a signal, such as {@code INT}, unless the command has ended. */
    void signal(String name) {
        if (!process.isAlive()) {
            return;
        }
        try {
            Process sent = shell("kill -s \"$0\" \"$1\"", name, Long.toString(process.pid()));
            if (sent.waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            // Without a shell there is only one signal that can be sent.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
    }

    /** The command's exit code, 128 and the signal's number if one ended it. */
    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends the command if it still runs, and waits for its end: it may have something to put in order. */
    @Override
    public void close() {
        process.destroy();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (guard != null) {
            tell(guard, "done");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
