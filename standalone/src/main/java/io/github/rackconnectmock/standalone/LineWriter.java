package io.github.rackconnectmock.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines from a thread of its own, so that no caller waits for the reader: a pipe that nothing reads from would
 * stop the mock for good. Lines that can't be kept are counted, and the count is written. Safe for use by several
 * threads.
 */
final class LineWriter implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong characters = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final PrintStream stream;
    private final Thread thread;

    LineWriter(PrintStream stream) {
        this.stream = stream;
        thread = new Thread(this::write, "lines");
        thread.setDaemon(true);
        thread.start();
    }

    /** Has a line written soon. */
    void say(String line) {
        boolean fits = characters.addAndGet(line.length()) <= MOST_CHARACTERS;
        if (!fits || !waiting.offer(line)) {
            characters.addAndGet(-line.length());
            lost.incrementAndGet();
        }
    }

    /** Writes what is waiting, as long as that goes quickly. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (true) {
                print(waiting.take());
            }
        } catch (InterruptedException closing) {
            for (String line = waiting.poll(); line != null; line = waiting.poll()) {
                print(line);
            }
        }
    }

    private void print(String line) {
        characters.addAndGet(-line.length());
        stream.println(line);
        long gone = lost.getAndSet(0);
        if (gone > 0) {
            stream.println(Console.line(gone + " lines left out here: they came faster than they were read"));
        }
        stream.flush();
    }
}
