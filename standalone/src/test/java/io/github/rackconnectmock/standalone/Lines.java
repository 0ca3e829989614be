package io.github.rackconnectmock.standalone;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lines that somebody writes, to be waited for. */
final class Lines {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final List<String> all = new CopyOnWriteArrayList<>();

    /** The lines that come out of a process. */
    static Lines from(BufferedReader reader) {
        Lines lines = new Lines();
        Thread thread = new Thread(() -> {
            try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return lines;
    }

    /** A stream whose lines these are. */
    PrintStream stream() {
        return new PrintStream(
                new OutputStream() {
                    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

                    @Override
                    public synchronized void write(int character) {
                        if (character == '\n') {
                            add(line.toString(StandardCharsets.UTF_8));
                            line.reset();
                        } else {
                            line.write(character);
                        }
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    /** The next line that hasn't been read. */
    String next() {
        return next(line -> true);
    }

    /** The next line of this kind; those before it are skipped. */
    String next(Predicate<String> wanted) {
        try {
            for (String line = poll(); line != null; line = poll()) {
                if (wanted.test(line)) {
                    return line;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no such line came in " + PATIENCE_SECONDS + " s, only " + all);
    }

    /** All lines so far, read or not. */
    List<String> all() {
        return all;
    }

    private void add(String line) {
        all.add(line);
        unread.add(line);
    }

    private @Nullable String poll() throws InterruptedException {
        return unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
