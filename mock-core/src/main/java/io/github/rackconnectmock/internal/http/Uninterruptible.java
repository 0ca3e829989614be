package io.github.rackconnectmock.internal.http;

import java.util.concurrent.CountDownLatch;

/** Waiting that an interrupt doesn't end: who closes a mock on an interrupted thread wants it closed all the same. */
final class Uninterruptible {
    private Uninterruptible() {}

    static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
