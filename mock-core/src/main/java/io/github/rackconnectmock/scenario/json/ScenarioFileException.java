package io.github.rackconnectmock.scenario.json;

import org.jspecify.annotations.Nullable;

/** A scenario file that can't be read at all. The message is one line: which file, and why. */
public class ScenarioFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScenarioFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
