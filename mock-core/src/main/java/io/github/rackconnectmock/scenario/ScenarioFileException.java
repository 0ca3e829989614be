package io.github.rackconnectmock.scenario;

import org.jspecify.annotations.Nullable;

/** A scenario file that can't be read at all. The message is one line: which file, and why. */
public class ScenarioFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScenarioFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
