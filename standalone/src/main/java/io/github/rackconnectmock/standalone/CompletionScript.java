package io.github.rackconnectmock.standalone;

import java.nio.file.Path;
import java.util.Optional;

/** A shell's script that completes command lines. */
interface CompletionScript {
    /**
     * The script.
     *
     * @param words what there is to complete
     * @param jar what a function of the program's name runs; empty for no such function
     */
    String of(CompletionWords words, Optional<Path> jar);

    /** A word that no shell expands. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The function, for shells with the syntax of sh. */
    static String function(Optional<Path> jar) {
        return jar.map(path -> "command -v rackconnect-mock >/dev/null || rackconnect-mock() { java -jar "
                        + quoted(path.toString()) + " \"$@\"; }\n")
                .orElse("");
    }
}
