package io.github.rackconnectmock.internal.simulation;

/**
 * Tells that a command may have changed what the mock is: the time was moved, a signal fired, an incident begun. What comes by
 * time or by requests isn't told. Safe for use by several threads.
 */
public final class Changes {
    private volatile Runnable listener = () -> {};

    Changes() {}

    /** Has this called after each command, on the thread of the command, before the command returns. */
    public void listener(Runnable told) {
        listener = told;
    }

    /** A command is done. Never called under a lock, since the listener may wait. */
    public void happened() {
        listener.run();
    }
}
