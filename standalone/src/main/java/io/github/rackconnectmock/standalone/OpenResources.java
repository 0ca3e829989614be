package io.github.rackconnectmock.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Closes what a verb has opened, the last first: when the verb ends, or when a signal stops the JVM, which then gives the
 * exit code. Safe for use by several threads.
 */
final class OpenResources implements AutoCloseable {
    /** Something to close that doesn't fail. */
    @FunctionalInterface
    interface Resource extends AutoCloseable {
        @Override
        void close();
    }

    private final Thread hook = new Thread(this::closeAll, "stop");

    // Guarded by this.
    private final Deque<Resource> resources = new ArrayDeque<>();
    private boolean closed;

    OpenResources() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Has something closed at the end; at once if that has come. */
    synchronized void closing(Resource resource) {
        if (closed) {
            resource.close();
        } else {
            resources.push(resource);
        }
    }

    /** Opens something to be closed at the end, so that a signal meanwhile finds it open or not begun. */
    synchronized <T extends Resource> T opening(Supplier<T> opener) {
        if (closed) {
            // The JVM is ending; whatever was begun now would outlive it.
            untilStopped();
        }
        T resource = opener.get();
        resources.push(resource);
        return resource;
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
        while (!resources.isEmpty()) {
            resources.pop().close();
        }
    }
}
