package io.github.rackconnectmock.internal.http;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The threads for what may block: users' callbacks and stubs on the ones, control routes on the others, so that a callback
 * that waits for a control request gets it. Each connection has one task at most, so the queues are bounded by connections.
 * Daemon threads, which end when there is nothing to do.
 */
final class Workers {
    private static final int SERVING = 16;
    private static final int CONTROLLING = 4;
    private static final int IDLE_SECONDS = 1;

    private final ThreadPoolExecutor serving = pool("rackconnect-mock-callbacks", SERVING);
    private final ThreadPoolExecutor controlling = pool("rackconnect-mock-control", CONTROLLING);

    private final Consumer<Throwable> failed;

    /**
     * No threads yet.
     *
     * @param failed is told what a task throws
     */
    Workers(Consumer<Throwable> failed) {
        this.failed = failed;
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(null, task, name, 0, false);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    void serve(Runnable task) {
        run(serving, task);
    }

    void control(Runnable task) {
        run(controlling, task);
    }

    private void run(ThreadPoolExecutor pool, Runnable task) {
        try {
            pool.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    failed.accept(e);
                }
            });
        } catch (RejectedExecutionException e) {
            // The front is stopping; its connections are closed.
        }
    }

    /** Takes no more tasks. Those under way end by themselves. */
    void stop() {
        serving.shutdown();
        controlling.shutdown();
    }
}
