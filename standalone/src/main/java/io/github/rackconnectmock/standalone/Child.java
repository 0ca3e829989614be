package io.github.rackconnectmock.standalone;

/** A command that runs for its own sake, on this program's input and outputs. */
final class Child implements OpenResources.Resource {
    private final Process process;

    Child(Process process) {
        this.process = process;
    }

    /** The command's exit code, 128 and the signal's number if one ended it. */
    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** The exit code of a command that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /**
     * Passes the signal on that ends this program, and its end is the command's: a command may have something to put in
     * order first, and it is its code that counts.
     */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
