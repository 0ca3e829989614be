package io.github.rackconnectmock.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    private final Thread hook = new Thread(this::stop, "stop");

    // Guarded by this.
    private final Deque<Resource> resources = new ArrayDeque<>();
    private boolean closed;
    private @Nullable IntSupplier exitCode;

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

    /** Has the JVM end with this code, asked for when all is closed, instead of the signal's that stopped it. */
    synchronized void endsWith(IntSupplier code) {
        exitCode = code;
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

    private synchronized void stop() {
        closeAll();
        if (exitCode != null) {
            // The only way to another code once the JVM is ending; all there was to close is closed.
            Runtime.getRuntime().halt(exitCode.getAsInt());
        }
    }

    private synchronized void closeAll() {
        closed = true;
        while (!resources.isEmpty()) {
            resources.pop().close();
        }
    }
}
