package io.github.rackconnectmock.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * Closes what a verb has opened, the last first: when the verb ends, or when the JVM is told to stop by a signal, which
 * then gives the exit code. Safe for use by several threads.
 */
final class Run implements AutoCloseable {
    /** Something to close that doesn't fail. */
    @FunctionalInterface
    interface Resource extends AutoCloseable {
        @Override
        void close();
    }

    private final Thread hook = new Thread(this::closeAll, "stop");

    // Guarded by this.
    private final Deque<Resource> open = new ArrayDeque<>();
    private boolean closed;

    Run() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Has something closed at the end; at once if that has come. */
    synchronized void closing(Resource resource) {
        if (closed) {
            resource.close();
        } else {
            open.push(resource);
        }
    }

    /** Waits for the end of the JVM, or until this thread is interrupted. */
    static void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // Then the hook is at work already.
        }
        closeAll();
    }

    private synchronized void closeAll() {
        closed = true;
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
