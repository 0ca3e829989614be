package io.github.rackconnectmock.standalone.benchmark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server in a JVM of its own, until it is closed. */
final class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long BETWEEN_PROBES_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    final int port;
    private final Process process;
    private final double millisToReady;

    private ServerProcess(Process process, int port, double millisToReady) {
        this.process = process;
        this.port = port;
        this.millisToReady = millisToReady;
    }

    /** How to start a server: a command with {@code PORT} in it, a folder to start it in, and what to ask it for. */
    record Program(String name, List<String> command, Path folder, String probe) {
        /** A program that this Java runs. */
        static Program ofJava(String name, List<String> arguments, Path folder, String probe) {
            return new Program(name, java(arguments), folder, probe);
        }

        /** The same program with more options of the JVM. */
        Program withJvmOptions(String newName, List<String> options) {
            List<String> longer = new ArrayList<>(command);
            longer.addAll(1, options);
            return new Program(newName, List.copyOf(longer), folder, probe);
        }

        /** Starts it, and waits until it has answered the probe with a 200. */
        ServerProcess start() throws IOException {
            int port = freePort();
            File log = Files.createTempFile(folder, "server", ".log").toFile();
            ProcessBuilder builder = process(command.stream()
                            .map(word -> word.replace("PORT", Integer.toString(port)))
                            .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log);
            long start = System.nanoTime();
            Process process = builder.start();
            while (true) {
                try {
                    RawClient.ask(port, RawClient.get(probe));
                    return new ServerProcess(process, port, (System.nanoTime() - start) / 1e6);
                } catch (IOException e) {
                    if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                        process.destroyForcibly();
                        throw new IOException(name + " doesn't answer: " + Files.readString(log.toPath()), e);
                    }
                    LockSupport.parkNanos(BETWEEN_PROBES_NANOS);
                }
            }
        }
    }

    /** This JVM's Java with arguments. */
    static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }

    /** A process with default options, whatever the environment says. */
    static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("RACKCONNECT_MOCK_")
                        || name.endsWith("JAVA_OPTIONS")
                        || name.equals("JAVA_TOOL_OPTIONS"));
        return builder;
    }

    /**
     * A port that nobody listens on. It is none of those that a system gives to clients: a probe that got the very port
     * it asks would be connected to itself, and the server couldn't listen.
     */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody listens there: another one.
            }
        }
    }

    /** From the start of the process to the first 200. */
    double millisToReady() {
        return millisToReady;
    }

    /** Processor time since the start. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /**
     * A line of Linux's {@code /proc/PID/status} that is a size.
     *
     * @return megabytes
     */
    double memory(String line) throws IOException {
        for (String candidate : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (candidate.startsWith(line + ":")) {
                return Long.parseLong(candidate.replaceAll("\\D", "")) * 1024 / 1e6;
            }
        }
        throw new IOException("no " + line);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
